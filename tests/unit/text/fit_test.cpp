#include "core/text/fit.h"

#include <doctest/doctest.h>

#include <string>

using namespace pasokh::text;

TEST_CASE("letters that repaint a screen are unfit") {
    for (const char* letter : {"\x1b", "\x07", "\x7f", "\u0085", "\u202a", "\u202e", "\u2028"}) {
        CHECK_FALSE(is_fit_line(std::string("a") + letter + "b"));
        CHECK_FALSE(is_fit_text(std::string("a") + letter + "b"));
    }
    for (const char* letter : {"\u200c", "\u200f", "\u2067", "ی"}) CHECK(is_fit_line(std::string("a") + letter + "b"));
    for (const char* letter : {"\n", "\t", "\r\n"}) {
        CHECK(is_fit_text(std::string("a") + letter + "b"));
        CHECK_FALSE(is_fit_line(std::string("a") + letter + "b"));
    }
}

TEST_CASE("what is typed is tidied into fit letters") {
    CHECK(tidy_text("  سلام\r\nدنیا\r \t") == "سلام\nدنیا");
    CHECK(tidy_text("a\x1b[2J\u202eb") == "a[2Jb");
    CHECK(tidy_text("می\u200cخواهم") == "می\u200cخواهم");
    CHECK(tidy_text(" \n\t ").empty());
    CHECK(tidy_text("one\u2028two") == "one\ntwo");
    CHECK(tidy_line("SRV\u202e-\n۱") == "SRV-۱");
}
