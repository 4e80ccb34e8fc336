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
    Status check();

private:
    Result<std::optional<orders::Order>> find_in_snapshot(const OrderKey& key);
    Status read_lines(const OrderKey& key, const std::string& order_id, orders::Order& order);
    Status read_parcels(const OrderKey& key, const std::string& order_id, orders::Order& order);
    Status read_parcel_lines(const OrderKey& key, const std::string& order_id, orders::Order& order);
    Status read_events(const OrderKey& key, const std::string& order_id, orders::Order& order);

    sql::Database& database_;
    std::optional<sql::Statement> candidates_, lines_, parcels_, parcel_lines_, events_;
};

}   // namespace pasokh::server
