#pragma once
// What names a PostgreSQL database: "postgresql://user@host:5432/name?sslmode=verify-full", as libpq takes it.
//
// Threads: values.

#include <string>
#include <string_view>

namespace pasokh::server {

/// Anything else is a file of SQLite.
bool is_postgres(std::string_view db);

bool has_password(std::string_view address);
/// For messages.
std::string without_password(std::string_view address);

}   // namespace pasokh::server
