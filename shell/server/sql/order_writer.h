#pragma once
// Puts imported orders into the tables. Runs inside a transaction of the caller.

#include <span>
#include <string>

#include "shell/server/sql/database.h"
#include "shell/server/store.h"

namespace pasokh::server {

Result<ImportSummary> write_orders(sql::Database& database, const std::string& shop, std::span<const StoredOrder> orders);

}   // namespace pasokh::server
