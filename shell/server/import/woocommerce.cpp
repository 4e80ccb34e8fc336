#include "shell/server/import/woocommerce.h"

#include <algorithm>
#include <charconv>

#include "core/text/digits.h"
#include "core/text/fit.h"
#include "shell/server/import/decimal.h"
#include "shell/server/import/fields.h"
#include "shell/server/import/order_limits.h"

namespace pasokh::server {

namespace {

using orders::ParcelStatus;
using wire::Reader;

constexpr std::size_t kMaxMeta = 2000;
constexpr std::size_t kMaxTitleBytes = 500, kMaxTrackingBytes = 64;
constexpr std::string_view kTrackingList = "_wc_shipment_tracking_items";   ///< of Shipment Tracking and Advanced Shipment Tracking

/// "2026-11-01T10:00:00" without a zone, which is UTC in the fields that end with _gmt.
std::optional<TimestampMs> when(const Reader& reader) {
    const std::string text = reader.loose_text(64);
    if (const auto zoned = parse_rfc3339(text); zoned && text.size() > 10) return zoned;
    return text.empty() ? std::nullopt : parse_rfc3339(text + "Z");
}

std::optional<TimestampMs> unix_seconds(const std::string& text) {
    std::int64_t seconds = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (problem != std::errc{} || end != text.data() + text.size() || seconds <= 0 || seconds > 100'000'000'000) return std::nullopt;
    return seconds * kSecondMs;
}

std::string tracking_number(const std::string& raw) {
    std::string number = text::fold_digits(raw);
    std::erase_if(number, [](char letter) { return static_cast<unsigned char>(letter) <= ' '; });
    return number.size() <= kMaxTrackingBytes ? number : std::string{};
}

std::string https_only(std::string url) { return url.starts_with("https://") ? url : std::string{}; }

class OrderReading {
public:
    OrderReading(const Reader& order, const WooCommerceRules& rules) : json_(order), rules_(rules), raw_status_(order.at("status").loose_text(64)), meaning_(rules.statuses.find(raw_status_)) {
        for (const Reader& meta : order.at("meta_data").loose_items(kMaxMeta)) meta_.emplace(meta.at("key").loose_text(128), meta.at("value"));
    }

    void read_into(orders::Order& order, const Reader* fulfilments) {
        order.state = meaning_.state;
        order.raw_status = rules_.statuses.label_of(raw_status_, rules_.lang);
        order.city = cut(json_.at("shipping").at("city").loose_text(), 200);
        if (order.city.empty()) order.city = cut(json_.at("billing").at("city").loose_text(), 200);
        read_lines(order);
        if (fulfilments != nullptr) read_fulfilments(order, *fulfilments);
        if (order.parcels.empty()) read_tracking_list(order);
        if (order.parcels.empty()) read_tracking_meta(order);
        if (order.parcels.empty()) add_silent_parcel(order);
    }

private:
    void read_lines(orders::Order& order) {
        for (const Reader& line : json_.at("line_items").loose_items(kMaxOrderLines)) {
            std::string title = cut(text::tidy_line(line.at("name").loose_text()), kMaxTitleBytes);
            const std::string quantity = line.at("quantity").loose_text(32);
            const auto count = parse_amount(quantity);
            if (title.empty() || (count && *count <= 0)) continue;
            places_.emplace(line.at("id").loose_text(32), static_cast<std::uint32_t>(order.lines.size()));
            order.lines.push_back({std::move(title), static_cast<std::uint32_t>(std::min<std::int64_t>(count.value_or(1), 1000000))});
        }
    }

    /// What the order's status says, unless the parcel itself shows more.
    ParcelStatus status_of(bool shipped) const {
        if (!shipped) return meaning_.parcel;
        const auto told = orders::step_of(meaning_.parcel);
        const bool further = told && *told >= *orders::step_of(ParcelStatus::in_transit);
        const bool off_the_road = !told && meaning_.parcel != ParcelStatus::unknown;
        return further || off_the_road ? meaning_.parcel : ParcelStatus::in_transit;
    }

    orders::Parcel parcel_of(std::string id, bool shipped, std::optional<TimestampMs> shipped_at) const {
        orders::Parcel parcel;
        parcel.id = std::move(id);
        parcel.status = status_of(shipped);
        if (parcel.status == ParcelStatus::unknown) parcel.raw_status = rules_.statuses.label_of(raw_status_, rules_.lang);
        if (shipped && shipped_at) parcel.events.push_back({*shipped_at, ParcelStatus::in_transit, {}, {}});
        return parcel;
    }

    void set_carrier(orders::Parcel& parcel, const std::string& id, const std::string& number, const std::string& link) const {
        parcel.tracking_number = tracking_number(number);
        parcel.carrier = cut(rules_.carriers.name(id, rules_.lang), 200);
        parcel.tracking_url = rules_.carriers.link(id, parcel.tracking_number);
        if (parcel.tracking_url.empty()) parcel.tracking_url = https_only(link);
    }

    void read_fulfilments(orders::Order& order, const Reader& list) const {
        for (const Reader& one : list.loose_items(kMaxOrderParcels)) {
            const std::string id = text::tidy_line(one.at("id").loose_text(32));
            const bool repeated = std::any_of(order.parcels.begin(), order.parcels.end(), [&](const orders::Parcel& known) { return known.id == "fulfilment-" + id; });
            if (id.empty() || repeated || one.at("date_deleted").is_present()) continue;
            std::map<std::string, Reader> meta;
            for (const Reader& entry : one.at("meta_data").loose_items(kMaxMeta)) meta.emplace(entry.at("key").loose_text(128), entry.at("value"));
            const auto value = [&meta](const char* key) { return meta.contains(key) ? meta.at(key).loose_text(2000) : std::string{}; };
            const bool shipped = one.at("is_fulfilled").boolean_or(false);
            orders::Parcel parcel = parcel_of("fulfilment-" + id, shipped, meta.contains("_date_fulfilled") ? when(meta.at("_date_fulfilled")) : std::nullopt);
            set_carrier(parcel, value("_shipping_provider"), value("_tracking_number"), value("_tracking_url"));
            if (meta.contains("_items"))
                for (const Reader& item : meta.at("_items").loose_items(kMaxOrderLines))
                    if (const auto place = places_.find(item.at("item_id").loose_text(32)); place != places_.end()) parcel.lines.push_back(place->second);
            settle_lines(parcel);
            order.parcels.push_back(std::move(parcel));
        }
    }

    void read_tracking_list(orders::Order& order) const {
        const auto list = meta_.find(kTrackingList);
        if (list == meta_.end()) return;
        for (const Reader& item : list->second.loose_items(kMaxOrderParcels)) {
            const std::string number = item.at("tracking_number").loose_text(200);
            if (tracking_number(number).empty()) continue;
            std::string carrier = item.at("tracking_provider").loose_text(200);
            if (carrier.empty()) carrier = item.at("custom_tracking_provider").loose_text(200);
            orders::Parcel parcel = parcel_of("tracking-" + std::to_string(order.parcels.size() + 1), true, unix_seconds(item.at("date_shipped").loose_text(20)));
            set_carrier(parcel, carrier, number, item.at("custom_tracking_link").loose_text(2000));
            order.parcels.push_back(std::move(parcel));
        }
    }

    /// A number alone does not say that the parcel has left.
    void read_tracking_meta(orders::Order& order) const {
        for (const auto& [key, carrier] : rules_.tracking_meta) {
            const auto found = meta_.find(key);
            if (found == meta_.end()) continue;
            const std::string number = found->second.loose_text(200);
            const bool repeated = std::any_of(order.parcels.begin(), order.parcels.end(), [&](const orders::Parcel& known) { return known.tracking_number == tracking_number(number); });
            if (tracking_number(number).empty() || repeated) continue;
            orders::Parcel parcel = parcel_of("tracking-" + std::to_string(order.parcels.size() + 1), false, std::nullopt);
            set_carrier(parcel, carrier, number, {});
            order.parcels.push_back(std::move(parcel));
        }
    }

    /// Without a tracking number a parcel still tells the step, when the status says more than "placed".
    void add_silent_parcel(orders::Order& order) const {
        const bool off = order.state == orders::OrderState::cancelled || order.state == orders::OrderState::failed;
        if (off || meaning_.parcel == ParcelStatus::pending || raw_status_.empty()) return;
        order.parcels.push_back(parcel_of("order", false, std::nullopt));
    }

    static void settle_lines(orders::Parcel& parcel) {
        std::sort(parcel.lines.begin(), parcel.lines.end());
        parcel.lines.erase(std::unique(parcel.lines.begin(), parcel.lines.end()), parcel.lines.end());
    }

    const Reader& json_;
    const WooCommerceRules& rules_;
    const std::string raw_status_;
    const StatusMeaning meaning_;
    std::map<std::string, Reader, std::less<>> meta_;
    std::map<std::string, std::uint32_t> places_;   ///< of the order's lines, by their id
};

void set_contacts(const Reader& billing, const WooCommerceRules& rules, const std::string& shop, const Secret& secret, StoredOrder& stored) {
    if (const auto phone = phone_of_customer(billing.at("phone").loose_text(orders::kMaxContactBytes), billing.at("country").loose_text(2), rules.country)) {
        const orders::Contact contact{orders::Contact::Kind::phone, *phone};
        stored.phone_mac = secret.contact_mac(shop, contact);
        stored.phone_mask = orders::mask_contact(contact, rules.country);
    }
    if (const auto email = orders::parse_email(billing.at("email").loose_text(orders::kMaxContactBytes))) {
        const orders::Contact contact{orders::Contact::Kind::email, *email};
        stored.email_mac = secret.contact_mac(shop, contact);
        stored.email_mask = orders::mask_contact(contact, rules.country);
    }
}

WooCommerceOrder unreadable(WooCommerceOrder read, const char* reason) {
    read.kind = WooCommerceOrder::Kind::unreadable;
    read.reason = reason;
    return read;
}

}   // namespace

WooCommerceOrder read_woocommerce(const Reader& json, const Reader* fulfilments, const WooCommerceRules& rules, const std::string& shop, const Secret& secret) {
    WooCommerceOrder read;
    read.id = json.at("id").loose_text(32);
    if (!unix_seconds(read.id)) return unreadable(std::move(read), "id");
    const std::string status = json.at("status").loose_text(64);
    read.kind = WooCommerceOrder::Kind::gone;
    if (status == "trash") return read;

    StoredOrder& stored = read.stored;
    orders::Order& order = stored.order;
    stored.source = kWooCommerceSource;
    stored.source_id = read.id;
    stored.coarse_rev = true;
    stored.keeps_fulfilments = rules.fulfilments && fulfilments == nullptr;
    order.number = text::tidy_line(json.at("number").loose_text(orders::kMaxOrderNumberBytes));
    if (order.number.empty()) order.number = read.id;
    stored.number_norm = orders::normalise_order_number(order.number);
    const auto changed_at = when(json.at("date_modified_gmt")), placed_at = when(json.at("date_created_gmt"));
    if (rules.statuses.find(status).state == orders::OrderState::draft) {
        read.kind = WooCommerceOrder::Kind::draft;
        return read;
    }
    if (stored.number_norm.empty()) return unreadable(std::move(read), "number");
    if (!placed_at) return unreadable(std::move(read), "date_created_gmt");
    order.placed_at = *placed_at;
    stored.source_rev = changed_at.value_or(*placed_at);
    order.updated_at = stored.source_rev;
    order.total.currency = json.at("currency").loose_text(3);
    const auto total = parse_money(json.at("total").loose_text(32), order.total.currency);
    if (!is_currency(order.total.currency)) return unreadable(std::move(read), "currency");
    if (!total) return unreadable(std::move(read), "total");
    order.total.minor = *total;
    const std::string customer = json.at("customer_id").loose_text(32);
    if (customer != "0") stored.customer_ref = customer;
    set_contacts(json.at("billing"), rules, shop, secret, stored);
    OrderReading(json, rules).read_into(order, fulfilments);
    make_fit(order);
    read.kind = WooCommerceOrder::Kind::order;
    return read;
}

}   // namespace pasokh::server
