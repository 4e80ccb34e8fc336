#include "shell/server/owner/owner_database.h"

#include <filesystem>
#include <vector>

#include "shell/server/postgres/address.h"
#include "shell/server/postgres/driver.h"
#include "shell/server/sql/schema.h"
#include "shell/server/sql/schema_version.h"
#include "shell/server/sqlite/connection.h"

namespace pasokh::server {

namespace {

constexpr int kReportTimeoutMs = 60'000;       ///< a report reads more than a customer's request may

Status check_version(sql::Database& database, const std::string& name) {
    const auto version = schema_version(database);
    if (!version) return fail(version.error().code, name + ": " + version.error().message);
    if (!*version) return fail(ErrorCode::invalid_argument, name + ": is not a database of Pasokh");
    if (**version > kSchemaVersion) return newer_schema(name, **version);
    if (**version < kSchemaVersion)
        return fail(ErrorCode::invalid_argument, name + ": has the older schema " + std::to_string(**version) + "; start `pasokh serve` of this version once, it upgrades the database");
    return {};
}

Result<sql::Database> open(const std::string& db, Result<sql::Database> (*opener)(const std::string&)) {
    if (is_postgres(db)) {
        TRY_ASSIGN(sql::Database database, connect_postgres({.address = db, .statement_timeout_ms = kReportTimeoutMs}));
        TRY(check_version(database, without_password(db)));
        return database;
    }
    std::error_code problem;
    if (!std::filesystem::is_regular_file(db, problem))
        return fail(ErrorCode::not_found, db + ": there is no such database; name the one that `pasokh serve` writes with --db");
    TRY_ASSIGN(sql::Database database, opener(db));
    TRY(check_version(database, db));
    return database;
}

}   // namespace

Result<sql::Database> open_for_reading(const std::string& db) { return open(db, open_reader); }

Result<sql::Database> open_for_writing(const std::string& db) {
    TRY(open(db, open_reader));   // open_writer would upgrade an older file
    return open(db, open_writer);
}

Result<std::string> the_shop(sql::Database& database, const std::string& asked) {
    TRY_ASSIGN(sql::Statement query, database.prepare("SELECT shop_id FROM shop ORDER BY shop_id"));
    std::vector<std::string> shops;
    std::string names;
    while (query.step()) {
        shops.emplace_back(query.text(0));
        names += (names.empty() ? "" : ", ") + shops.back();
        if (shops.back() == asked) return asked;
    }
    TRY(query.status());
    if (shops.empty()) return fail(ErrorCode::not_found, "the database holds no shop yet; start `pasokh serve` or import orders first");
    if (!asked.empty()) return fail(ErrorCode::invalid_argument, "the database has no shop \"" + asked + "\"; it has " + names);
    if (shops.size() > 1) return fail(ErrorCode::invalid_argument, "the database holds several shops; choose one with --shop: " + names);
    return shops.front();
}

}   // namespace pasokh::server
