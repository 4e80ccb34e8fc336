#include <doctest/doctest.h>

#include "shell/server/sql/schema.h"

using namespace pasokh;
using namespace pasokh::server;

TEST_CASE("PostgreSQL gets the schema in its own words") {
    for (std::int64_t from = 0; from < kSchemaVersion; ++from) {
        const std::string text = migration(from, sql::Dialect::postgres);
        for (const char* word : {"PRAGMA", "STRICT", "INTEGER", "BLOB"}) CHECK_MESSAGE(text.find(word) == std::string::npos, word);
        CHECK(text.find("TEXT NOT NULL") == std::string::npos);
    }
    CHECK(migration(0, sql::Dialect::postgres).find("shop_id TEXT COLLATE \"C\" NOT NULL PRIMARY KEY, secret_check TEXT COLLATE \"C\" NOT NULL, created_at BIGINT NOT NULL") != std::string::npos);
}

TEST_CASE("SQLite gets the text as it is written, each with its number") {
    for (std::int64_t from = 0; from < kSchemaVersion; ++from)
        CHECK(migration(from, sql::Dialect::sqlite).find("PRAGMA user_version = " + std::to_string(from + 1) + ";") != std::string::npos);
}
