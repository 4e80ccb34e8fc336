#include "core/base/ulid.h"

#include <doctest/doctest.h>

using namespace pasokh;

TEST_CASE("a ULID carries its time in the first ten letters") {
    // The example of the ULID specification: 01ARZ3NDEK is 2016-07-30T23:54:10.259Z.
    CHECK(make_ulid(1469922850259, {}).substr(0, 10) == "01ARZ3NDEK");
}

TEST_CASE("a ULID carries its 80 random bits in the last sixteen letters") {
    CHECK(make_ulid(0, {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}) == "0000000000ZZZZZZZZZZZZZZZZ");
    CHECK(make_ulid(0, {0, 0, 0, 0, 0, 0, 0, 0, 0, 1}) == "00000000000000000000000001");
}

TEST_CASE("later times sort later") { CHECK(make_ulid(1000, {0xFF}) < make_ulid(1001, {0x00})); }

TEST_CASE("only well-formed ULIDs are accepted") {
    CHECK(is_ulid("01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    for (const char* text : {"", "01ARZ3NDEKTSV4RRFFQ69G5FA", "01ARZ3NDEKTSV4RRFFQ69G5FAVX", "81ARZ3NDEKTSV4RRFFQ69G5FAV",
                             "01arz3ndektsv4rrffq69g5fav", "01ARZ3NDEKTSV4RRFFQ69G5FAI", "01ARZ3NDEKTSV4RRFFQ69G5FA'"})
        CHECK_FALSE_MESSAGE(is_ulid(text), text);
}
