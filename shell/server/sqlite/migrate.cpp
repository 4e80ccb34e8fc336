#include "shell/server/sqlite/migrate.h"

#include "shell/server/sql/schema.h"

namespace pasokh::server {

namespace {

Error with_name(const std::string& name, const Error& error) {
    if (error.code == ErrorCode::unavailable && error.message.find("readonly") != std::string::npos)
        return fail(error.code, name + ": the database is read-only; give the user that runs pasokh the right to write it and its folder");
    if (error.code == ErrorCode::unavailable) return fail(error.code, name + ": the database is in use by another program: " + error.message);
    return fail(error.code, name + ": " + error.message);
}

Status step_up(sql::Database& database, std::int64_t from) {
    TRY_ASSIGN(sql::Transaction transaction, sql::Transaction::begin(database));
    TRY_ASSIGN(const std::int64_t version, sql::integer_of(database, "PRAGMA user_version"));
    if (version != from) return {};    // another program was faster
    TRY(database.execute(migration(from, sql::Dialect::sqlite).c_str()));
    return transaction.commit();
}

/// Fails now, at start, when the file cannot be written, instead of at the first customer. Only a write tells: SQLite
/// begins a transaction on a read-only file without a word. It is rolled back.
Status check_writable(sql::Database& database) {
    TRY_ASSIGN(sql::Transaction transaction, sql::Transaction::begin(database));
    return database.execute("PRAGMA application_id = 1347636040");
}

}   // namespace

Status migrate_sqlite(sql::Database& database, const std::string& name) {
    auto application = sql::integer_of(database, "PRAGMA application_id");
    if (!application) return with_name(name, application.error());
    auto version = sql::integer_of(database, "PRAGMA user_version");
    if (!version) return with_name(name, version.error());
    auto tables = sql::integer_of(database, "SELECT count(*) FROM sqlite_schema");
    if (!tables) return with_name(name, tables.error());

    if (*application != kApplicationId && (*application != 0 || *tables != 0))
        return fail(ErrorCode::invalid_argument, name + ": is the database of another program; name another file with --db");
    if (*version > kSchemaVersion)
        return newer_schema(name, *version);
    if (auto writable = check_writable(database); !writable) return with_name(name, writable.error());
    for (std::int64_t at = *version; at < kSchemaVersion; ++at)
        if (auto stepped = step_up(database, at); !stepped) return with_name(name, stepped.error());
    return {};
}

}   // namespace pasokh::server
