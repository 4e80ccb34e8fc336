#pragma once
// Brings a PostgreSQL database to the schema of this program. The table schema_version holds the number and is the lock:
// servers that start together wait for each other.

#include <string>

#include "core/base/result.h"

namespace pasokh::server {

/// In the connection's current schema. Errors: newer_version, invalid_argument (another program's tables), unavailable.
Status migrate_postgres(const std::string& address);

}   // namespace pasokh::server
