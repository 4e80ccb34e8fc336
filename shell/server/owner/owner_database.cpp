#include "shell/server/owner/owner_database.h"

#include <filesystem>
#include <vector>

#include "shell/server/sqlite/connection.h"
#include "shell/server/sqlite/schema.h"

namespace pasokh::server {

namespace {

Status check_version(db::Database& database, const std::string& path) {
    auto application = integer_of(database, "PRAGMA application_id");
    if (!application) return fail(application.error().code, path + ": " + application.error().message);
    if (*application != kApplicationId) return fail(ErrorCode::invalid_argument, path + ": is not a database of Pasokh");
    TRY_ASSIGN(const std::int64_t version, database.user_version());
    if (version > kSchemaVersion)
        return fail(ErrorCode::newer_version, path + ": was written by a newer Pasokh (schema " + std::to_string(version) + ", this one knows " +
                                                  std::to_string(kSchemaVersion) + "); install that version");
    if (version < kSchemaVersion)
        return fail(ErrorCode::invalid_argument, path + ": has the older schema " + std::to_string(version) + "; start `pasokh serve` of this version once, it upgrades the file");
    return {};
}

Result<db::Database> open(const std::string& path, Result<db::Database> (*opener)(const std::string&)) {
    std::error_code problem;
    if (!std::filesystem::is_regular_file(path, problem))
        return fail(ErrorCode::not_found, path + ": there is no such database; name the one that `pasokh serve` writes with --db");
    TRY_ASSIGN(db::Database database, opener(path));
    TRY(check_version(database, path));
    return database;
}

}   // namespace

Result<std::int64_t> integer_of(db::Database& database, std::string_view sql) {
    TRY_ASSIGN(db::Statement query, database.prepare(sql));
    if (query.step()) return query.integer(0);
    TRY(query.status());
    return fail(ErrorCode::internal, "no row");
}

Result<db::Database> open_for_reading(const std::string& path) { return open(path, open_reader); }

Result<db::Database> open_for_writing(const std::string& path) {
    TRY(open(path, open_reader));   // open_writer would upgrade an older file
    return open(path, open_writer);
}

Result<std::string> the_shop(db::Database& database, const std::string& asked) {
    TRY_ASSIGN(db::Statement query, database.prepare("SELECT shop_id FROM shop ORDER BY shop_id"));
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
