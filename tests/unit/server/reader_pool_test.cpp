#include "shell/server/sqlite/reader_pool.h"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>

#include "shell/server/sql/order_writer.h"
#include "shell/server/sql/shop.h"
#include "shell/server/sqlite/connection.h"

using namespace pasokh;
using namespace pasokh::server;

namespace {

constexpr std::chrono::hours kForAges{1};

/// A database file with one reader, and a connection that writes as another process would.
struct Shops {
    explicit Shops(ReaderPool::Clock::duration longest) {
        REQUIRE(mkdtemp(folder.data()) != nullptr);
        auto opened = open_writer(folder + "/shop.db");
        REQUIRE(opened);
        writer.emplace(std::move(*opened));
        auto connection = open_reader(folder + "/shop.db");
        REQUIRE(connection);
        auto reader = Reader::over(std::move(*connection));
        REQUIRE(reader);
        std::vector<std::unique_ptr<Reader>> readers;
        readers.push_back(std::move(*reader));
        pool.emplace(std::move(readers), longest);
    }
    ~Shops() {
        pool.reset();
        writer.reset();
        std::filesystem::remove_all(folder);
    }
    void add(const char* sql) { REQUIRE(writer->execute(sql)); }
    std::int64_t count(Moment moment) {
        ReaderPool::Loan reader(*pool, moment);
        const auto found = sql::integer_of(reader.database(), "SELECT count(*) FROM shop");
        REQUIRE(found);
        return *found;
    }

    std::string folder = (std::filesystem::temp_directory_path() / "pasokh-readers-XXXXXX").string();
    std::optional<sql::Database> writer;
    std::optional<ReaderPool> pool;
};

}   // namespace

TEST_CASE("loans share a moment, and one that wants its own gets it") {
    Shops shops(kForAges);
    CHECK(shops.count(Moment::shared) == 0);
    shops.add("INSERT INTO shop (shop_id, secret_check, created_at) VALUES ('a', '', 1)");
    CHECK(shops.count(Moment::shared) == 0);
    CHECK(shops.count(Moment::own) == 1);
    CHECK(shops.count(Moment::shared) == 1);
}

TEST_CASE("what this process committed is seen at once") {
    Shops shops(ReaderPool::kQuietMs - std::chrono::milliseconds(10));
    CHECK(shops.count(Moment::shared) == 0);
    shops.add("INSERT INTO shop (shop_id, secret_check, created_at) VALUES ('a', '', 1)");
    shops.pool->note_commit();
    CHECK(shops.count(Moment::shared) == 1);
    shops.add("INSERT INTO shop (shop_id, secret_check, created_at) VALUES ('b', '', 1)");
    CHECK(shops.count(Moment::shared) == 2);   // nothing is shared so soon after a commit
}

TEST_CASE("an order that an older server wrote is read from its rows within a shared moment") {
    Shops shops(kForAges);
    REQUIRE(ensure_shop(*shops.writer, "demo", "check", 1));
    StoredOrder order;
    order.order.number = order.number_norm = "T1";
    REQUIRE(write_orders(*shops.writer, "demo", std::span(&order, 1)));
    shops.add("UPDATE sales_order SET shown_rev = NULL");
    ReaderPool::Loan reader(*shops.pool, Moment::shared);
    const auto found = reader->find_by_id("demo", order.order_id());
    REQUIRE_MESSAGE(found, (found ? "" : found.error().message));
    REQUIRE(*found);
    CHECK((*found)->encoded.find("T1") != std::string::npos);
}

TEST_CASE("a moment that is too old is not shared") {
    Shops shops(std::chrono::nanoseconds(1));
    for (int i = 1; i < 300; ++i) {
        shops.add(("INSERT INTO shop (shop_id, secret_check, created_at) VALUES ('" + std::to_string(i) + "', '', 1)").c_str());
        CHECK(shops.count(Moment::shared) == i);
    }
}

TEST_CASE("a moment that nobody asks for any more ends by itself and lets the log go") {
    Shops shops(std::chrono::milliseconds(1));
    shops.add("PRAGMA busy_timeout = 0");
    CHECK(shops.count(Moment::shared) == 0);
    shops.add("INSERT INTO shop (shop_id, secret_check, created_at) VALUES ('a', '', 1)");
    bool is_busy = true;
    for (int tries = 0; is_busy && tries < 1000; ++tries) {
        const auto busy = sql::integer_of(*shops.writer, "PRAGMA wal_checkpoint(TRUNCATE)");
        is_busy = !busy || *busy != 0;
        if (is_busy) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    CHECK_FALSE(is_busy);
}
