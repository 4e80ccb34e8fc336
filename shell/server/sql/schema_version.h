#pragma once
// Which schema a database has: `PRAGMA user_version` of a file, the table schema_version of PostgreSQL.

#include <optional>

#include "shell/server/sql/database.h"

namespace pasokh::server {

/// Absent when the database is empty or another program's.
Result<std::optional<std::int64_t>> schema_version(sql::Database& database);

}   // namespace pasokh::server
