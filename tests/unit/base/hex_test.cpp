#include "core/base/hex.h"

#include <array>

#include <doctest/doctest.h>

using namespace pasokh;

TEST_CASE("a byte is two digits, the higher half first") {
    CHECK(encode_hex(std::string_view("\x00\x7f\xa0\xff", 4)) == "007fa0ff");
    CHECK(encode_hex(std::array<std::uint8_t, 2>{1, 254}) == "01fe");
    CHECK(encode_hex("") == "");
    CHECK(hex8(0x00C0FFEE) == "00c0ffee");
}

TEST_CASE("every byte comes back") {
    std::string all;
    for (int byte = 0; byte < 256; ++byte) all += static_cast<char>(byte);
    CHECK(decode_hex(encode_hex(all)) == all);
    CHECK(decode_hex("") == "");
}

TEST_CASE("text that is not exactly such digits has no bytes") {
    for (const char* text : {"0", "0g", "g0", "0A", " 00", "00 ", "0x00", "-1"}) CHECK_FALSE(decode_hex(text).has_value());
}
