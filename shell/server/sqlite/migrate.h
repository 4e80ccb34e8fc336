#pragma once
// Brings a SQLite file to the schema of this program. `PRAGMA application_id` says that it is ours, `user_version` which one.

#include <string>

#include "core/base/result.h"
#include "shell/server/sql/database.h"

namespace pasokh::server {

/// `name` is for the messages.
/// Errors: newer_version, invalid_argument (another program's database), unavailable (read-only), io, corrupt.
Status migrate_sqlite(sql::Database& database, const std::string& name);

}   // namespace pasokh::server
