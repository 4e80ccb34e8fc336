#pragma once
// sql::Database over one connection of libpq: the only place that sees its header.
//
// Statements are prepared once a connection, under their text, so preparing again costs no round trip; after a
// reconnection they are prepared again by themselves. A result is held whole until the statement is reset.
//
// Use:
//   TRY_ASSIGN(auto database, connect_postgres({.address = "postgresql:///shop"}));
//
// Errors: unavailable (unreachable, too slow, read-only, full, in each other's way), conflict, invalid_argument, internal; never with the
// password. Threads: one at a time.

#include <string>

#include "shell/server/sql/database.h"

namespace pasokh::server {

struct PostgresOptions {
    std::string address;
    int statement_timeout_ms = 2000;   ///< 0 = none
};

Result<sql::Database> connect_postgres(const PostgresOptions& options);

}   // namespace pasokh::server
