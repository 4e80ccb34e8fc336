#pragma once
// A Store by its name: a file of SQLite, or postgresql://...
//
// Use:
//   TRY(prepare_store(settings.db));
//   TRY_ASSIGN(auto store, open_store({.db = settings.db, .shop = "demo", .secret_check = secret.fingerprint()}));
//
// Errors: those of sqlite_store.h and postgres_store.h. Threads: any.

#include <cstddef>
#include <memory>
#include <string>

#include "shell/server/store.h"

namespace pasokh::server {

struct StoreOptions {
    std::string db;
    std::string shop;
    std::string secret_check;          ///< Secret::fingerprint()
    std::size_t readers = 2;
    std::size_t max_waiting = 200;
};

/// Makes or upgrades the tables, and says what is wrong. Done before a secret is made, so that a refused database leaves
/// none behind.
Status prepare_store(const std::string& db);

Result<std::unique_ptr<Store>> open_store(const StoreOptions& options);

/// `given`, or beside the file of SQLite. Errors: invalid_argument when a PostgreSQL database comes without: its servers share one.
Result<std::string> secret_file_of(const std::string& db, const std::string& given);

}   // namespace pasokh::server
