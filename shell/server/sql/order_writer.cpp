#include "shell/server/sql/order_writer.h"

#include <algorithm>
#include <optional>

#include "core/orders/json.h"
#include "shell/server/crypto.h"
#include "shell/server/sql/order_reader.h"

namespace pasokh::server {

namespace {

/// The statements of one import, prepared once.
struct Statements {
    sql::Statement exists, upsert, drop_lines, drop_parcels, drop_other_parcels, has_parcels, add_line, add_parcel, add_parcel_line, add_event, show;
};

Result<Statements> prepare(sql::Database& database) {
    TRY_ASSIGN(auto exists, database.prepare("SELECT source_rev FROM sales_order WHERE shop_id = $1 AND order_id = $2"));
    TRY_ASSIGN(auto upsert, database.prepare(
        "INSERT INTO sales_order (shop_id, order_id, number, number_norm, source, source_rev, state, raw_status, email_mac, phone_mac, email_mask, phone_mask, "
        "city, total_minor, currency, placed_at, promised_from, promised_until, updated_at, customer_ref, shown, shown_rev) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $6) "
        "ON CONFLICT (shop_id, order_id) DO UPDATE SET number = excluded.number, number_norm = excluded.number_norm, source_rev = excluded.source_rev, "
        "state = excluded.state, raw_status = excluded.raw_status, email_mac = excluded.email_mac, phone_mac = excluded.phone_mac, "
        "email_mask = excluded.email_mask, phone_mask = excluded.phone_mask, city = excluded.city, total_minor = excluded.total_minor, "
        "currency = excluded.currency, placed_at = excluded.placed_at, promised_from = excluded.promised_from, promised_until = excluded.promised_until, "
        "updated_at = excluded.updated_at, customer_ref = excluded.customer_ref, shown = excluded.shown, shown_rev = excluded.shown_rev WHERE excluded.source_rev >= sales_order.source_rev"));
    TRY_ASSIGN(auto drop_lines, database.prepare("DELETE FROM order_line WHERE shop_id = $1 AND order_id = $2"));
    TRY_ASSIGN(auto drop_parcels, database.prepare("DELETE FROM parcel WHERE shop_id = $1 AND order_id = $2"));
    TRY_ASSIGN(auto drop_other_parcels, database.prepare("DELETE FROM parcel WHERE shop_id = $1 AND order_id = $2 AND parcel_id NOT LIKE 'fulfilment-%'"));
    TRY_ASSIGN(auto has_parcels, database.prepare("SELECT 1 FROM parcel WHERE shop_id = $1 AND order_id = $2 LIMIT 1"));
    TRY_ASSIGN(auto add_line, database.prepare("INSERT INTO order_line (shop_id, order_id, line_no, title, quantity, product_type) VALUES ($1, $2, $3, $4, $5, $6)"));
    TRY_ASSIGN(auto add_parcel, database.prepare(
        "INSERT INTO parcel (shop_id, order_id, parcel_id, parcel_no, carrier, tracking_number, tracking_url, status, raw_status, eta_from, eta_until, "
        "first_eta_until, delay_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"));
    TRY_ASSIGN(auto add_parcel_line, database.prepare("INSERT INTO parcel_line (shop_id, order_id, parcel_id, line_no) VALUES ($1, $2, $3, $4)"));
    TRY_ASSIGN(auto add_event, database.prepare(
        "INSERT INTO parcel_event (shop_id, order_id, parcel_id, event_key, at, status, message, city) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
        "ON CONFLICT (shop_id, order_id, parcel_id, event_key) DO NOTHING"));
    TRY_ASSIGN(auto show, database.prepare("UPDATE sales_order SET shown = $3 WHERE shop_id = $1 AND order_id = $2"));
    return Statements{std::move(exists), std::move(upsert), std::move(drop_lines), std::move(drop_parcels), std::move(drop_other_parcels),
                      std::move(has_parcels), std::move(add_line),
                      std::move(add_parcel), std::move(add_parcel_line), std::move(add_event), std::move(show)};
}

void bind_or_null(sql::Statement& statement, int index, const std::string& value) {
    if (value.empty()) statement.bind_null(index);
    else statement.bind(index, value);
}

std::string event_key(const orders::ParcelEvent& event) {
    std::string content = std::to_string(event.at);
    content.append("|").append(orders::parcel_status_name(event.status)).append("|").append(event.text).append("|").append(event.city);
    return sha256_hex(content).substr(0, 32);
}

/// As OrderReader will read it from the rows.
orders::Order as_read(orders::Order order) {
    for (orders::Parcel& parcel : order.parcels) {
        std::erase_if(parcel.lines, [&](std::uint32_t line) { return line >= order.lines.size(); });
        std::ranges::sort(parcel.lines);
        std::vector<std::pair<std::string, orders::ParcelEvent>> keyed;
        for (orders::ParcelEvent& event : parcel.events) keyed.emplace_back(event_key(event), std::move(event));
        std::ranges::sort(keyed, {}, [](const auto& one) -> const std::string& { return one.first; });
        keyed.erase(std::unique(keyed.begin(), keyed.end(), [](const auto& a, const auto& b) { return a.first == b.first; }), keyed.end());
        std::ranges::stable_sort(keyed, std::greater<>(), [](const auto& one) { return one.second.at; });
        parcel.events.clear();
        for (auto& [key, event] : keyed) parcel.events.push_back(std::move(event));
    }
    return order;
}

/// Where parcels stayed that `stored` does not know.
Status show_as_read(sql::Database& database, Statements& sql, const std::string& shop, const std::string& order_id) {
    OrderReader reader(database);
    TRY(reader.prepare());
    TRY_ASSIGN(const auto order, reader.read_whole(shop, order_id));
    return order ? sql.show.bind(1, shop).bind(2, order_id).bind(3, orders::encode(*order)).run() : Status{};
}

Status write_parcel(Statements& sql, const std::string& shop, const std::string& order_id, int number, const orders::Parcel& parcel) {
    const std::optional<TimestampMs> eta_from = parcel.eta ? parcel.eta->from : std::nullopt;
    const std::optional<TimestampMs> eta_until = parcel.eta ? std::optional(parcel.eta->until) : std::nullopt;
    TRY(sql.add_parcel.bind(1, shop).bind(2, order_id).bind(3, parcel.id).bind(4, number).bind(5, parcel.carrier).bind(6, parcel.tracking_number)
            .bind(7, parcel.tracking_url).bind(8, orders::parcel_status_name(parcel.status)).bind(9, parcel.raw_status).bind(10, eta_from)
            .bind(11, eta_until).bind(12, parcel.first_eta_until).bind(13, parcel.delay_reason).run());
    for (const std::uint32_t line : parcel.lines)
        TRY(sql.add_parcel_line.bind(1, shop).bind(2, order_id).bind(3, parcel.id).bind(4, std::int64_t{line}).run());
    for (const orders::ParcelEvent& event : parcel.events)
        TRY(sql.add_event.bind(1, shop).bind(2, order_id).bind(3, parcel.id).bind(4, event_key(event)).bind(5, event.at)
                .bind(6, orders::parcel_status_name(event.status)).bind(7, event.text).bind(8, event.city).run());
    return {};
}

/// True when parcels from fulfilments are left, which say more than the order itself.
Result<bool> drop_parcels(Statements& sql, const std::string& shop, const std::string& order_id, const StoredOrder& stored) {
    if (!stored.keeps_fulfilments) {
        TRY(sql.drop_parcels.bind(1, shop).bind(2, order_id).run());
        return false;
    }
    TRY(sql.drop_other_parcels.bind(1, shop).bind(2, order_id).run());
    const bool left = sql.has_parcels.bind(1, shop).bind(2, order_id).step();
    TRY(sql.has_parcels.status());
    sql.has_parcels.reset();
    return left;
}

/// False when a newer revision came in between: nothing is written.
Result<bool> write_rows(sql::Database& database, Statements& sql, const std::string& shop, const std::string& order_id, const StoredOrder& stored) {
    const orders::Order& order = stored.order;
    const std::optional<TimestampMs> promised_from = order.promised ? order.promised->from : std::nullopt;
    const std::optional<TimestampMs> promised_until = order.promised ? std::optional(order.promised->until) : std::nullopt;
    sql.upsert.bind(1, shop).bind(2, order_id).bind(3, order.number).bind(4, stored.number_norm).bind(5, stored.source)
        .bind(6, stored.source_rev).bind(7, orders::order_state_name(order.state)).bind(8, order.raw_status);
    bind_or_null(sql.upsert, 9, stored.email_mac);
    bind_or_null(sql.upsert, 10, stored.phone_mac);
    bind_or_null(sql.upsert, 11, stored.email_mask);
    bind_or_null(sql.upsert, 12, stored.phone_mask);
    bind_or_null(sql.upsert, 20, stored.customer_ref);
    TRY(sql.upsert.bind(13, order.city).bind(14, order.total.minor).bind(15, order.total.currency).bind(16, order.placed_at)
            .bind(17, promised_from).bind(18, promised_until).bind(19, order.updated_at).bind(21, orders::encode(as_read(order))).run());
    if (database.changes() == 0) return false;
    TRY(sql.drop_lines.bind(1, shop).bind(2, order_id).run());
    TRY_ASSIGN(const bool parcels_stay, drop_parcels(sql, shop, order_id, stored));
    int number = 0;
    for (const orders::OrderLine& line : order.lines)
        TRY(sql.add_line.bind(1, shop).bind(2, order_id).bind(3, number++).bind(4, line.title).bind(5, std::int64_t{line.quantity}).bind(6, line.product_type).run());
    if (parcels_stay) {
        TRY(show_as_read(database, sql, shop, order_id));
        return true;
    }
    number = 0;
    for (const orders::Parcel& parcel : order.parcels) TRY(write_parcel(sql, shop, order_id, number++, parcel));
    return true;
}

}   // namespace

Result<ImportSummary> write_orders(sql::Database& database, const std::string& shop, std::span<const StoredOrder> orders,
                                   const std::function<void(std::int64_t)>& on_written) {
    TRY_ASSIGN(Statements sql, prepare(database));
    ImportSummary summary;
    std::int64_t done = 0;
    for (const StoredOrder& stored : orders) {
        if (on_written && ++done % kWritesPerNote == 0) on_written(done);
        const std::string order_id = stored.order_id();
        sql.exists.bind(1, shop).bind(2, order_id);
        const bool known = sql.exists.step();
        TRY(sql.exists.status());
        const std::int64_t known_rev = known ? sql.exists.integer(0) : 0;
        const bool older = known && (stored.coarse_rev ? known_rev > stored.source_rev : known_rev >= stored.source_rev);
        sql.exists.reset();
        if (older) {
            ++summary.unchanged;
            continue;
        }
        TRY_ASSIGN(const bool written, write_rows(database, sql, shop, order_id, stored));
        ++(!written ? summary.unchanged : !known ? summary.added : known_rev == stored.source_rev ? summary.unchanged : summary.updated);
    }
    return summary;
}

}   // namespace pasokh::server
