#pragma once
// Sums by day in the tables.

#include <string>
#include <vector>

#include "shell/server/sql/database.h"
#include "shell/server/store.h"

namespace pasokh::server {

/// As Store::add_counts; inside a transaction of the caller. Not to be repeated when the outcome is unknown.
Status write_counts(sql::Database& database, const std::string& shop, const std::vector<DayCount>& counts);

}   // namespace pasokh::server
