#include "shell/server/sql/order_delivery.h"

#include "shell/server/sql/order_writer.h"

namespace pasokh::server {

namespace {

std::string mark_of(const std::string& order_id) { return "removed:" + order_id; }

/// False when it was used before.
Result<bool> use_up(sql::Database& database, const OrderDelivery& delivery) {
    if (delivery.nonce.empty()) return true;
    TRY_ASSIGN(auto insert, database.prepare("INSERT INTO seen_nonce (shop_id, purpose, nonce, forget_at) VALUES ($1, 'webhook', $2, $3) "
                                             "ON CONFLICT (shop_id, purpose, nonce) DO NOTHING"));
    TRY(insert.bind(1, delivery.shop).bind(2, "id:" + delivery.nonce).bind(3, delivery.nonce_forget_at).run());
    return database.changes() == 1;
}

Status forget_old(sql::Database& database, const OrderDelivery& delivery) {
    TRY_ASSIGN(auto forget, database.prepare("DELETE FROM seen_nonce WHERE forget_at < $1"));
    return forget.bind(1, delivery.at).run();
}

Result<int> remove_orders(sql::Database& database, const OrderDelivery& delivery) {
    if (delivery.removed.empty()) return 0;
    TRY_ASSIGN(auto mark, database.prepare("INSERT INTO seen_nonce (shop_id, purpose, nonce, forget_at) VALUES ($1, 'webhook', $2, $3) "
                                           "ON CONFLICT (shop_id, purpose, nonce) DO UPDATE SET forget_at = excluded.forget_at "
                                           "WHERE excluded.forget_at > seen_nonce.forget_at"));
    TRY_ASSIGN(auto remove, database.prepare("DELETE FROM sales_order WHERE shop_id = $1 AND order_id = $2"));
    int removed = 0;
    for (const std::string& order_id : delivery.removed) {
        TRY(mark.bind(1, delivery.shop).bind(2, mark_of(order_id)).bind(3, delivery.at + kRemovalMarkMs).run());
        TRY(remove.bind(1, delivery.shop).bind(2, order_id).run());
        removed += static_cast<int>(database.changes());
    }
    return removed;
}

/// Those that were not removed since.
Result<std::vector<StoredOrder>> living(sql::Database& database, const OrderDelivery& delivery) {
    TRY_ASSIGN(auto mark, database.prepare("SELECT forget_at FROM seen_nonce WHERE shop_id = $1 AND purpose = 'webhook' AND nonce = $2"));
    std::vector<StoredOrder> orders;
    for (const StoredOrder& order : delivery.orders) {
        const bool marked = mark.bind(1, delivery.shop).bind(2, mark_of(order.order_id())).step();
        TRY(mark.status());
        const TimestampMs removed_at = marked ? mark.integer(0) - kRemovalMarkMs : 0;
        mark.reset();
        const TimestampMs known_at = delivery.is_present_state ? delivery.at : order.source_rev;
        if (!marked || known_at > removed_at) orders.push_back(order);
    }
    return orders;
}

}   // namespace

Result<DeliveryOutcome> write_delivery(sql::Database& database, const OrderDelivery& delivery) {
    TRY(forget_old(database, delivery));
    DeliveryOutcome outcome;
    TRY_ASSIGN(const bool fresh, use_up(database, delivery));
    outcome.replayed = !fresh;
    if (outcome.replayed) return outcome;
    TRY_ASSIGN(outcome.removed, remove_orders(database, delivery));
    TRY_ASSIGN(const std::vector<StoredOrder> orders, living(database, delivery));
    TRY_ASSIGN(outcome.summary, write_orders(database, delivery.shop, orders));
    outcome.summary.unchanged += static_cast<int>(delivery.orders.size() - orders.size());
    return outcome;
}

Result<std::vector<std::string>> read_source_ids(sql::Database& database, const std::string& shop, const std::string& source) {
    TRY_ASSIGN(auto query, database.prepare("SELECT order_id FROM sales_order WHERE shop_id = $1 AND source = $2 ORDER BY order_id"));
    query.bind(1, shop).bind(2, source);
    std::vector<std::string> ids;
    while (query.step()) ids.emplace_back(query.text(0).substr(source.size() + 1));
    TRY(query.status());
    return ids;
}

}   // namespace pasokh::server
