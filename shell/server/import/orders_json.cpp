// Orders from JSON: an array of orders, an object with one under "orders", or one order.

#include <map>

#include "core/wire/reader.h"
#include "shell/server/identity.h"
#include "shell/server/import/import.h"
#include "shell/server/import/json_position.h"
#include "shell/server/import/order_limits.h"

namespace pasokh::server {

namespace {

using wire::Reader;

constexpr std::size_t kMaxOrders = 1000000;

std::string_view reason_of(std::string_view code) {
    if (code == "required") return "is missing";
    if (code == "type") return "is of another type than expected";
    if (code == "length") return "is too short, too long or has too many items";
    if (code == "range") return "is out of range";
    if (code == "unknown") return "unknown field; see shell/server/import/orders.md for the names";
    if (code == "duplicate") return "is there twice";
    return "is not valid";
}

class JsonImport {
public:
    JsonImport(const std::string& name, std::string_view text, const ImportOptions& options, const Secret& secret)
        : options_(options), secret_(secret), faults_(name), text_(text) {}

    Result<std::vector<StoredOrder>> read(wire::Document& document) {
        const Reader root = document.root();
        const bool single = root.is_object() && !root.at("orders").is_present() && root.at("number").is_present();
        if (root.is_object() && !single) root.allow_only({"orders"});
        const Reader array = root.is_object() && !single ? root.at("orders") : root;
        const std::vector<int> lines = single ? std::vector<int>{line_of(text_, "")} : lines_of_items(text_, array.pointer());
        for (const Reader& entry : single ? std::vector<Reader>{root} : array.items(kMaxOrders)) {
            drafts_.push_back(read_order(entry));
            drafts_.back().line = drafts_.size() <= lines.size() ? lines[drafts_.size() - 1] : 1;   // an escaped key has no line
            drafts_.back().pointer = entry.pointer();
        }
        for (const wire::Fault& fault : document.faults()) fault_at(fault.pointer, reason_of(fault.code), fault.code);
        TRY(faults_.status());
        std::vector<StoredOrder> orders;
        for (DraftOrder& draft : drafts_) orders.push_back(finish(std::move(draft), options_, secret_, faults_));
        check_numbers(orders, array.pointer());
        TRY(faults_.status());
        return orders;
    }

    const std::vector<wire::Fault>& places() const { return faults_.places(); }

private:
    void fault_at(const std::string& pointer, std::string_view reason, std::string_view code = "format") {
        faults_.add(faults_.is_full() ? 0 : line_of(text_, pointer), pointer, reason, code);   // finding a line costs a walk through the text
    }

    using Parse = std::optional<TimestampMs>(std::string_view, const ImportOptions&);

    std::optional<TimestampMs> when(const Reader& reader, Parse* parse = parse_when) {
        if (!reader.is_present()) return std::nullopt;
        const std::string written = reader.text({.min = 1, .max = 64});
        const auto at = parse(written, options_);
        if (!at && !written.empty()) fault_at(reader.pointer(), '"' + written + "\" " + std::string(when_hint(options_)));
        return at;
    }

    TimestampMs required_when(const Reader& reader, Parse* parse = parse_when) {
        if (!reader.is_present()) reader.fail("required");
        return when(reader, parse).value_or(0);
    }

    std::optional<orders::Eta> span(const Reader& reader) {
        if (!reader.is_present()) return std::nullopt;
        reader.allow_only({"from", "until"});
        return orders::Eta{when(reader.at("from")), required_when(reader.at("until"), parse_until)};
    }

    orders::ParcelStatus status(const Reader& reader) {
        const std::string name = reader.text();
        const auto known = orders::parse_parcel_status(name);
        if (!known && !name.empty()) fault_at(reader.pointer(), '"' + name + "\" is not a parcel status; see shell/server/import/orders.md for the fifteen");
        return known.value_or(orders::ParcelStatus::unknown);
    }

