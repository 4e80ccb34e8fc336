#include "core/text/utf8.h"

#include <doctest/doctest.h>

using namespace pasokh::text;

TEST_CASE("code points of one to four bytes are read and written back") {
    for (const char32_t c : {U'a', U'é', U'ک', U'€', U'😀', char32_t{0x10FFFF}}) {
        std::string bytes;
        append_utf8(bytes, c);
        std::size_t at = 0;
        CHECK(next_code_point(bytes, at) == c);
        CHECK(at == bytes.size());
        CHECK_FALSE(find_invalid_utf8(bytes));
    }
}

TEST_CASE("overlong forms, surrogates and cut sequences are not UTF-8") {
    for (const std::string_view bad : {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "\x80", "\xE2\x82", "\xFF"}) {
        CAPTURE(bad);
        CHECK(find_invalid_utf8(bad) == 0);
        std::size_t at = 0;
        CHECK(next_code_point(bad, at) == kReplacement);
    }
}

TEST_CASE("a real replacement character is valid") { CHECK_FALSE(find_invalid_utf8("\xEF\xBF\xBD")); }

TEST_CASE("the offset of the first bad byte is told") { CHECK(find_invalid_utf8("کد\xFFx") == 4); }

TEST_CASE("a prefix never cuts a letter") {
    CHECK(utf8_prefix("کتاب", 3) == "ک");
    CHECK(utf8_prefix("کتاب", 100) == "کتاب");
    CHECK(count_code_points("کتاب") == 4);
}
