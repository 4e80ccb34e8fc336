#pragma once
// A shop's database as the owner's commands open it: it must exist, be ours and be of this version. Nothing is created or
// upgraded, so that looking never changes anything.
//
// Use:
//   TRY_ASSIGN(db::Database database, open_for_reading("shop.db"));
//   TRY_ASSIGN(const std::string shop, the_shop(database, given));
//
// Errors: not_found, invalid_argument (another program's, an older schema, which shop), newer_version, corrupt, io.
// Threads: one at a time.

#include <string>

#include "core/base/result.h"
#include "core/db/database.h"

namespace pasokh::server {

Result<db::Database> open_for_reading(const std::string& path);
/// Also when a server is running: both wait for each other.
Result<db::Database> open_for_writing(const std::string& path);

/// `asked` when the database knows it; when nothing was asked, its only shop.
Result<std::string> the_shop(db::Database& database, const std::string& asked);

/// The single integer that `sql` gives.
Result<std::int64_t> integer_of(db::Database& database, std::string_view sql);

}   // namespace pasokh::server
