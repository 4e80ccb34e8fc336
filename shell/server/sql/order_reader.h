#pragma once
// Reads orders from one connection, with every statement prepared once.
//
// What a customer sees of an order was encoded when it was written (order_writer.cpp). Of an order that an older version wrote
// it is made from the rows.
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
    Result<std::optional<ShownOrder>> find(const OrderKey& key);
    /// As Store::find_order_by_id.
    Result<std::optional<ShownOrder>> find_by_id(const std::string& shop, const std::string& order_id);
    /// From its rows. Inside a transaction of the caller.
    Result<std::optional<orders::Order>> read_whole(const std::string& shop, const std::string& order_id);
    /// As Store::list_customer_orders.
    Result<std::vector<orders::Order>> list(const CustomerKey& key, int limit);
    Status check();

private:
    Result<std::optional<ShownOrder>> completed(const std::string& shop, std::optional<ShownOrder> found);
    Result<std::vector<orders::Order>> list_in_snapshot(const CustomerKey& key, int limit);
    Result<std::optional<ShownOrder>> find_newest(const OrderKey& key);
    Status read_parcels(const std::string& shop, orders::Order& order);
    Status read_lines(const std::string& shop, orders::Order& order);
    Status read_events(const std::string& shop, orders::Order& order);

    sql::Database& database_;
    std::optional<sql::Statement> by_email_, by_phone_, shown_, by_id_, of_customer_, parcels_, lines_, events_;
};

}   // namespace pasokh::server
