#include "shell/server/import/json_position.h"

#include <doctest/doctest.h>

using namespace pasokh;
using server::line_of;
using server::lines_of_items;

namespace {
constexpr std::string_view kText = R"({
  "a": "x}],\"",
  "list": [
    1,
    {"k": [2, 3],
     "m": null},
    "z"
  ]
})";
}

TEST_CASE("a pointer leads to the line of its value") {
    CHECK(line_of(kText, "") == 1);
    CHECK(line_of(kText, "/a") == 2);
    CHECK(line_of(kText, "/list") == 3);
    CHECK(line_of(kText, "/list/0") == 4);
    CHECK(line_of(kText, "/list/1/k/1") == 5);
    CHECK(line_of(kText, "/list/1/m") == 6);
    CHECK(line_of(kText, "/list/2") == 7);
}

TEST_CASE("a value that is missing is at the line of what should hold it") {
    CHECK(line_of(kText, "/list/1/none") == 5);
    CHECK(line_of(kText, "/list/9") == 3);
    CHECK(line_of(kText, "/none") == 1);
    CHECK(line_of(kText, "/a/b") == 2);
}

TEST_CASE("all items of an array are found in one pass") {
    CHECK(lines_of_items(kText, "/list") == std::vector<int>{4, 5, 7});
    CHECK(lines_of_items("[]", "").empty());
    CHECK(lines_of_items("{}", "").empty());
}
