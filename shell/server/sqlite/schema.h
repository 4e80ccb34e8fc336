#pragma once
// The tables of the server's database and their versions.
//
// Every key starts with shop_id; ids are text made by the application; times are UTC milliseconds; no triggers, no
// auto-increment: the same text, with other type words, runs on PostgreSQL. `PRAGMA user_version` is the schema's
// number; migrations only go forward, each in one transaction.

#include <string>

#include "core/base/result.h"
#include "core/db/database.h"

namespace pasokh::server {

inline constexpr std::int64_t kSchemaVersion = 6;
inline constexpr std::int64_t kApplicationId = 0x50534B48;   ///< "PSKH"

/// Brings the database to kSchemaVersion. `name` is for the messages.
/// Errors: newer_version, invalid_argument (another program's database), unavailable (read-only), io, corrupt.
Status migrate(db::Database& database, const std::string& name);

}   // namespace pasokh::server