    DraftOrder read_order(const Reader& reader) {
        reader.allow_only({"number", "placed_at", "state", "raw_status", "phone", "email", "customer_ref", "city", "total", "currency", "promised", "updated_at", "lines", "parcels"});
        DraftOrder draft;
        orders::Order& order = draft.order;
        order.number = reader.at("number").text({.min = 1, .max = orders::kMaxOrderNumberBytes});
        order.placed_at = required_when(reader.at("placed_at"));
        const std::string state = reader.at("state").text();
        const auto known = orders::parse_order_state(state);
        if (!known && !state.empty()) fault_at(reader.at("state").pointer(), '"' + state + "\" is not one of draft, open, on_hold, cancelled, failed, completed");
        order.state = known.value_or(orders::OrderState::open);
        order.raw_status = reader.at("raw_status").optional_text();
        draft.phone = reader.at("phone").optional_text();
        draft.email = reader.at("email").optional_text();
        draft.customer_ref = reader.at("customer_ref").optional_text({.min = 0, .max = kMaxCustomerRefBytes});
        order.city = reader.at("city").optional_text();
        order.total = {reader.at("total").integer(), reader.at("currency").text()};
        order.promised = span(reader.at("promised"));
        draft.updated_at = when(reader.at("updated_at"));
        for (const Reader& item : reader.at("lines").optional_items(kMaxOrderLines)) {
            item.allow_only({"title", "quantity", "product_type"});
            order.lines.push_back({item.at("title").text({.min = 1, .max = 500}), static_cast<std::uint32_t>(item.at("quantity").optional_integer(1, 1000000).value_or(1)),
                                   item.at("product_type").optional_text({.min = 0, .max = orders::kMaxProductTypeBytes})});
        }
        for (const Reader& parcel : reader.at("parcels").optional_items(kMaxOrderParcels)) {
            draft.parcel_has_status.push_back(parcel.at("status").is_present());
            order.parcels.push_back(read_parcel(parcel));
        }
        check_parcel_ids(reader, order);
        return draft;
    }

    orders::Parcel read_parcel(const Reader& reader) {
        reader.allow_only({"id", "carrier", "tracking_number", "tracking_url", "status", "raw_status", "eta", "first_eta_until", "delay_reason", "lines", "events"});
        orders::Parcel parcel;
        parcel.id = reader.at("id").text({.min = 1, .max = 64});
        parcel.carrier = reader.at("carrier").optional_text();
        parcel.tracking_number = reader.at("tracking_number").optional_text({.min = 0, .max = 64});
        parcel.tracking_url = reader.at("tracking_url").optional_text({.min = 0, .max = 2000});
        if (reader.at("status").is_present()) parcel.status = status(reader.at("status"));
        parcel.raw_status = reader.at("raw_status").optional_text();
        parcel.eta = span(reader.at("eta"));
        parcel.first_eta_until = when(reader.at("first_eta_until"), parse_until);
        parcel.delay_reason = reader.at("delay_reason").optional_text();
        if (!parcel.delay_reason.empty() && !is_delay_reason(parcel.delay_reason))
            fault_at(reader.at("delay_reason").pointer(), '"' + parcel.delay_reason + "\" is not one of customs, weather, address, payment, recipient, carrier, holiday, stock, unknown");
        for (const Reader& item : reader.at("lines").optional_items(kMaxOrderLines))
            parcel.lines.push_back(static_cast<std::uint32_t>(item.integer(1, static_cast<std::int64_t>(kMaxOrderLines)) - 1));
        for (const Reader& event : reader.at("events").optional_items(kMaxParcelEvents)) {
            event.allow_only({"at", "status", "text", "city"});
            parcel.events.push_back({required_when(event.at("at")), status(event.at("status")), event.at("text").optional_text(), event.at("city").optional_text()});
        }
        return parcel;
    }

    void check_parcel_ids(const Reader& reader, const orders::Order& order) {
        for (std::size_t i = 0; i < order.parcels.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (order.parcels[i].id == order.parcels[j].id)
                    fault_at(reader.pointer() + "/parcels/" + std::to_string(i) + "/id", '"' + order.parcels[i].id + "\" is the id of another parcel of this order");
    }

    void check_numbers(const std::vector<StoredOrder>& orders, const std::string& array) {
        std::map<std::string_view, std::size_t> seen;
        for (std::size_t i = 0; i < orders.size(); ++i)
            if (const auto [first, is_new] = seen.emplace(orders[i].number_norm, i); !is_new)
                fault_at(array + '/' + std::to_string(i) + "/number",
                         '"' + orders[i].order.number + "\" is also the number of order " + std::to_string(first->second + 1));
    }

    const ImportOptions& options_;
    const Secret& secret_;
    Faults faults_;
    std::string_view text_;
    std::vector<DraftOrder> drafts_;
};

}   // namespace

Result<std::vector<StoredOrder>> read_orders_json(const std::string& name, std::string_view text, const ImportOptions& options, const Secret& secret) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    auto document = wire::Document::parse(text);
    if (!document) return fail(ErrorCode::parse_error, name + ": is not valid JSON: " + document.error().message + "\nnothing was imported");
    return JsonImport(name, text, options, secret).read(*document);
}

Result<std::vector<StoredOrder>> read_orders_body(std::string_view body, const ImportOptions& options, const Secret& secret, std::vector<wire::Fault>& faults) {
    TRY_ASSIGN(wire::Document document, wire::Document::parse(body));
    JsonImport import("body", body, options, secret);
    auto orders = import.read(document);
    faults = import.places();
    return orders;
}

}   // namespace pasokh::server
