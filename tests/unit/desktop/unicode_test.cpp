#include "shell/desktop/text/unicode.h"

#include <doctest/doctest.h>

using namespace pasokh::desktop;

namespace {

std::size_t grapheme_count(std::string_view text) {
    std::size_t count = 0;
    for (const std::uint8_t start : grapheme_starts(decode(text).code_points)) count += start;
    return count;
}

std::vector<std::string> pieces(std::string_view text) {
    const Characters characters = decode(text);
    const std::vector<LineBreak> breaks = line_breaks(characters.code_points, "fa");
    std::vector<std::string> result(1);
    for (std::size_t i = 0; i < characters.code_points.size(); ++i) {
        append_utf8(result.back(), characters.code_points[i]);
        if (breaks[i] != LineBreak::forbidden && i + 1 < characters.code_points.size()) result.emplace_back();
    }
    return result;
}

}   // namespace

TEST_CASE("decoding and encoding give the same bytes back") {
    const std::string text = "aß₪سلام😀";
    std::string back;
    for (const char32_t c : decode(text).code_points) append_utf8(back, c);
    CHECK(back == text);
}

TEST_CASE("bytes that are not UTF-8 become replacement characters") {
    CHECK(decode("a\xFFz").code_points == std::u32string{U'a', 0xFFFD, U'z'});
    CHECK(decode("\xE2\x82").code_points == std::u32string{0xFFFD, 0xFFFD});
    CHECK(decode("\xC0\xAF").code_points == std::u32string{0xFFFD, 0xFFFD});         // an overlong slash
    CHECK(decode("\xED\xA0\x80").code_points.front() == 0xFFFD);                       // a lone surrogate
}

TEST_CASE("a grapheme holds its marks, joiners, flags and emoji families") {
    CHECK(grapheme_count("سلام") == 4);
    CHECK(grapheme_count("مُحَمَّد") == 4);
    CHECK(grapheme_count("می\u200Cخواهم") == 7);     // the half-space stays with the letter before it
    CHECK(grapheme_count("👨‍👩‍👧") == 1);
    CHECK(grapheme_count("🇮🇷🇦🇪") == 2);
    CHECK(grapheme_count("1️⃣") == 1);
    CHECK(grapheme_count("👍🏽") == 1);
    CHECK(grapheme_count("\r\n") == 1);
    CHECK(grapheme_count("한국") == 2);
    CHECK(grapheme_count("e\u0301") == 1);
}

TEST_CASE("lines break after spaces and hyphens but not before punctuation") {
    CHECK(pieces("سلام دنیا!") == std::vector<std::string>{"سلام ", "دنیا!"});
    CHECK(pieces("well-known fact.") == std::vector<std::string>{"well-", "known ", "fact."});
    CHECK(pieces("a\nb") == std::vector<std::string>{"a\n", "b"});
    CHECK(pieces("12\u00A0kg") == std::vector<std::string>{"12\u00A0kg"});
}

TEST_CASE("a line never breaks inside a grapheme") {
    const Characters characters = decode("👨‍👩‍👧 👍🏽👍🏽");
    const std::vector<LineBreak> breaks = line_breaks(characters.code_points, "en");
    const std::vector<std::uint8_t> starts = grapheme_starts(characters.code_points);
    for (std::size_t i = 0; i + 1 < breaks.size(); ++i) {
        if (starts[i + 1] == 0) CHECK(breaks[i] == LineBreak::forbidden);
    }
}

TEST_CASE("the end of a text is no hard break of its own") {
    CHECK(line_breaks(U"abc", "en").back() == LineBreak::forbidden);
    CHECK(line_breaks(U"abc\n", "en").back() == LineBreak::mandatory);
}

TEST_CASE("the cursor steps over whole graphemes in both directions") {
    const std::string text = "a👍🏽b";
    CHECK(next_grapheme(text, 1) == 9);
    CHECK(previous_grapheme(text, 9) == 1);
    CHECK(next_grapheme(text, text.size()) == text.size());
    CHECK(previous_grapheme(text, 0) == 0);
}

TEST_CASE("backspace takes a half-space or a mark alone and an emoji whole") {
    CHECK(backspace_start("می\u200C", 7) == 4);
    CHECK(backspace_start("حَ", 4) == 2);
    CHECK(backspace_start("👍🏽", 8) == 0);
    CHECK(backspace_start("🇮🇷", 8) == 0);
    CHECK(backspace_start("", 0) == 0);
}

TEST_CASE("the cursor steps over words and the spaces before them") {
    const std::string text = "سلام به دنیا";
    CHECK(next_word(text, 0) == 8);
    CHECK(next_word(text, 8) == 13);
    CHECK(previous_word(text, text.size()) == 14);
    CHECK(previous_word(text, 14) == 9);
    CHECK(next_word(text, text.size()) == text.size());
}
