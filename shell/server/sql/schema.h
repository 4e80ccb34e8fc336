#pragma once
// The tables of the server's database and their versions, as one text for SQLite and PostgreSQL.
//
// Every key starts with shop_id; ids are text made by the application; times are UTC milliseconds; no triggers, no
// auto-increment. It is written in SQLite's words (TEXT, INTEGER, BLOB, STRICT, PRAGMA), which are exchanged for
// PostgreSQL's. `PRAGMA user_version`, there the table schema_version, is the schema's number; migrations only go
// forward, each in one transaction.

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "shell/server/sql/database.h"

namespace pasokh::server {

inline constexpr std::int64_t kSchemaVersion = 8;
inline constexpr std::int64_t kApplicationId = 0x50534B48;   ///< "PSKH"

/// The statements that lead from one version to the next.
std::string migration(std::int64_t from, sql::Dialect dialect);

/// newer_version, in words.
Error newer_schema(const std::string& name, std::int64_t version);

}   // namespace pasokh::server
