#pragma once
// The Store on SQLite: one file, one writer thread with group commit, a few read-only connections.
//
// Use:
//   TRY_ASSIGN(auto store, open_sqlite_store({.path = "shop.db", .shop = "demo", .secret_check = secret.fingerprint()}));
//
// Errors: those of schema.h, and invalid_argument when the secret is not the one the shop's orders were stored with.
// Threads: any.

#include <cstddef>
#include <memory>
#include <string>

#include "shell/server/store.h"

namespace pasokh::server {

struct SqliteOptions {
    std::string path;
    std::string shop;
    std::string secret_check;          ///< Secret::fingerprint()
    std::size_t readers = 2;
    std::size_t max_waiting = 200;     ///< writes
};

/// Creates the file or brings it up to date, and says what is wrong with it. Done before a secret is made, so that a
/// refused database leaves none behind.
Status prepare_database(const std::string& path);

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options);

}   // namespace pasokh::server
