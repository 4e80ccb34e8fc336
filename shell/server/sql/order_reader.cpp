#include "shell/server/sql/order_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/orders/json.h"
#include "shell/server/crypto.h"

namespace pasokh::server {

namespace {

/// Orders whose contacts are compared: those of the number and, so that a number without any costs the same, those that follow
/// it. Reading one row more or less took 7 microseconds, which ten thousand lookups would have told.
constexpr int kCandidates = 5;
constexpr std::string_view kNoMac = "0000000000000000000000000000000000000000000000000000000000000000";

/// Ends the statement's read transaction at the end of the scope, so that the log can be checkpointed.
class Rows {
public:
    explicit Rows(sql::Statement& statement) : statement_(statement) {}
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    ~Rows() { statement_.reset(); }
    bool next() { return statement_.step(); }
    Status status() const { return statement_.status(); }

private:
    sql::Statement& statement_;
};

std::string text(const sql::Statement& row, int column) { return std::string(row.text(column)); }

std::optional<orders::Eta> eta_of(const sql::Statement& row, int from, int until) {
    const auto end = row.optional_integer(until);
    return end ? std::optional(orders::Eta{row.optional_integer(from), *end}) : std::nullopt;
}

/// What order_of reads.
constexpr std::string_view kSelectOrder =
    "SELECT order_id, number, placed_at, state, raw_status, total_minor, currency, city, promised_from, promised_until, updated_at";
/// What is shown is read of the order that is meant only, so that no miss reads more than another; whether it is meant is for
/// same_bytes to say.
constexpr std::string_view kSelectCandidates = "SELECT order_id, placed_at, updated_at, number_norm, ";
constexpr std::string_view kShownIfMeant = " = $3 AND number_norm = $2 AND shown_rev = source_rev THEN shown END "
                                           "FROM sales_order WHERE shop_id = $1 AND number_norm >= $2 ORDER BY number_norm LIMIT 5";
constexpr int kNumberNorm = 3, kMask = 4, kMac = 5, kShown = 6;

orders::Order order_of(const sql::Statement& row) {
    orders::Order order;
    order.id = text(row, 0);
    order.number = text(row, 1);
    order.placed_at = row.integer(2);
    order.state = orders::parse_order_state(row.text(3)).value_or(orders::OrderState::open);
    order.raw_status = text(row, 4);
    order.total = {row.integer(5), text(row, 6)};
    order.city = text(row, 7);
    order.promised = eta_of(row, 8, 9);
    order.updated_at = row.integer(10);
    return order;
}

orders::Parcel parcel_of(const sql::Statement& row) {
    orders::Parcel parcel;
    parcel.id = text(row, 0);
    parcel.carrier = text(row, 1);
    parcel.tracking_number = text(row, 2);
    parcel.tracking_url = text(row, 3);
    parcel.status = orders::parse_parcel_status(row.text(4)).value_or(orders::ParcelStatus::unknown);
    parcel.raw_status = text(row, 5);
    parcel.eta = eta_of(row, 6, 7);
    parcel.first_eta_until = row.optional_integer(8);
    parcel.delay_reason = text(row, 9);
    return parcel;
}

orders::Parcel* parcel_by_id(orders::Order& order, std::string_view id) {
    for (orders::Parcel& parcel : order.parcels)
        if (parcel.id == id) return &parcel;
    return nullptr;
}

}   // namespace

Status OrderReader::prepare() {
    const auto into = [this](std::optional<sql::Statement>& place, std::string_view sql) -> Status {
        TRY_ASSIGN(sql::Statement statement, database_.prepare(sql));
        place.emplace(std::move(statement));
        return {};
    };
    TRY(into(by_email_, std::string(kSelectCandidates) + "email_mask, email_mac, CASE WHEN email_mac" + std::string(kShownIfMeant)));
    TRY(into(by_phone_, std::string(kSelectCandidates) + "phone_mask, phone_mac, CASE WHEN phone_mac" + std::string(kShownIfMeant)));
    // One mask is enough for an owner to know the order by.
    TRY(into(shown_, "SELECT CASE WHEN shown_rev = source_rev THEN shown END, COALESCE(phone_mask, email_mask) FROM sales_order WHERE shop_id = $1 AND order_id = $2"));
    TRY(into(by_id_, std::string(kSelectOrder) + " FROM sales_order WHERE shop_id = $1 AND order_id = $2"));
    TRY(into(of_customer_, std::string(kSelectOrder) + ", COALESCE(phone_mask, email_mask) FROM sales_order "
                               "WHERE shop_id = $1 AND customer_ref = $2 AND ($3 = '' OR number_norm = $3) ORDER BY placed_at DESC, order_id LIMIT $4"));
    // In the order of the keys, which costs nothing: an order's few rows are sorted here sooner than by a statement's sorter.
    TRY(into(parcels_, "SELECT parcel_id, carrier, tracking_number, tracking_url, status, raw_status, eta_from, eta_until, first_eta_until, delay_reason, parcel_no "
                       "FROM parcel WHERE shop_id = $1 AND order_id = $2 ORDER BY parcel_id"));
    TRY(into(lines_, "SELECT l.line_no, l.title, l.quantity, l.product_type, p.parcel_id FROM order_line l "
                     "LEFT JOIN parcel_line p ON p.shop_id = l.shop_id AND p.order_id = l.order_id AND p.line_no = l.line_no "
                     "WHERE l.shop_id = $1 AND l.order_id = $2 ORDER BY l.line_no"));
    return into(events_, "SELECT parcel_id, at, status, message, city FROM parcel_event WHERE shop_id = $1 AND order_id = $2 ORDER BY parcel_id, event_key");
}

Result<std::optional<ShownOrder>> OrderReader::find(const OrderKey& key) {
    TRY_ASSIGN(auto found, find_newest(key));
    return completed(key.shop, std::move(found));
}

/// There is one, unless the shop gives a number twice.
Result<std::optional<ShownOrder>> OrderReader::find_newest(const OrderKey& key) {
    sql::Statement& row = key.kind == orders::Contact::Kind::email ? *by_email_ : *by_phone_;
    Rows rows(row);
    row.bind(1, key.shop).bind(2, key.number_norm).bind(3, key.mac);
    std::optional<ShownOrder> found;
    std::pair<TimestampMs, TimestampMs> newest;   // placed, updated
    int compared = 0;
    for (; rows.next(); ++compared) {
        const bool same_contact = same_bytes(row.is_null(kMac) ? kNoMac : row.text(kMac), key.mac);
        const bool same_number = same_bytes(row.text(kNumberNorm), key.number_norm);
        if (!same_contact || !same_number) continue;
        const std::pair times(row.integer(1), row.integer(2));
        if (found && times <= newest) continue;
        newest = times;
        found = ShownOrder{.id = text(row, 0), .encoded = text(row, kShown), .contact_mask = text(row, kMask)};
    }
    TRY(rows.status());
    for (; compared < kCandidates; ++compared) (void)same_bytes(kNoMac, key.mac);   // at the end of all numbers
    return found;
}

Result<std::optional<ShownOrder>> OrderReader::find_by_id(const std::string& shop, const std::string& order_id) {
    std::optional<ShownOrder> found;
    {
        Rows rows(*shown_);
        shown_->bind(1, shop).bind(2, order_id);
        if (rows.next()) found = ShownOrder{.id = order_id, .encoded = text(*shown_, 0), .contact_mask = text(*shown_, 1)};
        TRY(rows.status());
    }
    return completed(shop, std::move(found));
}

/// From its rows where an older version wrote it, all of one moment. None when it has gone meanwhile.
Result<std::optional<ShownOrder>> OrderReader::completed(const std::string& shop, std::optional<ShownOrder> found) {
    if (!found || !found->encoded.empty()) return found;
    TRY_ASSIGN(auto transaction, sql::Transaction::begin(database_, sql::Access::read));
    TRY_ASSIGN(const auto order, read_whole(shop, found->id));
    TRY(transaction.commit());
    if (!order) return std::optional<ShownOrder>{};
    found->encoded = orders::encode(*order);
    return found;
}

Result<std::optional<orders::Order>> OrderReader::read_whole(const std::string& shop, const std::string& order_id) {
    std::optional<orders::Order> found;
    {
        Rows rows(*by_id_);
        by_id_->bind(1, shop).bind(2, order_id);
        if (rows.next()) found = order_of(*by_id_);
        TRY(rows.status());
    }
    if (!found) return found;
    TRY(read_parcels(shop, *found));
    TRY(read_lines(shop, *found));
    if (!found->parcels.empty()) TRY(read_events(shop, *found));
    return found;
}

Result<std::vector<orders::Order>> OrderReader::list(const CustomerKey& key, int limit) {
    TRY_ASSIGN(auto transaction, sql::Transaction::begin(database_, sql::Access::read));
    TRY_ASSIGN(auto found, list_in_snapshot(key, limit));
    TRY(transaction.commit());
    return found;
}

Result<std::vector<orders::Order>> OrderReader::list_in_snapshot(const CustomerKey& key, int limit) {
    std::vector<orders::Order> found;
    {
        Rows rows(*of_customer_);
        of_customer_->bind(1, key.shop).bind(2, key.customer_ref).bind(3, key.number_norm).bind(4, limit);
        while (rows.next()) {
            found.push_back(order_of(*of_customer_));
            found.back().contact_mask = text(*of_customer_, 11);
        }
        TRY(rows.status());
    }
    for (orders::Order& order : found) TRY(read_parcels(key.shop, order));
    return found;
}

Status OrderReader::read_parcels(const std::string& shop, orders::Order& order) {
    Rows rows(*parcels_);
    const sql::Statement& row = parcels_->bind(1, shop).bind(2, order.id);
    std::vector<std::pair<std::int64_t, orders::Parcel>> placed;
    while (rows.next()) placed.emplace_back(row.integer(10), parcel_of(row));
    std::stable_sort(placed.begin(), placed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [place, parcel] : placed) order.parcels.push_back(std::move(parcel));
    return rows.status();
}

/// A line comes once for each parcel that it is in.
Status OrderReader::read_lines(const std::string& shop, orders::Order& order) {
    Rows rows(*lines_);
    const sql::Statement& row = lines_->bind(1, shop).bind(2, order.id);
    std::int64_t last = -1;
    while (rows.next()) {
        if (row.integer(0) != std::exchange(last, row.integer(0)))
            order.lines.push_back({text(row, 1), static_cast<std::uint32_t>(row.integer(2)), text(row, 3)});
        orders::Parcel* parcel = row.is_null(4) ? nullptr : parcel_by_id(order, row.text(4));
        if (parcel != nullptr) parcel->lines.push_back(static_cast<std::uint32_t>(order.lines.size() - 1));
    }
    return rows.status();
}

Status OrderReader::read_events(const std::string& shop, orders::Order& order) {
    Rows rows(*events_);
    const sql::Statement& row = events_->bind(1, shop).bind(2, order.id);
    while (rows.next())
        if (orders::Parcel* parcel = parcel_by_id(order, row.text(0)))
            parcel->events.push_back({row.integer(1), orders::parse_parcel_status(row.text(2)).value_or(orders::ParcelStatus::unknown),
                                      text(row, 3), text(row, 4)});
    for (orders::Parcel& parcel : order.parcels)   // newest first
        std::stable_sort(parcel.events.begin(), parcel.events.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
    return rows.status();
}

Status OrderReader::check() {
    Rows rows(*by_phone_);
    by_phone_->bind(1, "").bind(2, "");
    (void)rows.next();
    return rows.status();
}

}   // namespace pasokh::server
