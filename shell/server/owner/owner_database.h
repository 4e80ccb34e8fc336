#pragma once
// A shop's database, a file or postgresql://..., as the owner's commands open it: it must exist, be ours and be of this version. Nothing is created or
// upgraded, so that looking never changes anything.
//
// Use:
//   TRY_ASSIGN(sql::Database database, open_for_reading("shop.db"));
//   TRY_ASSIGN(const std::string shop, the_shop(database, given));
//
// Errors: not_found, invalid_argument (another program's, an older schema, which shop), newer_version, corrupt, io.
// Threads: one at a time.

#include <string>

#include "core/base/result.h"
#include "shell/server/sql/database.h"

namespace pasokh::server {

Result<sql::Database> open_for_reading(const std::string& db);
/// Also when a server is running: both wait for each other.
Result<sql::Database> open_for_writing(const std::string& db);

/// `asked` when the database knows it; when nothing was asked, its only shop.
Result<std::string> the_shop(sql::Database& database, const std::string& asked);

}   // namespace pasokh::server
