#pragma once
// The Store on PostgreSQL 15, or an engine that speaks as it does: any number of server processes on one database.
//
// Reading and writing have connections of their own, so that neither waits for the other; no request's thread ever waits for the
// database. Each write is one transaction; what happens when it fails is in pool.h.
//
// Use:
//   TRY(migrate_postgres(address));
//   TRY_ASSIGN(auto store, open_postgres_store({.address = address, .shop = "demo", .secret_check = secret.fingerprint()}));
//
// Errors: unavailable, and invalid_argument when the secret is not the one the shop's orders were stored with. Threads: any.

#include <cstddef>
#include <memory>
#include <string>

#include "shell/server/store.h"

namespace pasokh::server {

struct PostgresStoreOptions {
    std::string address;
    std::string shop;
    std::string secret_check;          ///< Secret::fingerprint()
    std::size_t readers = 2;           ///< connections; as many write
    std::size_t max_waiting = 200;     ///< of each kind
};

Result<std::unique_ptr<Store>> open_postgres_store(const PostgresStoreOptions& options);

}   // namespace pasokh::server
