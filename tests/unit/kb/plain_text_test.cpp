#include "core/kb/plain_text.h"

#include <doctest/doctest.h>

#include "core/text/utf8.h"

using namespace pasokh::kb;

TEST_CASE("an excerpt is the first sentences of the first paragraph") {
    Block heading, first;
    heading.kind = BlockKind::heading;
    heading.text = "Heading";
    first.text = "تا ۷ روز. سپس پول برمی‌گردد؟ بله. این دیگر نه.";
    CHECK(excerpt({heading, first}, 60) == "تا ۷ روز. سپس پول برمی‌گردد؟");
    CHECK(excerpt({heading}, 60).empty());
}

TEST_CASE("a cut falls between words and within the limit") {
    CHECK(cut_at_word("one two three", 100) == "one two three");
    CHECK(cut_at_word("one two three", 12) == "one two…");
    CHECK(cut_at_word("سلام دنیا", 12) == "سلام…");
    for (std::size_t max = 0; max < 20; ++max) {
        CHECK(cut_at_word("سلامدنیاچطور", max).size() <= max);
        CHECK_FALSE(pasokh::text::find_invalid_utf8(cut_at_word("سلامدنیاچطور", max)));
    }
}
