#include "core/text/edit_distance.h"

#include <doctest/doctest.h>

#include <string>

using namespace pasokh::text;

TEST_CASE("each kind of slip costs one") {
    CHECK(edit_distance("refund", "refund", 2) == 0);
    CHECK(edit_distance("refund", "refnd", 2) == 1);
    CHECK(edit_distance("refund", "refuund", 2) == 1);
    CHECK(edit_distance("refund", "refumd", 2) == 1);
    CHECK(edit_distance("refund", "refnud", 2) == 1);
    CHECK(edit_distance("refund", "rfnud", 2) == 2);
}

TEST_CASE("letters are counted, not bytes") { CHECK(edit_distance("سفارش", "سفرش", 1) == 1); }

TEST_CASE("what is further than the limit is limit plus one") {
    CHECK(edit_distance("refund", "xxxxxx", 2) == 3);
    CHECK(edit_distance("a", "abcd", 2) == 3);
    CHECK(edit_distance(std::string(200, 'a'), std::string(200, 'a'), 2) == 3);
}
