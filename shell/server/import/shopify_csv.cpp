// Orders from Shopify's export ("Export orders", plain CSV). The rows of one Name are one order: the first tells the order, each
// has one line item. The export knows whether an order was shipped, not where its parcel is.

#include <array>
#include <map>
#include <utility>

#include "core/text/fit.h"
#include "shell/server/import/csv_table.h"
#include "shell/server/import/decimal.h"
#include "shell/server/import/import.h"
#include "shell/server/import/order_limits.h"

namespace pasokh::server {

namespace {

using orders::OrderState;
using orders::ParcelStatus;

constexpr std::array<std::string_view, 5> kNeeded = {"Name", "Created at", "Currency", "Total", "Lineitem name"};

/// Columns of phones and of the countries they were given with.
constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kPhones = {{
    {"Phone", "Billing Country"}, {"Shipping Phone", "Shipping Country"}, {"Billing Phone", "Billing Country"}}};

/// "2026-11-01 10:30:00 +0330", as Shopify writes it, or RFC 3339.
std::optional<TimestampMs> parse_shopify_time(std::string_view text) {
    if (text.size() == 25 && text[10] == ' ' && text[19] == ' ')
        return parse_rfc3339(std::string(text.substr(0, 10)) + 'T' + std::string(text.substr(11, 8)) + std::string(text.substr(20, 3)) + ':' + std::string(text.substr(23)));
    return parse_rfc3339(text);
}

struct ShopifyOrder {
    DraftOrder draft;
    std::string id;
    std::map<std::string, std::vector<std::uint32_t>> lines_by_fulfilment;   ///< the line items' own status
    std::string fulfilment, financial;
    bool cancelled = false;
};

class ShopifyImport {
public:
    ShopifyImport(const std::string& name, const ImportOptions& options, const Secret& secret) : options_(options), secret_(secret), table_(name) {}

    Result<std::vector<StoredOrder>> read(std::string_view text) {
        TRY(table_.open(text, [this](const CsvRow& header) { check_header(header); }));
        while (table_.next()) read_row();
        TRY(table_.faults().status());
        std::vector<StoredOrder> orders;
        for (ShopifyOrder& order : orders_) orders.push_back(finish_order(order));
        TRY(table_.faults().status());
        return orders;
    }

private:
    /// Shopify adds columns as it likes: those that we do not know are left alone.
    void check_header(const CsvRow& header) {
        for (const std::string_view column : kNeeded)
            if (!table_.has(column)) table_.faults().add(header.line, column, "the column is missing; is this Shopify's export of orders?");
    }

    const std::string& field(std::string_view column) const { return table_.field(column); }

    std::optional<TimestampMs> when(std::string_view column) {
        if (field(column).empty()) return std::nullopt;
        const auto at = parse_shopify_time(field(column));
        if (!at) table_.fault_value(column, "is not a time as Shopify writes it, such as 2026-11-01 10:30:00 +0330");
        return at;
    }

    void read_row() {
        if (field("Name").empty()) return table_.fault("Name", "is empty");
        const auto [known, is_new] = by_name_.emplace(field("Name"), orders_.size());
        if (is_new) {
            orders_.emplace_back();
            read_order(orders_.back());
        }
        read_line(orders_[known->second]);
    }

    void read_order(ShopifyOrder& shopify) {
        DraftOrder& draft = shopify.draft;
        orders::Order& order = draft.order;
        draft.line = table_.line();
        order.number = field("Name");
        if (field("Created at").empty()) table_.fault("Created at", "is empty");
        order.placed_at = when("Created at").value_or(0);
        shopify.cancelled = when("Cancelled at").has_value();
        shopify.fulfilment = field("Fulfillment Status");
        shopify.financial = field("Financial Status");
        shopify.id = field("Id");
        order.total.currency = field("Currency");
        const auto total = parse_money(field("Total"), order.total.currency);
        if (!total) table_.fault_value("Total", "is not an amount");
        order.total.minor = total.value_or(0);
        order.city = field("Shipping City").empty() ? field("Billing City") : field("Shipping City");
        read_contacts(draft);
    }

    /// As customers typed them: one that is none is left out, and an order without any is stored, but cannot be looked up.
    void read_contacts(DraftOrder& draft) const {
        draft.may_lack_contact = true;
        if (orders::parse_email(field("Email"))) draft.email = field("Email");
        for (const auto& [phone, country] : kPhones) {
            const auto known = phone_of_customer(without_apostrophe(field(phone)), field(country), options_.country);
            if (draft.phone.empty() && known) draft.phone = *known;
        }
    }

