#include "shell/server/open_store.h"

#include <algorithm>
#include <thread>

#include "shell/server/postgres/address.h"
#include "shell/server/postgres/migrate.h"
#include "shell/server/postgres/postgres_store.h"
#include "shell/server/sqlite/sqlite_store.h"

namespace pasokh::server {

Status prepare_store(const std::string& db) { return is_postgres(db) ? migrate_postgres(db) : prepare_database(db); }

Result<std::unique_ptr<Store>> open_store(const StoreOptions& options) {
    if (!is_postgres(options.db))
        return open_sqlite_store({.path = options.db, .shop = options.shop, .secret_check = options.secret_check, .readers = options.readers, .max_waiting = options.max_waiting});
    const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
    return open_postgres_store({.address = options.db, .shop = options.shop, .secret_check = options.secret_check,
                                .readers = std::clamp<std::size_t>(2 * options.readers, 1, 2 * cores), .max_waiting = options.max_waiting});
}

Result<std::string> secret_file_of(const std::string& db, const std::string& given) {
    if (!given.empty()) return given;
    if (!is_postgres(db)) return db + ".secret";
    return fail(ErrorCode::invalid_argument, without_password(db) + ": name the key of the stored contacts with --secret-file or \"secret_file\"; all servers of one database share it");
}

}   // namespace pasokh::server
