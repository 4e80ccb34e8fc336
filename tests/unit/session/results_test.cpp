#include "core/session/results.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace pasokh;
using namespace pasokh::session;

namespace {

search::Answer answer_of(const std::vector<std::string>& categories) {
    search::Answer answer;
    for (const std::string& category : categories) {
        search::Hit& hit = answer.hits.emplace_back();
        hit.id = std::to_string(answer.hits.size());
        hit.category = category;
    }
    return answer;
}

std::vector<std::size_t> order_of(const std::vector<ResultGroup>& groups) {
    std::vector<std::size_t> order;
    for (const ResultGroup& group : groups) order.insert(order.end(), group.hits.begin(), group.hits.end());
    return order;
}

}   // namespace

TEST_CASE("groups come in the order of their best hit, each best first") {
    const search::Answer answer = answer_of({"returns", "refunds", "returns", "gifts", "refunds", "returns"});
    const auto groups = group_results(answer);
    REQUIRE(groups.size() == 3);
    CHECK(groups[0].category == "returns");
    CHECK(groups[0].hits == std::vector<std::size_t>{0, 2, 5});
    CHECK(groups[1].category == "refunds");
    CHECK(groups[1].hits == std::vector<std::size_t>{1, 4});
    CHECK(groups[2].hits == std::vector<std::size_t>{3});
}

TEST_CASE("every hit is shown once and the best of all is first") {
    for (const auto& categories : std::vector<std::vector<std::string>>{{"a"}, {"a", "b"}, {"a", "b", "a", "b", "c", "a"}, {"", "a", "", "a", "", ""}, {"a", "b", "c", "d", "e", "f", "g"}}) {
        const search::Answer answer = answer_of(categories);
        std::vector<std::size_t> order = order_of(group_results(answer));
        CHECK(order.front() == 0);
        std::sort(order.begin(), order.end());
        for (std::size_t i = 0; i < answer.hits.size(); ++i) CHECK(order[i] == i);
        CHECK(order.size() == answer.hits.size());
    }
}

TEST_CASE("headings appear only where they help") {
    const auto grouped = [](const std::vector<std::string>& categories) {
        const search::Answer answer = answer_of(categories);
        return group_results(answer).size() > 1;
    };
    CHECK(grouped({"a", "a", "a", "b", "b", "b"}));
    CHECK(grouped({"a", "b", "c", "a", "b", "c"}));
    CHECK_FALSE_MESSAGE(grouped({"a", "a", "b", "b", "b"}), "few hits are read at a glance");
    CHECK_FALSE_MESSAGE(grouped({"a", "a", "a", "a", "a", "a"}), "one category says nothing");
    CHECK_FALSE_MESSAGE(grouped({"a", "b", "c", "d", "a", "b", "c"}), "nearly a heading a hit");
    CHECK_FALSE(grouped({"", "", "", "", "", ""}));
    CHECK(grouped({"a", "", "a", "", "a", ""}));
}

TEST_CASE("the nearest guides are no answer to sort") {
    search::Answer answer = answer_of({"a", "a", "a", "b", "b", "b"});
    answer.weak = true;
    CHECK(group_results(answer).size() == 1);
}

TEST_CASE("one group has no category and keeps the ranking") {
    const search::Answer answer = answer_of({"b", "a", "b"});
    const auto groups = group_results(answer);
    REQUIRE(groups.size() == 1);
    CHECK(groups[0].category.empty());
    CHECK(groups[0].hits == std::vector<std::size_t>{0, 1, 2});
    CHECK(group_results({}).empty());
}
