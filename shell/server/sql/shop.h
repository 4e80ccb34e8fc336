#pragma once
// The shop's row.

#include <string>

#include "core/base/time.h"
#include "shell/server/sql/database.h"

namespace pasokh::server {

/// Made on first use, in a transaction of its own. Errors: invalid_argument for a secret under which the shop's orders
/// could not be found.
Status ensure_shop(sql::Database& database, const std::string& shop, const std::string& secret_check, TimestampMs now);

}   // namespace pasokh::server
