#include "core/search/snippet.h"

#include <doctest/doctest.h>

#include "core/text/utf8.h"
#include "core/text/words.h"

using namespace pasokh::search;

namespace {
/// The words of `body` that are in the list, as the engine finds them.
std::vector<Match> words_of(std::string_view body, std::initializer_list<std::string> list) {
    std::vector<Match> out;
    for (const pasokh::text::Word& word : pasokh::text::cut_words(body))
        for (std::uint32_t i = 0; i < list.size(); ++i)
            if (word.text == list.begin()[i]) out.push_back({word.begin, word.end, i, 1});
    return out;
}
std::string repeat(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}
}   // namespace

TEST_CASE("a snippet holds the most different marked words") {
    const std::string body = repeat("alpha filler words here. ", 20) + "here alpha and beta meet. " + repeat("more filler. ", 30);
    const Snippet snippet = cut_snippet(body, words_of(body, {"alpha", "beta"}));
    CHECK(snippet.text.find("alpha and beta") != std::string::npos);
}

TEST_CASE("a snippet is at most its length, of whole words, with marks on words") {
    const std::string body = repeat("واژه‌های فارسی بسیار بلند و کوتاه ", 40) + "سفارش " + repeat("دنباله متن ", 60);
    const Snippet snippet = cut_snippet(body, words_of(body, {"سفارش"}));
    CHECK(pasokh::text::count_code_points(snippet.text) <= kSnippetLetters);
    CHECK_FALSE(pasokh::text::find_invalid_utf8(snippet.text));
    CHECK(snippet.text.starts_with("…"));
    CHECK(snippet.text.ends_with("…"));
    REQUIRE(snippet.marks.size() == 1);
    CHECK(snippet.text.substr(snippet.marks[0].begin, snippet.marks[0].end - snippet.marks[0].begin) == "سفارش");
}

TEST_CASE("blocks are set apart and marks still fit") {
    const Snippet snippet = cut_snippet("Heading\nsome order text\n", words_of("Heading\nsome order text\n", {"order"}));
    CHECK(snippet.text == "some order text");
    const Snippet two = cut_snippet("order\nand\norder\n", words_of("order\nand\norder\n", {"order"}));
    CHECK(two.text == "order · and · order");
    REQUIRE(two.marks.size() == 2);
    CHECK(two.text.substr(two.marks[1].begin) == "order");
}

TEST_CASE("a word without any blank is cut inside, not lost") {
    const std::string body = repeat("x", 40) + " " + repeat("y", 400);
    const Snippet snippet = cut_snippet(body, words_of(body, {repeat("x", 40)}));
    CHECK(snippet.text.size() <= 170);
    CHECK_FALSE(snippet.marks.empty());
}

TEST_CASE("no marked word, no snippet") { CHECK(cut_snippet("text", words_of("text", {"other"})).text.empty()); }
