#include "core/db/database.h"

#include <doctest/doctest.h>

using namespace pasokh;
using namespace pasokh::db;

namespace {

Database filled() {
    auto database = Database::open_empty_in_memory();
    REQUIRE(database);
    REQUIRE(database->execute("CREATE TABLE t(id TEXT PRIMARY KEY, n INTEGER) STRICT"));
    auto insert = database->prepare("INSERT INTO t(id, n) VALUES (?1, ?2)");
    REQUIRE(insert);
    for (int i = 0; i < 3; ++i) REQUIRE(insert->bind(1, std::string(1, static_cast<char>('a' + i))).bind(2, i).run());
    return std::move(*database);
}

std::int64_t count(Database& database) {
    auto query = database.prepare("SELECT count(*) FROM t");
    REQUIRE(query);
    REQUIRE(query->step());
    return query->integer(0);
}

}   // namespace

TEST_CASE("rows come back as they were bound") {
    Database database = filled();
    auto query = database.prepare("SELECT id, n FROM t ORDER BY n DESC");
    REQUIRE(query);
    REQUIRE(query->step());
    CHECK(query->text(0) == "c");
    CHECK(query->integer(1) == 2);
}

TEST_CASE("a broken constraint is a conflict") {
    Database database = filled();
    auto insert = database.prepare("INSERT INTO t(id, n) VALUES ('a', 1)");
    REQUIRE(insert);
    const Status status = insert->run();
    REQUIRE(!status);
    CHECK(status.error().code == ErrorCode::conflict);
}

TEST_CASE("a transaction that is not committed leaves nothing") {
    Database database = filled();
    {
        auto transaction = Transaction::begin(database);
        REQUIRE(transaction);
        REQUIRE(database.execute("DELETE FROM t"));
        CHECK(count(database) == 0);
    }
    CHECK(count(database) == 3);
    auto transaction = Transaction::begin(database);
    REQUIRE(database.execute("DELETE FROM t"));
    REQUIRE(transaction->commit());
    CHECK(count(database) == 0);
}

TEST_CASE("a database travels as bytes and opens read-only") {
    auto bytes = filled().serialize();
    REQUIRE(bytes);
    auto copy = Database::open_bytes(std::move(*bytes));
    REQUIRE(copy);
    CHECK(count(*copy) == 3);
    const Status write = copy->execute("DELETE FROM t");
    REQUIRE(!write);
    CHECK(write.error().code == ErrorCode::unavailable);
}

TEST_CASE("bytes that are no database are corrupt") {
    auto garbage = Database::open_bytes(std::vector<std::byte>(4096, std::byte{0x42}));
    REQUIRE(garbage);   // SQLite looks at the file on first use
    const auto version = garbage->user_version();
    REQUIRE(!version);
    CHECK(version.error().code == ErrorCode::corrupt);
}

