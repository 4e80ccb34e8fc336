#include <doctest/doctest.h>

#include <future>

#include "core/db/database.h"
#include "shell/server/sqlite/driver.h"
#include "shell/server/sqlite/writer.h"

using namespace pasokh;
using namespace pasokh::server;

namespace {

/// SQLite says "full" beyond this many pages, as it does on a full disk.
sql::Database small_database() {
    auto memory = db::Database::open_empty_in_memory();
    REQUIRE(memory);
    REQUIRE(memory->execute("PRAGMA page_size = 4096; CREATE TABLE note (text TEXT); PRAGMA max_page_count = 6"));
    return over_sqlite(std::move(*memory));
}

Status write(Writer& writer, const char* sql) {
    std::promise<Status> done;
    writer.submit({.apply = [sql](sql::Database& database) { return database.execute(sql); }, .done = [&](Status status) { done.set_value(std::move(status)); }});
    return done.get_future().get();
}

}   // namespace

TEST_CASE("a full disk refuses what does not fit and goes on with what does") {
    Writer writer(small_database(), 10);
    REQUIRE(write(writer, "INSERT INTO note VALUES ('small')"));
    const Status refused = write(writer, "INSERT INTO note VALUES (zeroblob(40000))");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::no_space);
    CHECK(writer.is_sound());
    CHECK(write(writer, "INSERT INTO note VALUES ('small again')"));
    CHECK(write(writer, "PRAGMA max_page_count = 100"));
    CHECK(write(writer, "INSERT INTO note VALUES (zeroblob(40000))"));
}

TEST_CASE("after a disk error nothing is written any more") {
    Writer writer(small_database(), 10);
    std::promise<Status> done;
    writer.submit({.apply = [](sql::Database&) { return Status(fail(ErrorCode::io, "the disk failed")); }, .done = [&](Status status) { done.set_value(std::move(status)); }});
    CHECK_FALSE(done.get_future().get());
    CHECK_FALSE(writer.is_sound());
    CHECK(write(writer, "INSERT INTO note VALUES ('small')").error().code == ErrorCode::unavailable);
}

TEST_CASE("a commit is told before its jobs are answered, and a failed one is not") {
    auto told = std::make_shared<int>(0);
    Writer writer(small_database(), 10, [told] { ++*told; });
    std::promise<int> told_before;
    writer.submit({.apply = [](sql::Database& database) { return database.execute("INSERT INTO note VALUES ('small')"); }, .done = [&](Status) { told_before.set_value(*told); }});
    CHECK(told_before.get_future().get() == 1);
    REQUIRE_FALSE(write(writer, "INSERT INTO note VALUES (zeroblob(40000))"));
    CHECK(*told == 1);
}
