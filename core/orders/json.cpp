#include "core/orders/json.h"

#include "core/wire/reader.h"
#include "core/wire/writer.h"

namespace pasokh::orders {

namespace {

constexpr std::size_t kMaxLines = 500;
constexpr std::size_t kMaxParcels = 100;
constexpr std::size_t kMaxEvents = 500;
constexpr std::size_t kMaxOrders = 200;

void write_eta(wire::Writer& out, std::string_view name, const std::optional<Eta>& eta) {
    if (!eta) return;
    out.key(name).begin_object().instant_if_any("from", eta->from);
    out.key("until").instant(eta->until).end_object();
}

void write_event(wire::Writer& out, const ParcelEvent& event) {
    out.begin_object();
    out.key("at").instant(event.at);
    out.member("status", parcel_status_name(event.status));
    out.member_if_any("text", event.text).member_if_any("city", event.city);
    out.end_object();
}

void write_parcel(wire::Writer& out, const Parcel& parcel) {
    out.begin_object();
    out.member("id", parcel.id).member_if_any("carrier", parcel.carrier);
    out.member_if_any("tracking_number", parcel.tracking_number).member_if_any("tracking_url", parcel.tracking_url);
    out.member("status", parcel_status_name(parcel.status)).member_if_any("raw_status", parcel.raw_status);
    write_eta(out, "eta", parcel.eta);
    out.instant_if_any("first_eta_until", parcel.first_eta_until);
    out.member_if_any("delay_reason", parcel.delay_reason);
    if (!parcel.lines.empty()) {
        out.key("lines").begin_array();
        for (const std::uint32_t line : parcel.lines) out.integer(line);
        out.end_array();
    }
    out.key("events").begin_array();
    for (const ParcelEvent& event : parcel.events) write_event(out, event);
    out.end_array().end_object();
}

std::optional<Eta> read_eta(const wire::Reader& reader) {
    if (!reader.is_present()) return std::nullopt;
    return Eta{reader.at("from").optional_instant(), reader.at("until").instant()};
}

/// https only: the address becomes a link in the store's page.
std::string read_url(const wire::Reader& reader) {
    std::string url = reader.optional_text({.min = 0, .max = 2000});
    return url.starts_with("https://") ? url : std::string{};
}

ParcelEvent read_event(const wire::Reader& reader) {
    return {.at = reader.at("at").instant(),
            .status = parse_parcel_status(reader.at("status").optional_text()).value_or(ParcelStatus::unknown),
            .text = reader.at("text").optional_text(), .city = reader.at("city").optional_text()};
}

Parcel read_parcel(const wire::Reader& reader) {
    Parcel parcel;
    parcel.id = reader.at("id").text();
    parcel.carrier = reader.at("carrier").optional_text();
    parcel.tracking_number = reader.at("tracking_number").optional_text();
    parcel.tracking_url = read_url(reader.at("tracking_url"));
    const std::string status = reader.at("status").text();
    parcel.status = parse_parcel_status(status).value_or(ParcelStatus::unknown);
    parcel.raw_status = reader.at("raw_status").optional_text();
    if (parcel.raw_status.empty() && !parse_parcel_status(status)) parcel.raw_status = status;
    parcel.eta = read_eta(reader.at("eta"));
    parcel.first_eta_until = reader.at("first_eta_until").optional_instant();
    parcel.delay_reason = reader.at("delay_reason").optional_text();
    for (const wire::Reader& line : reader.at("lines").optional_items(kMaxLines))
        parcel.lines.push_back(static_cast<std::uint32_t>(line.integer(0, kMaxLines)));
    for (const wire::Reader& event : reader.at("events").optional_items(kMaxEvents)) parcel.events.push_back(read_event(event));
    return parcel;
}

void write_order(wire::Writer& out, const Order& order) {
    out.member("number", order.number);
    out.key("placed_at").instant(order.placed_at);
    out.member("state", order_state_name(order.state)).member_if_any("raw_status", order.raw_status);
    out.key("total").begin_object().member("minor", order.total.minor).member("currency", order.total.currency).end_object();
    out.key("lines").begin_array();
    for (const OrderLine& line : order.lines)
        out.begin_object().member("title", line.title).member("quantity", std::int64_t{line.quantity}).member_if_any("product_type", line.product_type).end_object();
    out.end_array();
    out.key("parcels").begin_array();
    for (const Parcel& parcel : order.parcels) write_parcel(out, parcel);
    out.end_array();
    out.member_if_any("city", order.city).member_if_any("contact_mask", order.contact_mask);
    write_eta(out, "promised", order.promised);
    out.key("updated_at").instant(order.updated_at);
}

Order read_order(const wire::Reader& root) {
    Order order;
    order.number = root.at("number").text({.min = 1, .max = kMaxOrderNumberBytes});
    order.placed_at = root.at("placed_at").instant();
    order.state = parse_order_state(root.at("state").text()).value_or(OrderState::open);
    order.raw_status = root.at("raw_status").optional_text();
    const wire::Reader total = root.at("total");
    order.total = {total.at("minor").integer(), total.at("currency").text({.min = 1, .max = 8})};
    for (const wire::Reader& line : root.at("lines").optional_items(kMaxLines))
        order.lines.push_back({line.at("title").text(), static_cast<std::uint32_t>(line.at("quantity").optional_integer(1, 1000000).value_or(1)),
                               line.at("product_type").optional_text({.min = 0, .max = kMaxProductTypeBytes})});
    for (const wire::Reader& parcel : root.at("parcels").optional_items(kMaxParcels)) {
        order.parcels.push_back(read_parcel(parcel));
        for (const std::uint32_t line : order.parcels.back().lines)
            if (line >= order.lines.size()) parcel.at("lines").fail("range");
    }
    order.city = root.at("city").optional_text();
    order.contact_mask = root.at("contact_mask").optional_text();
    order.promised = read_eta(root.at("promised"));
    order.updated_at = root.at("updated_at").optional_instant().value_or(order.placed_at);
    return order;
}

}   // namespace

std::string encode(const LookupRequest& request) {
    wire::Writer out;
    out.begin_object().member("number", request.number);
    out.key("contact").begin_object();
    out.member(request.contact.kind == Contact::Kind::email ? "email" : "phone", request.contact.value);
    out.end_object();
    if (request.pow) {
        out.key("pow");
        write_solved(out, *request.pow);
    }
    out.end_object();
    return out.take();
}

LookupRequest read_lookup_request(wire::Document& document, Country home) {
    const wire::Reader root = document.root();
    root.allow_only({"number", "contact", "pow"});
    LookupRequest request;
    request.number = root.at("number").text({.min = 1, .max = kMaxOrderNumberBytes});
    if (!request.number.empty() && !is_order_number(request.number)) root.at("number").fail("format");
    if (const wire::Reader pow = root.at("pow"); pow.is_present()) request.pow = read_solved(pow);
    const wire::Reader contact = root.at("contact");
    contact.allow_only({"email", "phone"});
    if (!contact.is_object()) return request;
    const bool email = contact.at("email").is_present();
    if (email == contact.at("phone").is_present()) {   // neither or both
        contact.fail(email ? "ambiguous" : "required");
        return request;
    }
    const wire::Reader value = contact.at(email ? "email" : "phone");
    const std::string typed = value.text({.min = 1, .max = kMaxContactBytes});
    auto parsed = email ? parse_email(typed) : parse_phone(typed, home);
    if (!typed.empty() && !parsed) value.fail("format");
    request.contact = {email ? Contact::Kind::email : Contact::Kind::phone, parsed.value_or("")};
    return request;
}

std::string encode(const Order& order) {
    wire::Writer out;
    out.begin_object();
    write_order(out, order);
    out.end_object();
    return out.take();
}

std::string encode_answer(std::string_view encoded_order, std::string_view contact_mask, const std::optional<ViewPass>& pass) {
    wire::Writer out;
    out.begin_object().member_if_any("contact_mask", contact_mask);
    if (pass) out.member("view_token", pass->token).key("expires_at").instant(pass->expires_at);
    out.end_object();
    const std::string more = out.take();
    if (more == "{}") return std::string(encoded_order);
    return std::string(encoded_order.substr(0, encoded_order.size() - 1)).append(",").append(more, 1);
}

Result<Order> decode_order(std::string_view text) {
    TRY_ASSIGN(wire::Document document, wire::Document::parse(text));
    Order order = read_order(document.root());
    TRY(document.status());
    return order;
}

std::string encode_list(const std::vector<Order>& orders) {
    wire::Writer out;
    out.begin_object().key("orders").begin_array();
    for (const Order& order : orders) {
        out.begin_object();
        write_order(out, order);
        out.end_object();
    }
    out.end_array().end_object();
    return out.take();
}

Result<std::vector<Order>> decode_order_list(std::string_view text) {
    TRY_ASSIGN(wire::Document document, wire::Document::parse(text));
    std::vector<Order> orders;
    for (const wire::Reader& order : document.root().at("orders").items(kMaxOrders)) orders.push_back(read_order(order));
    TRY(document.status());
    return orders;
}

}   // namespace pasokh::orders
