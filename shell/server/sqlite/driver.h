#pragma once
// sql::Database over one SQLite connection of core/db.
//
// Threads: one at a time.

#include <memory>

#include "core/db/database.h"
#include "shell/server/sql/database.h"

namespace pasokh::server {

sql::Database over_sqlite(db::Database database);
/// The same, for whoever puts something around it.
std::unique_ptr<sql::Driver> sqlite_driver(db::Database database);

}   // namespace pasokh::server
