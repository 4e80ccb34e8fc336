#pragma once
// Reads one order from one connection, with every statement prepared once.
//
// Use:
//   OrderReader reader(database);
//   TRY(reader.prepare());
//   TRY_ASSIGN(auto order, reader.find(key));
//
// Ownership: the database outlives it. Threads: one at a time.

#include <optional>
#include <string>
#include <vector>

#include "shell/server/sql/database.h"
#include "shell/server/store.h"

namespace pasokh::server {

class OrderReader {
public:
    explicit OrderReader(sql::Database& database) : database_(database) {}
    /// Before anything else.
    Status prepare();

    /// As Store::find_order.
    Result<std::optional<orders::Order>> find(const OrderKey& key);
    /// As Store::find_order_by_id.
    Result<std::optional<orders::Order>> find_by_id(const std::string& shop, const std::string& order_id);
    /// As Store::list_customer_orders.
    Result<std::vector<orders::Order>> list(const CustomerKey& key, int limit);
    Status check();

private:
    Result<std::optional<orders::Order>> find_in_snapshot(const OrderKey& key);
    Result<std::optional<orders::Order>> find_by_id_in_snapshot(const std::string& shop, const std::string& order_id);
    Result<std::vector<orders::Order>> list_in_snapshot(const CustomerKey& key, int limit);
    Result<std::optional<orders::Order>> find_newest(const OrderKey& key);
    Status read_parts(const std::string& shop, orders::Order& order);
    Status read_parcels(const std::string& shop, orders::Order& order);
    Status read_lines(const std::string& shop, orders::Order& order);
    Status read_events(const std::string& shop, orders::Order& order);

    sql::Database& database_;
    std::optional<sql::Statement> by_email_, by_phone_, by_id_, of_customer_, parcels_, lines_, events_;
};

}   // namespace pasokh::server
