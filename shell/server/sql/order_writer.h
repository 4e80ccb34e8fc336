#pragma once
// Puts imported orders into the tables. Runs inside a transaction of the caller.

#include <functional>
#include <span>
#include <string>

#include "shell/server/sql/database.h"
#include "shell/server/store.h"

namespace pasokh::server {

/// `on_written` (may be empty) is called every kWritesPerNote orders with how many are done.
inline constexpr std::int64_t kWritesPerNote = 500;
Result<ImportSummary> write_orders(sql::Database& database, const std::string& shop, std::span<const StoredOrder> orders,
                                   const std::function<void(std::int64_t)>& on_written = {});

}   // namespace pasokh::server
