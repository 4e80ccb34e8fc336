#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <future>
#include <string>
#include <vector>

#include "shell/server/sqlite/sqlite_store.h"

using namespace pasokh;
using namespace pasokh::server;

namespace {

/// A store in a folder of its own.
struct Shop {
    std::filesystem::path folder;
    std::unique_ptr<Store> store;
    int ids = 0;

    Shop() {
        std::string name = (std::filesystem::temp_directory_path() / "pasokh-unanswered-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        folder = name;
        const std::string file = (folder / "shop.db").string();
        REQUIRE(prepare_database(file));
        auto opened = open_sqlite_store({.path = file, .shop = "demo", .secret_check = "x", .readers = 1});
        REQUIRE(opened);
        store = std::move(*opened);
    }
    ~Shop() {
        CHECK(store->close());
        std::filesystem::remove_all(folder);
    }

    Result<SearchOutcome> tell(StoredSearch search) {
        std::promise<Result<SearchOutcome>> told;
        store->add_unanswered(std::move(search), [&](Result<SearchOutcome> outcome) { told.set_value(std::move(outcome)); });
        return told.get_future().get();
    }
    void tell(const std::string& query, const std::string& key, const std::string& day = "2026-11-22", const std::string& lang = "fa") {
        REQUIRE(tell({"demo", "id" + std::to_string(ids++), query, key, lang, day}));
    }
    std::vector<UnansweredQuery> report(int at_least = kFewestTellings, int limit = 100) {
        std::vector<UnansweredQuery> queries;
        store->list_unanswered("demo", at_least, limit, [&](Result<std::vector<UnansweredQuery>> found) {
            REQUIRE(found);
            queries = std::move(*found);
        });
        return queries;
    }
};

}   // namespace

TEST_CASE("a query is reported once three have told it") {
    Shop shop;
    shop.tell("کارت هدیه", "کارت هدیه");
    shop.tell("کارت هدیه", "کارت هدیه", "2026-11-23");
    CHECK(shop.report().empty());
    shop.tell("کارت هدیه", "کارت هدیه", "2026-11-25");
    CHECK(shop.report() == std::vector<UnansweredQuery>{{"کارت هدیه", "fa", 3, "2026-11-22", "2026-11-25"}});
}

TEST_CASE("spellings of one query count together and show the most used") {
    Shop shop;
    shop.tell("كارت", "کارت");
    shop.tell("کارت", "کارت");
    shop.tell("کارت", "کارت");
    CHECK(shop.report() == std::vector<UnansweredQuery>{{"کارت", "fa", 3, "2026-11-22", "2026-11-22"}});
}

TEST_CASE("the same word in two languages is two queries") {
    Shop shop;
    for (const char* lang : {"fa", "fa", "ar", "ar"}) shop.tell("کارت", "کارت", "2026-11-22", lang);
    CHECK(shop.report().empty());
    CHECK(shop.report(2).size() == 2);
}

TEST_CASE("most told comes first, up to the limit") {
    Shop shop;
    for (int i = 0; i < 3; ++i) shop.tell("few", "few");
    for (int i = 0; i < 5; ++i) shop.tell("many", "many");
    const auto queries = shop.report();
    REQUIRE(queries.size() == 2);
    CHECK(queries[0].query == "many");
    CHECK(queries[0].count == 5);
    CHECK(shop.report(kFewestTellings, 1).size() == 1);
}

TEST_CASE("one id counts once and keeps its first day; with another query it is refused") {
    Shop shop;
    const StoredSearch search{"demo", "same", "کارت", "کارت", "fa", "2026-11-22"};
    CHECK_FALSE(shop.tell(search)->replayed);
    StoredSearch later = search;
    later.day = "2026-11-24";
    const auto again = shop.tell(later);
    REQUIRE(again);
    CHECK(again->replayed);
    CHECK(again->day == "2026-11-22");
    StoredSearch other = search;
    other.query = "چیز دیگر";
    CHECK(shop.tell(other).error().code == ErrorCode::conflict);
    CHECK(shop.report(1) == std::vector<UnansweredQuery>{{"کارت", "fa", 1, "2026-11-22", "2026-11-22"}});
}
