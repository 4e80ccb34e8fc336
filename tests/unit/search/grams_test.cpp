#include "core/search/grams.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/search/word_groups.h"

using namespace pasokh::search;

namespace {
std::vector<WordIndex> words_like(const Grams& grams, std::string_view word) {
    std::vector<WordIndex> out;
    for (const Gram gram : grams.of(word))
        for (const WordIndex found : grams.words(gram)) out.push_back(found);
    std::sort(out.begin(), out.end());
    return out;
}
}   // namespace

TEST_CASE("a word of n letters has n grams and finds itself by each") {
    Grams grams;
    grams.add("سفارش", 0);
    grams.add("گزارش", 1);
    grams.add("order", 2);
    grams.finish([](WordIndex) { return 2u; });
    CHECK(grams.of("سفارش").size() == 5);
    CHECK(words_like(grams, "سفارش") == std::vector<WordIndex>{0, 0, 0, 0, 0, 1, 1});   // they share ارش and its end
    CHECK(words_like(grams, "order") == std::vector<WordIndex>{2, 2, 2, 2, 2});
    CHECK(words_like(grams, "").empty());
    CHECK(grams.postings(grams.of("order").front()) == 2);
}

TEST_CASE("every Persian, Arabic and Latin letter has grams of its own") {
    Grams grams;
    const std::vector<std::string> letters = {"ا", "پ", "چ", "ژ", "ک", "گ", "ی", "ض", "a", "z", "7", "8"};
    for (WordIndex i = 0; i < letters.size(); ++i) grams.add(letters[i], i);
    grams.finish([](WordIndex) { return 2u; });
    for (WordIndex i = 0; i < letters.size(); ++i) CHECK(words_like(grams, letters[i]) == std::vector<WordIndex>{i});
}

TEST_CASE("shared grams are counted") {
    Grams grams;
    grams.add("order", 0);
    grams.finish([](WordIndex) { return 2u; });
    std::vector<bool> wanted(Grams::kCount, false);
    for (const Gram gram : grams.of("order")) wanted[gram] = true;
    CHECK(grams.count("order", wanted) == 5);
    CHECK(grams.count("orders", wanted) == 4);
    CHECK(grams.count("سفارش", wanted) == 0);
}

TEST_CASE("groups keep their words in the order in which they came") {
    WordGroups groups;
    for (WordIndex i = 0; i < 1000; ++i) groups.add(i % 7, i);
    groups.finish();
    REQUIRE(groups.find(3).size() == 143);
    CHECK(groups.find(3).front() == 3);
    CHECK(groups.find(3).back() == 997);
    CHECK(groups.find(8).empty());
    CHECK(WordGroups{}.find(1).empty());
}
