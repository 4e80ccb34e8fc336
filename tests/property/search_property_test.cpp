// What search promises for any query and any pack, on the demo content.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/search/engine.h"
#include "core/text/fold.h"
#include "core/text/stop_words.h"
#include "core/text/utf8.h"
#include "core/text/words.h"
#include "tests/property/allocations.h"
#include "tests/property/demo.h"
#include "tests/property/random.h"

using namespace pasokh;
using namespace pasokh::tests;

namespace {

struct Shop {
    kb::Pack pack = pack_of(demo_files());
    search::Engine engine{pack};
};

const Shop& shop() {
    static const Shop it;
    return it;
}

std::vector<std::string> ids(const search::Answer& answer) {
    std::vector<std::string> out;
    for (const search::Hit& hit : answer.hits) out.push_back(hit.id);
    return out;
}

std::set<std::string> all_found(const search::Engine& engine, const std::string& query) {
    const std::vector<std::string> found = ids(engine.search(query, {.limit = 100000, .snippets = false}));
    return {found.begin(), found.end()};
}

// --- spellings ---

std::string replaced(std::string_view text, const std::map<char32_t, char32_t>& letters) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = text::next_code_point(text, at);
        const auto found = letters.find(letter);
        text::append_utf8(out, found == letters.end() ? letter : found->second);
    }
    return out;
}

std::map<char32_t, char32_t> digits_from(char32_t zero) {
    std::map<char32_t, char32_t> out;
    for (char32_t i = 0; i < 10; ++i)
        for (const char32_t other : {char32_t{'0'}, char32_t{0x0660}, char32_t{0x06F0}}) out[other + i] = zero + i;
    return out;
}

/// `mark` behind each letter of Arabic script but the last.
std::string with_marks(std::string_view text, char32_t mark) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = text::next_code_point(text, at);
        text::append_utf8(out, letter);
        if (at < text.size() && text::is_arabic_script(letter) && text::is_word_letter(letter)) text::append_utf8(out, mark);
    }
    return out;
}

std::string with_half_space_as(std::string_view text, std::string_view by) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = text::next_code_point(text, at);
        if (letter == text::kHalfSpace) out += by;
        else text::append_utf8(out, letter);
    }
    return out;
}

