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

constexpr std::string_view kSelectOrder =
    "SELECT order_id, email_mac, phone_mac, email_mask, phone_mask, number, placed_at, state, raw_status, total_minor, currency, "
    "city, promised_from, promised_until, updated_at, number_norm FROM sales_order ";

/// A row of kSelectOrder. One mask is enough for its owner to know it by.
orders::Order order_of(const sql::Statement& row) {
    orders::Order order;
    order.id = text(row, 0);
    order.contact_mask = text(row, row.is_null(4) ? 3 : 4);
    order.number = text(row, 5);
    order.placed_at = row.integer(6);
    order.state = orders::parse_order_state(row.text(7)).value_or(orders::OrderState::open);
    order.raw_status = text(row, 8);
    order.total = {row.integer(9), text(row, 10)};
    order.city = text(row, 11);
    order.promised = eta_of(row, 12, 13);
    order.updated_at = row.integer(14);
    return order;
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
    TRY(into(candidates_, std::string(kSelectOrder) + "WHERE shop_id = $1 AND number_norm >= $2 ORDER BY number_norm LIMIT 5"));
    TRY(into(by_id_, std::string(kSelectOrder) + "WHERE shop_id = $1 AND order_id = $2"));
    TRY(into(of_customer_, std::string(kSelectOrder) + "WHERE shop_id = $1 AND customer_ref = $2 AND ($3 = '' OR number_norm = $3) "
                                                       "ORDER BY placed_at DESC, order_id LIMIT $4"));
    TRY(into(lines_, "SELECT title, quantity, product_type FROM order_line WHERE shop_id = $1 AND order_id = $2 ORDER BY line_no"));
    TRY(into(parcels_, "SELECT parcel_id, carrier, tracking_number, tracking_url, status, raw_status, eta_from, eta_until, first_eta_until, delay_reason "
                       "FROM parcel WHERE shop_id = $1 AND order_id = $2 ORDER BY parcel_no"));
    TRY(into(parcel_lines_, "SELECT parcel_id, line_no FROM parcel_line WHERE shop_id = $1 AND order_id = $2 ORDER BY parcel_id, line_no"));
    return into(events_, "SELECT parcel_id, at, status, message, city FROM parcel_event WHERE shop_id = $1 AND order_id = $2 "
                         "ORDER BY parcel_id, at DESC, event_key");
}

/// One read transaction around all queries: the answer is of one moment, even while an import replaces the order, and the
/// file is locked once instead of five times.
Result<std::optional<orders::Order>> OrderReader::find(const OrderKey& key) {
    TRY_ASSIGN(auto transaction, sql::Transaction::begin(database_, sql::Access::read));
    TRY_ASSIGN(auto found, find_in_snapshot(key));
    TRY(transaction.commit());
    return found;
}

Result<std::optional<orders::Order>> OrderReader::find_in_snapshot(const OrderKey& key) {
    const bool email = key.kind == orders::Contact::Kind::email;
    std::optional<orders::Order> found;
    {
        Rows rows(*candidates_);
        sql::Statement& row = candidates_->bind(1, key.shop).bind(2, key.number_norm);
        int compared = 0;
        for (; rows.next(); ++compared) {
            const bool same_email = same_bytes(row.is_null(1) ? kNoMac : row.text(1), key.mac);
            const bool same_phone = same_bytes(row.is_null(2) ? kNoMac : row.text(2), key.mac);
            const bool same_number = same_bytes(row.text(15), key.number_norm);
            if ((email ? !same_email : !same_phone) || !same_number || (found && std::pair(found->placed_at, found->updated_at) >= std::pair(row.integer(6), row.integer(14)))) continue;
            found = order_of(row);
            found->contact_mask = text(row, email ? 3 : 4);
        }
        TRY(rows.status());
        for (; compared < kCandidates; ++compared) {   // at the end of all numbers
            (void)same_bytes(kNoMac, key.mac);
            (void)same_bytes(kNoMac, key.mac);
        }
    }
    if (found) TRY(read_parts(key, *found));
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
    if (found) TRY(read_parts({.shop = shop, .number_norm = {}, .mac = {}}, *found));
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
    for (orders::Order& order : found) TRY(read_parcels({.shop = key.shop, .number_norm = {}, .mac = {}}, order.id, order));
    return found;
}

Status OrderReader::read_parts(const OrderKey& key, orders::Order& order) {
    TRY(read_lines(key, order.id, order));
    TRY(read_parcels(key, order.id, order));
    if (order.parcels.empty()) return {};
    TRY(read_parcel_lines(key, order.id, order));
    return read_events(key, order.id, order);
}

Status OrderReader::read_lines(const OrderKey& key, const std::string& order_id, orders::Order& order) {
    Rows rows(*lines_);
    lines_->bind(1, key.shop).bind(2, order_id);
    while (rows.next()) order.lines.push_back({text(*lines_, 0), static_cast<std::uint32_t>(lines_->integer(1)), text(*lines_, 2)});
    return rows.status();
}

Status OrderReader::read_parcels(const OrderKey& key, const std::string& order_id, orders::Order& order) {
    Rows rows(*parcels_);
    const sql::Statement& row = parcels_->bind(1, key.shop).bind(2, order_id);
    while (rows.next()) {
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
        order.parcels.push_back(std::move(parcel));
    }
    return rows.status();
}

Status OrderReader::read_parcel_lines(const OrderKey& key, const std::string& order_id, orders::Order& order) {
    Rows rows(*parcel_lines_);
    parcel_lines_->bind(1, key.shop).bind(2, order_id);
    while (rows.next()) {
        const auto line = static_cast<std::uint32_t>(parcel_lines_->integer(1));
        orders::Parcel* parcel = parcel_by_id(order, parcel_lines_->text(0));
        if (parcel != nullptr && line < order.lines.size()) parcel->lines.push_back(line);   // a webhook may have taken lines away
    }
    return rows.status();
}

Status OrderReader::read_events(const OrderKey& key, const std::string& order_id, orders::Order& order) {
    Rows rows(*events_);
    const sql::Statement& row = events_->bind(1, key.shop).bind(2, order_id);
    while (rows.next())
        if (orders::Parcel* parcel = parcel_by_id(order, row.text(0)))
            parcel->events.push_back({row.integer(1), orders::parse_parcel_status(row.text(2)).value_or(orders::ParcelStatus::unknown),
                                      text(row, 3), text(row, 4)});
    return rows.status();
}

Status OrderReader::check() {
    Rows rows(*candidates_);
    candidates_->bind(1, "").bind(2, "");
    (void)rows.next();
    return rows.status();
}

}   // namespace pasokh::server
