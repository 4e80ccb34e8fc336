#include "shell/server/postgres/migrate.h"

#include <chrono>
#include <thread>

#include "shell/server/postgres/address.h"
#include "shell/server/postgres/driver.h"
#include "shell/server/sql/schema.h"
#include "shell/server/sql/schema_version.h"

namespace pasokh::server {

namespace {

constexpr int kTries = 5;

/// Refuses tables of another program, then makes our own table with version 0.
Status found(sql::Database& database) {
    TRY_ASSIGN(auto transaction, sql::Transaction::begin(database));
    TRY_ASSIGN(const auto version, schema_version(database));
    if (version) return transaction.commit();
    TRY_ASSIGN(const std::int64_t tables, sql::integer_of(database, "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()"));
    if (tables != 0) return fail(ErrorCode::invalid_argument, "is the database of another program; make one for Pasokh with createdb");
    TRY(database.execute("CREATE TABLE schema_version (application TEXT NOT NULL PRIMARY KEY, version BIGINT NOT NULL); "
                         "INSERT INTO schema_version (application, version) VALUES ('pasokh', 0)"));
    return transaction.commit();
}

/// One version up, or nothing when another server was first. True when the newest is reached.
Result<bool> step_up(sql::Database& database) {
    TRY_ASSIGN(auto transaction, sql::Transaction::begin(database));
    TRY_ASSIGN(const std::int64_t version, sql::integer_of(database, "SELECT version FROM schema_version WHERE application = 'pasokh' FOR UPDATE"));
    if (version > kSchemaVersion) return newer_schema("the database", version);
    if (version == kSchemaVersion) return true;
    TRY(database.execute(migration(version, sql::Dialect::postgres).c_str()));
    TRY(database.execute("UPDATE schema_version SET version = version + 1 WHERE application = 'pasokh'"));
    TRY(transaction.commit());
    return false;
}

Status migrate(sql::Database& database) {
    TRY_ASSIGN(auto version, schema_version(database));
    if (!version) TRY(found(database));
    else if (*version == kSchemaVersion) return {};   // no lock where nothing is to be done
    bool newest = false;
    while (!newest) {
        TRY_ASSIGN(newest, step_up(database));
    }
    return {};
}

/// Servers that start together may both make the first table; one of them is told that it exists.
bool may_try_again(const sql::Database& database, const Error& error) {
    return database.trouble() == sql::Trouble::collision || error.code == ErrorCode::conflict || error.code == ErrorCode::internal;
}

}   // namespace

Status migrate_postgres(const std::string& address) {
    TRY_ASSIGN(sql::Database database, connect_postgres({.address = address, .statement_timeout_ms = 0}));
    Status migrated = migrate(database);
    for (int i = 1; i < kTries && !migrated && may_try_again(database, migrated.error()); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100 * i));
        migrated = migrate(database);
    }
    if (!migrated) return fail(migrated.error().code, without_password(address) + ": " + migrated.error().message);
    return {};
}

}   // namespace pasokh::server
