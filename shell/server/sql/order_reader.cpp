#include "shell/server/sql/order_reader.h"

#include <algorithm>
#include <array>
#include <utility>

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

/// What order_of reads; the mask that the contact is shown by follows. One mask is enough for an owner to know the order by.
constexpr std::string_view kSelectOrder =
    "SELECT order_id, number, placed_at, state, raw_status, total_minor, currency, city, promised_from, promised_until, updated_at, ";
constexpr std::string_view kAnyMaskOfOrder = "COALESCE(phone_mask, email_mask) FROM sales_order ";
constexpr std::string_view kCandidatesOfNumber = "FROM sales_order WHERE shop_id = $1 AND number_norm >= $2 ORDER BY number_norm LIMIT 5";
constexpr int kMac = 12, kNumberNorm = 13;

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
    order.contact_mask = text(row, 11);
    return order;
}

bool is_newer(const orders::Order& one, const orders::Order& other) {
    return std::pair(one.placed_at, one.updated_at) > std::pair(other.placed_at, other.updated_at);
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
    TRY(into(by_email_, std::string(kSelectOrder) + "email_mask, email_mac, number_norm " + std::string(kCandidatesOfNumber)));
    TRY(into(by_phone_, std::string(kSelectOrder) + "phone_mask, phone_mac, number_norm " + std::string(kCandidatesOfNumber)));
    TRY(into(by_id_, std::string(kSelectOrder) + std::string(kAnyMaskOfOrder) + "WHERE shop_id = $1 AND order_id = $2"));
    TRY(into(of_customer_, std::string(kSelectOrder) + std::string(kAnyMaskOfOrder) +
                               "WHERE shop_id = $1 AND customer_ref = $2 AND ($3 = '' OR number_norm = $3) ORDER BY placed_at DESC, order_id LIMIT $4"));
    // In the order of the keys, which costs nothing: an order's few rows are sorted here sooner than by a statement's sorter.
    TRY(into(parcels_, "SELECT parcel_id, carrier, tracking_number, tracking_url, status, raw_status, eta_from, eta_until, first_eta_until, delay_reason, parcel_no "
                       "FROM parcel WHERE shop_id = $1 AND order_id = $2 ORDER BY parcel_id"));
    TRY(into(lines_, "SELECT l.line_no, l.title, l.quantity, l.product_type, p.parcel_id FROM order_line l "
                     "LEFT JOIN parcel_line p ON p.shop_id = l.shop_id AND p.order_id = l.order_id AND p.line_no = l.line_no "
                     "WHERE l.shop_id = $1 AND l.order_id = $2 ORDER BY l.line_no"));
    return into(events_, "SELECT parcel_id, at, status, message, city FROM parcel_event WHERE shop_id = $1 AND order_id = $2 ORDER BY parcel_id, event_key");
}

/// One read transaction around all queries: the answer is of one moment, even while an import replaces the order, and the
/// file is locked once instead of four times.
Result<std::optional<orders::Order>> OrderReader::find(const OrderKey& key) {
    TRY_ASSIGN(auto transaction, sql::Transaction::begin(database_, sql::Access::read));
    TRY_ASSIGN(auto found, find_in_snapshot(key));
    TRY(transaction.commit());
    return found;
}

Result<std::optional<orders::Order>> OrderReader::find_in_snapshot(const OrderKey& key) {
    TRY_ASSIGN(auto found, find_newest(key));
    if (found) TRY(read_parts(key.shop, *found));
    return found;
}

/// Without its parts. There is one, unless the shop gives a number twice.
Result<std::optional<orders::Order>> OrderReader::find_newest(const OrderKey& key) {
    sql::Statement& row = key.kind == orders::Contact::Kind::email ? *by_email_ : *by_phone_;
    Rows rows(row);
    row.bind(1, key.shop).bind(2, key.number_norm);
    std::optional<orders::Order> found;
    int compared = 0;
    for (; rows.next(); ++compared) {
        const bool same_contact = same_bytes(row.is_null(kMac) ? kNoMac : row.text(kMac), key.mac);
        const bool same_number = same_bytes(row.text(kNumberNorm), key.number_norm);
        if (!same_contact || !same_number) continue;
        orders::Order order = order_of(row);
        if (!found || is_newer(order, *found)) found = std::move(order);
    }
    TRY(rows.status());
    for (; compared < kCandidates; ++compared) (void)same_bytes(kNoMac, key.mac);   // at the end of all numbers
    return found;
}

Result<std::optional<orders::Order>> OrderReader::find_by_id(const std::string& shop, const std::string& order_id) {
    TRY_ASSIGN(auto transaction, sql::Transaction::begin(database_, sql::Access::read));
    TRY_ASSIGN(auto found, find_by_id_in_snapshot(shop, order_id));
    TRY(transaction.commit());
    return found;
}

Result<std::optional<orders::Order>> OrderReader::find_by_id_in_snapshot(const std::string& shop, const std::string& order_id) {
    std::optional<orders::Order> found;
    {
        Rows rows(*by_id_);
        by_id_->bind(1, shop).bind(2, order_id);
        if (rows.next()) found = order_of(*by_id_);
        TRY(rows.status());
    }
    if (found) TRY(read_parts(shop, *found));
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
        while (rows.next()) found.push_back(order_of(*of_customer_));
        TRY(rows.status());
    }
    for (orders::Order& order : found) TRY(read_parcels(key.shop, order));
    return found;
}

Status OrderReader::read_parts(const std::string& shop, orders::Order& order) {
    TRY(read_parcels(shop, order));
    TRY(read_lines(shop, order));
    return order.parcels.empty() ? Status{} : read_events(shop, order);
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
