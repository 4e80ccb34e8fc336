#include "shell/server/sql/schema_version.h"

#include "shell/server/sql/schema.h"

namespace pasokh::server {

namespace {

using Version = std::optional<std::int64_t>;

Result<Version> of_file(sql::Database& database) {
    TRY_ASSIGN(const std::int64_t application, sql::integer_of(database, "PRAGMA application_id"));
    if (application != kApplicationId) return Version{};
    TRY_ASSIGN(const std::int64_t version, sql::integer_of(database, "PRAGMA user_version"));
    return Version(version);
}

Result<Version> of_server(sql::Database& database) {
    TRY_ASSIGN(const std::int64_t columns, sql::integer_of(database, "SELECT count(*) FROM information_schema.columns WHERE table_schema = current_schema() "
                                                                     "AND table_name = 'schema_version' AND column_name IN ('application', 'version')"));
    if (columns != 2) return Version{};
    TRY_ASSIGN(auto query, database.prepare("SELECT version FROM schema_version WHERE application = 'pasokh'"));
    if (query.step()) return Version(query.integer(0));
    TRY(query.status());
    return Version{};
}

}   // namespace

Result<Version> schema_version(sql::Database& database) {
    return database.dialect() == sql::Dialect::sqlite ? of_file(database) : of_server(database);
}

}   // namespace pasokh::server
