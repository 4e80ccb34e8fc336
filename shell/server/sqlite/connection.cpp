#include "shell/server/sqlite/connection.h"

#include <filesystem>

#include "shell/server/sqlite/driver.h"
#include "shell/server/sqlite/migrate.h"

namespace pasokh::server {

namespace {

constexpr const char* kCommonPragmas =
    "PRAGMA busy_timeout=5000; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA mmap_size=0; PRAGMA foreign_keys=ON;";

Error at_path(const std::string& path, const Error& error) { return fail(error.code, path + ": " + error.message); }

Result<sql::Database> open_file(const std::string& path, db::Access access) {
    auto opened = db::Database::open_file(path, access);
    if (!opened && access == db::Access::create) {
        const std::filesystem::path folder = std::filesystem::path(path).parent_path();
        std::error_code problem;
        if (!folder.empty() && !std::filesystem::is_directory(folder, problem))
            return fail(ErrorCode::not_found, path + ": the folder " + folder.string() + " does not exist");
    }
    if (!opened) return opened.error();
    if (auto set = opened->execute(kCommonPragmas); !set) return at_path(path, set.error());
    return over_sqlite(std::move(*opened));
}

}   // namespace

Result<sql::Database> open_writer(const std::string& path) {
    TRY_ASSIGN(sql::Database database, open_file(path, db::Access::create));
    TRY(migrate_sqlite(database, path));
    if (auto set = database.execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864;"); !set)
        return at_path(path, set.error());
    return database;
}

Result<sql::Database> open_reader(const std::string& path) {
    TRY_ASSIGN(sql::Database database, open_file(path, db::Access::read_write));
    if (auto set = database.execute("PRAGMA query_only=ON;"); !set) return at_path(path, set.error());
    return database;
}

}   // namespace pasokh::server
