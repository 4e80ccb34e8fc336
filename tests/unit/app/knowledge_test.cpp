#include "core/app/knowledge.h"

#include "tests/support/widget.h"

using namespace pasokh;
using namespace pasokh::test;
using app::Knowledge;
using app::matches_page;

namespace {
Knowledge sample() {
    auto knowledge = Knowledge::open(make_pack(sample_guides()), "test");
    REQUIRE(knowledge);
    return std::move(*knowledge);
}
}   // namespace

TEST_CASE("a page pattern matches the whole path, with * for any run") {
    CHECK(matches_page("/cart*", "/cart"));
    CHECK(matches_page("/cart*", "/cart/step-2"));
    CHECK(matches_page("*", "/anything"));
    CHECK(matches_page("/a*b*c", "/aXbYbZc"));
    CHECK_FALSE(matches_page("/cart", "/cart/step-2"));
    CHECK_FALSE(matches_page("/cart*", "/shop/cart"));
    CHECK_FALSE(matches_page("/a*b", "/aXbY"));
    CHECK_FALSE(matches_page("", "/"));
    CHECK(matches_page("*a*a*a*a*a*b", std::string(200, 'a') + "b"));
}

TEST_CASE("guides for the page come first") {
    const auto home = sample().home("en", "/cart");
    REQUIRE_FALSE(home.suggested.empty());
    CHECK(home.suggested.front().id == "en/returns/return-item");
    CHECK(home.categories.size() == 2);
}

TEST_CASE("a language without guides borrows those of the largest one") {
    const auto home = sample().home("ar", "/");
    REQUIRE_FALSE(home.categories.empty());
    CHECK(home.categories.front().name == "Returns");
}

TEST_CASE("a translation key opens the guide in the reader's language") {
    const Knowledge knowledge = sample();
    CHECK(knowledge.article("returns/return-item", "fa").article->info.id == "fa/returns/return-item");
    CHECK(knowledge.article("returns/return-item", "en").article->info.id == "en/returns/return-item");
    CHECK(knowledge.article("returns/return-item", "ar").article.has_value());
    CHECK(knowledge.article("en/returns/return-item", "fa").article->info.lang == "en");
    CHECK_FALSE(knowledge.article("returns/no-such-guide", "en").article.has_value());
}
