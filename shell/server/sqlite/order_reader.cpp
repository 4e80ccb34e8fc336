#include "shell/server/sqlite/order_reader.h"

#include <algorithm>
#include <array>

#include "shell/server/crypto.h"
#include "shell/server/sqlite/connection.h"

namespace pasokh::server {

namespace {

/// Orders of one number whose contacts are compared. Real shops have one; misses are padded up to it.
constexpr int kCandidates = 5;
constexpr std::string_view kNoMac = "0000000000000000000000000000000000000000000000000000000000000000";

/// Ends the statement's read transaction at the end of the scope, so that the log can be checkpointed.
class Rows {
public:
    explicit Rows(db::Statement& statement) : statement_(statement) {}
    Rows(const Rows&) = delete;
    Rows& operator=(const Rows&) = delete;
    ~Rows() { statement_.reset(); }
    bool next() { return statement_.step(); }
    Status status() const { return statement_.status(); }

private:
    db::Statement& statement_;
};

std::string text(const db::Statement& row, int column) { return std::string(row.text(column)); }

std::optional<orders::Eta> eta_of(const db::Statement& row, int from, int until) {
    const auto end = row.optional_integer(until);
    return end ? std::optional(orders::Eta{row.optional_integer(from), *end}) : std::nullopt;
}

orders::Parcel* parcel_by_id(orders::Order& order, std::string_view id) {
    for (orders::Parcel& parcel : order.parcels)
        if (parcel.id == id) return &parcel;
    return nullptr;
}

}   // namespace

Result<std::unique_ptr<OrderReader>> OrderReader::open(const std::string& path) {
    TRY_ASSIGN(db::Database database, open_reader(path));
    std::unique_ptr<OrderReader> reader(new OrderReader(std::move(database)));
    TRY(reader->prepare());
    return reader;
}

Status OrderReader::prepare() {
    const auto into = [this](std::optional<db::Statement>& place, std::string_view sql) -> Status {
        TRY_ASSIGN(db::Statement statement, database_.prepare(sql));
        place.emplace(std::move(statement));
        return {};
    };
    TRY(into(begin_, "BEGIN"));
    TRY(into(commit_, "COMMIT"));
    TRY(into(candidates_, "SELECT order_id, email_mac, phone_mac, email_mask, phone_mask, number, placed_at, state, raw_status, total_minor, currency, "
                          "city, promised_from, promised_until, updated_at FROM sales_order WHERE shop_id = $1 AND number_norm = $2 "
                          "ORDER BY placed_at DESC LIMIT 5"));
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
    TRY(begin_->run());
    auto found = find_in_snapshot(key);
    TRY(commit_->run());
    return found;
}

Result<std::optional<orders::Order>> OrderReader::find_in_snapshot(const OrderKey& key) {
    const bool email = key.kind == orders::Contact::Kind::email;
    std::optional<orders::Order> found;
    std::string order_id;
    {
        Rows rows(*candidates_);
        db::Statement& row = candidates_->bind(1, key.shop).bind(2, key.number_norm);
        int compared = 0;
        for (; rows.next(); ++compared) {
            const bool same_email = same_bytes(row.is_null(1) ? kNoMac : row.text(1), key.mac);
            const bool same_phone = same_bytes(row.is_null(2) ? kNoMac : row.text(2), key.mac);
            if ((email ? !same_email : !same_phone) || found) continue;
            order_id = text(row, 0);
            found.emplace();
            found->contact_mask = text(row, email ? 3 : 4);
            found->number = text(row, 5);
            found->placed_at = row.integer(6);
            found->state = orders::parse_order_state(row.text(7)).value_or(orders::OrderState::open);
            found->raw_status = text(row, 8);
            found->total = {row.integer(9), text(row, 10)};
            found->city = text(row, 11);
            found->promised = eta_of(row, 12, 13);
            found->updated_at = row.integer(14);
        }
        TRY(rows.status());
        // A number that no order has costs the same comparisons as one that five orders have.
        for (; compared < kCandidates; ++compared) {
            (void)same_bytes(kNoMac, key.mac);
            (void)same_bytes(kNoMac, key.mac);
        }
    }
    if (!found) return found;
    TRY(read_lines(key, order_id, *found));
    TRY(read_parcels(key, order_id, *found));
    if (found->parcels.empty()) return found;
    TRY(read_parcel_lines(key, order_id, *found));
    TRY(read_events(key, order_id, *found));
    return found;
}

Status OrderReader::read_lines(const OrderKey& key, const std::string& order_id, orders::Order& order) {
    Rows rows(*lines_);
    lines_->bind(1, key.shop).bind(2, order_id);
    while (rows.next()) order.lines.push_back({text(*lines_, 0), static_cast<std::uint32_t>(lines_->integer(1)), text(*lines_, 2)});
    return rows.status();
}

Status OrderReader::read_parcels(const OrderKey& key, const std::string& order_id, orders::Order& order) {
    Rows rows(*parcels_);
    const db::Statement& row = parcels_->bind(1, key.shop).bind(2, order_id);
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
    while (rows.next())
        if (orders::Parcel* parcel = parcel_by_id(order, parcel_lines_->text(0)))
            parcel->lines.push_back(static_cast<std::uint32_t>(parcel_lines_->integer(1)));
    return rows.status();
}

Status OrderReader::read_events(const OrderKey& key, const std::string& order_id, orders::Order& order) {
    Rows rows(*events_);
    const db::Statement& row = events_->bind(1, key.shop).bind(2, order_id);
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
