// What core/text promises for any text.
#include <doctest/doctest.h>

#include "core/text/colloquial.h"
#include "core/text/fold.h"
#include "core/text/stem.h"
#include "core/text/utf8.h"
#include "core/text/words.h"
#include "tests/property/demo.h"
#include "tests/property/random.h"

using namespace pasokh;
using namespace pasokh::tests;

namespace {

/// Texts of all kinds: generated ones, damaged ones and the demo content.
template <typename Check>
void for_each_text(Check check) {
    Random random(20261122);
    for (int i = 0; i < 4000; ++i) check(random.text(random.below(60)));
    for (int i = 0; i < 4000; ++i) check(random.bytes(random.below(60)));
    for (const kb::write::SourceFile& file : demo_files()) check(file.bytes);
}

bool is_boundary(std::string_view text, std::size_t at) { return at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80; }

void check_words(const std::string& text) {
    CAPTURE(text);
    const bool whole = !text::find_invalid_utf8(text);
    std::uint32_t part_end = 0;
    for (const text::Word& word : text::cut_words(text)) {
        REQUIRE_FALSE(word.text.empty());
        REQUIRE(word.text.size() <= text::kMaxWordBytes);
        REQUIRE_FALSE(text::find_invalid_utf8(word.text));
        REQUIRE(text::fold(word.text) == word.text);
        REQUIRE(word.begin < word.end);
        REQUIRE(word.end <= text.size());
        if (whole) REQUIRE((is_boundary(text, word.begin) && is_boundary(text, word.end)));
        if (word.joined) { REQUIRE(word.end <= part_end); continue; }   // a compound past kMaxWordBytes is joined in part
        REQUIRE(word.begin >= part_end);
        part_end = word.end;
    }
}

}   // namespace

TEST_CASE("folding any one letter twice is folding it once") {
    for (char32_t letter = 1; letter <= 0x10FFFF; ++letter) {
        std::string text;
        text::append_utf8(text, letter);
        const std::string once = text::fold(text);
        if (text::fold(once) == once) continue;
        CAPTURE(static_cast<std::uint32_t>(letter));
        FAIL_CHECK("folds differently the second time");
    }
}

TEST_CASE("folding any text twice is folding it once") {
    for_each_text([](const std::string& text) {
        const std::string once = text::fold(text);
        CAPTURE(text);
        REQUIRE(text::fold(once) == once);
        REQUIRE_FALSE(text::find_invalid_utf8(once));
    });
}

TEST_CASE("words of any text are whole, folded and in order") { for_each_text(check_words); }

TEST_CASE("a written form of spoken Persian has no other form") {
    static const std::vector<std::string> kLetters{"م", "ی", "ن", "ب", "ر", "خ", "و", "ا", "د", "ه", "ش", "ت", "گ", "ک", "ز", "س"};
    Random random(3);
    std::size_t spoken = 0;
    const auto check = [&](const std::string& word) {
        const std::string written = text::formal_persian(word);
        spoken += !written.empty();
        CAPTURE(word);
        CAPTURE(written);
        REQUIRE(text::formal_persian(written).empty());
        REQUIRE(text::fold(written) == written);
    };
    for (int i = 0; i < 200000; ++i) {
        std::string word = i % 2 == 0 ? "می" : "";
        for (std::size_t left = 1 + random.below(6); left > 0; --left) word += random.one_of(kLetters);
        check(word);
    }
    CHECK(spoken > 1000);
    for (const kb::write::SourceFile& file : demo_files())
        for (const text::Word& word : text::cut_words(file.bytes)) check(word.text);
}

TEST_CASE("a stem is never longer than its word by more than a letter, and never empty") {
    for_each_text([](const std::string& text) {
        for (const text::Word& word : text::cut_words(text)) {
            for (const std::string_view lang : {"fa", "ar", "en"}) {
                const std::string stem = text::stem(word.text, lang);
                CAPTURE(word.text);
                REQUIRE_FALSE(stem.empty());
                REQUIRE(stem.size() <= word.text.size() + 1);
            }
        }
    });
}
