#pragma once
// sql::Database over one SQLite connection of core/db.
//
// Threads: one at a time.

#include "core/db/database.h"
#include "shell/server/sql/database.h"

namespace pasokh::server {

sql::Database over_sqlite(db::Database database);

}   // namespace pasokh::server