std::string in_case(std::string_view text, bool upper) {
    std::string out(text);
    for (char& c : out) {
        if (upper && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        if (!upper && c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    }
    return out;
}

std::set<std::string> spellings(std::string_view word) {
    return {std::string(word),
            replaced(word, {{0x06CC, 0x064A}, {0x06A9, 0x0643}}), replaced(word, {{0x064A, 0x06CC}, {0x0643, 0x06A9}}), replaced(word, {{0x0622, 0x0627}, {0x0623, 0x0627}, {0x0625, 0x0627}}),
            replaced(word, {{0x0629, 0x0647}}), replaced(word, {{0x0626, 0x06CC}, {0x0624, 0x0648}}),
            replaced(word, digits_from('0')), replaced(word, digits_from(0x0660)), replaced(word, digits_from(0x06F0)),
            with_marks(word, 0x0640), with_marks(word, 0x064E), with_half_space_as(word, ""), with_half_space_as(word, " "),
            in_case(word, true), in_case(word, false)};
}

// --- queries ---

std::string repeated(std::string_view part, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += part;
    return out;
}

struct Awful {
    const char* name;
    std::string text;
};

std::vector<Awful> awful_queries() {
    Random random(5);
    std::string words;
    for (int i = 0; i < 1000; ++i) words += "کلمه" + std::to_string(i) + " ";
    return {{"one word of 10,000 letters", repeated("م", 10000)},
            {"10,000 letters of words", repeated("مرجوع کردن کالا ", 640)},
            {"10,000 random letters", random.text(10000)},
            {"10,000 random bytes", random.bytes(10000)},
            {"one letter", "م"},
            {"one Latin letter", "a"},
            {"emoji only", "👍🏽🎉👩‍👩‍👧"},
            {"marks only", "\u064E\u0651\u0640\u200C\u0301"},
            {"a zero byte", std::string("\0", 1)},
            {"zero bytes between words", std::string("refund\0order\0", 13)},
            {"unpaired surrogates", "\xED\xA0\x80\xED\xBF\xBF"},
            {"an unpaired surrogate in a word", "ref\xED\xA0\x80und"},
            {"1,000 words", words},
            {"1,000 times the same word", repeated("سفارش ", 1000)},
            {"half-spaces only", repeated("\u200C", 3000)},
            {"one compound of 1,000 parts", repeated("کار\u200C", 1000)},
            {"apostrophes only", repeated("'", 5000)},
            {"nothing", ""},
            {"blanks", "   \t\n"}};
}

void check_ranges(std::string_view text, const std::vector<search::Range>& marks) {
    std::uint32_t last = 0;
    for (const search::Range& mark : marks) {
        REQUIRE(mark.begin >= last);
        REQUIRE(mark.begin < mark.end);
        REQUIRE(mark.end <= text.size());
        last = mark.end;
    }
}

std::size_t work_of(const std::string& query) {
    const std::size_t before = allocation_count();
    (void)shop().engine.search(query, {});
    return allocation_count() - before;
}

}   // namespace

TEST_CASE("a guide is found by each word of its title, in every spelling") {
    std::map<std::string, std::set<std::string>> known;   // many titles share their words
    std::size_t asked = 0;
    for (const kb::ArticleInfo& info : shop().pack.articles()) {
        for (const text::Word& word : text::cut_words(info.title)) {
            if (text::is_stop_word(word.text)) continue;
            for (const std::string& query : spellings(std::string_view(info.title).substr(word.begin, word.end - word.begin))) {
                auto found = known.find(query);
                if (found == known.end()) found = known.emplace(query, all_found(shop().engine, query)).first;
                CAPTURE(info.title);
                CAPTURE(query);
                CHECK(found->second.count(info.id) == 1);
                ++asked;
            }
        }
    }
    CHECK(asked > 1000);
}

TEST_CASE("a guide that its title finds is still found when another guide is added") {
    const auto in_top_ten = [](const kb::Pack& pack, const std::vector<kb::ArticleInfo>& guides) {
        const search::Engine engine(pack);
        std::set<std::string> out;
        for (const kb::ArticleInfo& info : guides) {
            const std::vector<std::string> found = ids(engine.search(info.title, {.snippets = false}));
            if (std::find(found.begin(), found.end(), info.id) != found.end()) out.insert(info.id);
        }
        return out;
    };
    const std::vector<kb::ArticleInfo> guides = shop().pack.articles();
    const std::set<std::string> before = in_top_ten(shop().pack, guides);
    CHECK(before.size() == guides.size());
    std::vector<std::string> words;
    for (const kb::write::SourceFile& file : demo_files())
        for (const text::Word& word : text::cut_words(file.bytes)) words.push_back(word.text);
    Random random(21);
    for (int round = 0; round < 6; ++round) {
        std::string title, body;
        if (round == 0) title = guides[random.below(guides.size())].title;   // a twin
        for (int i = 0; round > 0 && i < 6; ++i) title += random.one_of(words) + " ";
        for (int i = 0; i < 200; ++i) body += (round == 1 ? guides[0].title : random.one_of(words)) + " ";   // one is stuffed with a title
        auto files = demo_files();
        const std::string lang = std::vector<std::string>{"fa", "ar", "en"}[random.below(3)];
        files.push_back({lang + "/returns/added.md", "---\ntitle: \"" + title + "\"\ncategory: x\n---\n" + body + "\n"});
        const std::set<std::string> after = in_top_ten(pack_of(files), guides);
        for (const std::string& id : before) {
            CAPTURE(title);
            CAPTURE(id);
            CHECK(after.count(id) == 1);
        }
    }
}

TEST_CASE("signs of FTS5 syntax are blanks: they change no answer") {
    struct Pair {
        const char *typed, *plain;
    };
    static constexpr Pair kPairs[] = {
        {"\"return an item\"", " return an item "}, {"\"مرجوع کردن\"", " مرجوع کردن "}, {"refund*", "refund "}, {"NEAR(refund order)", "NEAR refund order "},
        {"NEAR(\"refund order\" \"card\", 5)", "NEAR  refund order   card   5 "}, {"-refund order", " refund order"}, {"refund -order", "refund  order"}, {"refund AND order", "refund and order"},
        {"refund OR order", "refund or order"}, {"refund NOT order", "refund not order"}, {"title:refund", "title refund"}, {"{title body}: refund", " title body   refund"},
        {"^refund", " refund"}, {"refund + order", "refund   order"}, {"(refund) (order)", " refund   order "}, {"\"unclosed refund", " unclosed refund"}, {"refund\"\"\"order", "refund   order"},
        {"refund; DROP TABLE article; --", "refund  DROP TABLE article    "}, {"refund) OR (1=1", "refund  OR  1 1"}, {"rank MATCH 'x", "rank MATCH  x"}, {"%refund%", " refund "},
        {"*", ""}, {"\"\"", ""}, {"NEAR(", "NEAR "}, {"- - -", ""}, {":", ""}, {"سفارش*", "سفارش "}, {"عنوان:سفارش", "عنوان سفارش"}};
    for (const Pair& pair : kPairs) {
        CAPTURE(std::string(pair.typed));
        const search::Answer typed = shop().engine.search(pair.typed, {}), plain = shop().engine.search(pair.plain, {});
        CHECK(ids(typed) == ids(plain));
        CHECK(typed.total == plain.total);
    }
}

TEST_CASE("any query is answered, with marks that fit") {
    Random random(31);
    std::vector<std::string> queries;
    for (const Awful& awful : awful_queries()) queries.push_back(awful.text);
    for (int i = 0; i < 300; ++i) queries.push_back(i % 2 == 0 ? random.text(random.below(40)) : random.bytes(random.below(40)));
    for (const std::string& query : queries) {
        CAPTURE(query.substr(0, 80));
        const search::Answer answer = shop().engine.search(query, {});
        REQUIRE(answer.hits.size() <= 10);
        REQUIRE(answer.total >= answer.hits.size());
        for (const search::Hit& hit : answer.hits) {
            check_ranges(hit.title, hit.title_marks);
            check_ranges(hit.snippet, hit.snippet_marks);
            REQUIRE_FALSE(text::find_invalid_utf8(hit.snippet));
        }
        REQUIRE(shop().engine.complete(query, "fa", 5).size() <= 5);
        REQUIRE(ids(shop().engine.search(query, {.verbatim = true})).size() <= 10);
    }
}

// Remove should_fail() when understand() no longer copies damaged bytes of the query into read_as.
TEST_CASE("damaged bytes of a query do not come back in what it was understood as") {
    const search::Answer answer = shop().engine.search("refnud \xFF", {});
    REQUIRE_FALSE(answer.understood_as.empty());
    CHECK_FALSE(text::find_invalid_utf8(answer.understood_as));
}

TEST_CASE("a query without a letter finds nothing") {
    for (const char* query : {"", "   ", "👍🏽🎉", "؟!…", "\u064E\u0651\u0640", "\"*\" - :"}) {
        CAPTURE(std::string(query));
        CHECK(shop().engine.search(query, {}).hits.empty());
    }
}

TEST_CASE("the work for a query stops growing with its length") {
    for (const Awful& awful : awful_queries()) {
        if (awful.text.size() < 3000) continue;
        CAPTURE(std::string(awful.name));
        (void)work_of(awful.text);   // what is kept for later is made here
        const std::size_t once = work_of(awful.text), longer = work_of(repeated(awful.text, 20));
        CAPTURE(once);
        CAPTURE(longer);
        CHECK(longer <= once + once / 4 + 1000);
        CHECK(once <= 200000);
    }
}

TEST_CASE("the same query gives the same answer, whatever was asked before") {
    const search::Engine fresh(shop().pack);
    for (const char* query : {"مرجوع", "refund time", "sthva", "پیگیری سفارش", "استرداد المبلغ"}) {
        const search::Answer a = shop().engine.search(query, {}), b = fresh.search(query, {});
        CHECK(ids(a) == ids(b));
        for (std::size_t i = 0; i < std::min(a.hits.size(), b.hits.size()); ++i) CHECK(a.hits[i].score == b.hits[i].score);
    }
}
