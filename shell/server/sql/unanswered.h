#pragma once
// Unanswered searches in the tables: one row a telling, read back as counts only.

#include <string>
#include <vector>

#include "shell/server/sql/database.h"
#include "shell/server/store.h"

namespace pasokh::server {

/// One statement that writes, so that a failure undoes itself within a shared transaction.
/// Errors: conflict when the id was used with another query.
Result<SearchOutcome> write_unanswered(sql::Database& database, const StoredSearch& search);

/// As Store::list_unanswered; only what was told on `since` or later.
Result<std::vector<UnansweredQuery>> read_unanswered_queries(sql::Database& database, const std::string& shop, int at_least, int limit, const std::string& since = {});

}   // namespace pasokh::server