    /// Spreadsheets keep "+98..." from becoming a sum that way.
    static std::string without_apostrophe(const std::string& phone) { return phone.starts_with('\'') ? phone.substr(1) : phone; }

    void read_line(ShopifyOrder& shopify) {
        std::vector<orders::OrderLine>& lines = shopify.draft.order.lines;
        std::string title = text::tidy_line(field("Lineitem name"));
        if (title.empty()) return;
        const auto quantity = field("Lineitem quantity").empty() ? std::optional<std::int64_t>(1) : parse_amount(field("Lineitem quantity"));
        if (!quantity || *quantity < 0 || *quantity > 1000000) return table_.fault_value("Lineitem quantity", "is not a quantity");
        if (*quantity == 0) return;   // removed from the order later
        shopify.lines_by_fulfilment[field("Lineitem fulfillment status")].push_back(static_cast<std::uint32_t>(lines.size()));
        lines.push_back({std::move(title), static_cast<std::uint32_t>(*quantity)});
    }

    static OrderState state_of(const ShopifyOrder& shopify) {
        const bool shipped = shopify.fulfilment == "fulfilled" || shopify.fulfilment == "partial";
        if (shopify.cancelled || shopify.financial == "voided" || (shopify.financial == "refunded" && !shipped)) return OrderState::cancelled;
        if (shopify.financial == "expired") return OrderState::failed;
        return shopify.fulfilment == "fulfilled" ? OrderState::completed : OrderState::open;
    }

    void add_parcel(ShopifyOrder& shopify, const char* id, ParcelStatus status, std::vector<std::uint32_t> lines) const {
        orders::Parcel parcel;
        parcel.id = id;
        parcel.status = status;
        if (status == ParcelStatus::unknown) parcel.raw_status = shopify.fulfilment;
        parcel.lines = std::move(lines);
        shopify.draft.order.parcels.push_back(std::move(parcel));
        shopify.draft.parcel_has_status.push_back(true);
    }

    void add_parcels(ShopifyOrder& shopify) const {
        auto& lines = shopify.lines_by_fulfilment;
        const std::string& status = shopify.fulfilment;
        if (shopify.draft.order.state == OrderState::cancelled || shopify.draft.order.state == OrderState::failed) return;
        if (status == "partial") {
            add_parcel(shopify, "shipped", ParcelStatus::in_transit, lines["fulfilled"]);
            std::vector<std::uint32_t> rest;
            for (const auto& [told, places] : lines)
                if (told != "fulfilled") rest.insert(rest.end(), places.begin(), places.end());
            return add_parcel(shopify, "waiting", ParcelStatus::pending, std::move(rest));
        }
        if (status == "fulfilled") return add_parcel(shopify, "shipped", ParcelStatus::in_transit, {});
        if (status == "restocked") return add_parcel(shopify, "returned", ParcelStatus::returned, {});
        if (!status.empty() && status != "unfulfilled" && status != "pending") add_parcel(shopify, "order", ParcelStatus::unknown, {});
    }

    StoredOrder finish_order(ShopifyOrder& shopify) {
        shopify.draft.order.state = state_of(shopify);
        shopify.draft.order.raw_status = shopify.cancelled ? "cancelled" : shopify.fulfilment.empty() ? shopify.financial : shopify.fulfilment;
        add_parcels(shopify);
        make_fit(shopify.draft.order);
        const std::string id = shopify.id;
        StoredOrder stored = finish(std::move(shopify.draft), options_, secret_, table_.faults());
        stored.source = "shopify";
        stored.source_id = id;
        return stored;
    }

    const ImportOptions& options_;
    const Secret& secret_;
    CsvTable table_;
    std::vector<ShopifyOrder> orders_;
    std::map<std::string, std::size_t> by_name_;
};

}   // namespace

bool is_shopify_csv(std::string_view text) {
    const std::string_view header = text.substr(0, text.find('\n'));
    return header.find("Lineitem name") != std::string_view::npos && header.find("Financial Status") != std::string_view::npos;
}

Result<std::vector<StoredOrder>> read_orders_shopify(const std::string& name, std::string_view text, const ImportOptions& options, const Secret& secret) {
    return ShopifyImport(name, options, secret).read(text);
}

}   // namespace pasokh::server
