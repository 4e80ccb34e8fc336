#pragma once
// Remembers which challenges have been used, until they expire.

#include <string>

#include "core/base/result.h"
#include "core/base/time.h"
#include "shell/server/sql/database.h"

namespace pasokh::server {

/// True when nobody used it before. One statement that matters; the other only tidies away what has expired at `now`.
Result<bool> write_challenge_use(sql::Database& database, const std::string& shop, const std::string& salt, TimestampMs expires_at, TimestampMs now);

}   // namespace pasokh::server
