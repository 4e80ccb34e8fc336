#include "core/requests/code.h"

#include <doctest/doctest.h>

#include <utility>

using namespace pasokh::requests;

namespace {
constexpr std::string_view kLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
std::string code_of(std::uint8_t seed) {
    std::array<std::uint8_t, kCodeLength - 1> random{};
    for (std::uint8_t& byte : random) byte = seed = static_cast<std::uint8_t>(seed * 37 + 11);
    return make_code(random);
}
}   // namespace

TEST_CASE("a code has ten letters of Crockford's base 32 and is read back") {
    for (int seed = 0; seed < 256; ++seed) {
        const std::string code = code_of(static_cast<std::uint8_t>(seed));
        REQUIRE(code.size() == kCodeLength);
        CHECK(code.find_first_not_of(kLetters) == std::string::npos);
        CHECK(is_code(code));
        CHECK(parse_code(show_code(code)) == code);
    }
}

TEST_CASE("the check letter follows from the others") { CHECK(make_code({0, 1, 2, 3, 4, 5, 6, 7, 8}) == "0123456789"); }

TEST_CASE("every wrong letter and every two swapped letters are noticed") {
    const std::string code = code_of(7);
    for (std::size_t i = 0; i < code.size(); ++i) {
        for (const char letter : kLetters) {
            std::string other = code;
            other[i] = letter;
            CHECK(is_code(other) == (letter == code[i]));
        }
        for (std::size_t k = i + 1; k < code.size(); ++k) {
            std::string other = code;
            std::swap(other[i], other[k]);
            CHECK(is_code(other) == (code[i] == code[k]));
        }
    }
}

TEST_CASE("a code is found in whatever way people type it") {
    const std::string code = make_code({1, 0, 7, 10, 1, 0, 31, 9, 5});
    REQUIRE(code.starts_with("107A10Z95"));
    const std::string last(1, code.back());
    for (const std::string& typed : {"107A1-0Z95" + last, "  107a1 0z95" + last + " ", "IO7a1oz95" + last, "l07A1-0Z95" + last, "۱۰۷A۱-۰Z۹۵" + last,
                                     "١٠٧a١-٠z٩٥" + last, "\u2066107A1-0Z95" + last + "\u2069"})
        CHECK_MESSAGE(parse_code(typed) == code, typed);
    for (const char* typed : {"", "107A1", "107A1-0Z95U", "سفارش", "107A1-0Z95-0000", "107A1/0Z95"}) CHECK_FALSE(parse_code(typed).has_value());
}

TEST_CASE("a code is shown in two groups") {
    CHECK(show_code("7K2Q9F4XWT") == "7K2Q9-F4XWT");
    CHECK(show_code("short") == "short");
}
