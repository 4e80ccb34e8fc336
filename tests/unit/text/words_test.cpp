#include "core/text/words.h"

#include <doctest/doctest.h>

#include "core/text/stop_words.h"

using namespace pasokh::text;

namespace {
std::string cut(std::string_view text) {
    std::string out;
    for (const Word& word : cut_words(text)) out += (out.empty() ? "" : "|") + std::string(word.joined ? "+" : "") + word.text;
    return out;
}
}   // namespace

TEST_CASE("the half-space, nothing and a space meet in one verb") {
    CHECK(cut("می‌خواهم") == "میخواهم");
    CHECK(cut("میخواهم") == "میخواهم");
    CHECK(cut("می خواهم") == "میخواهم");
    CHECK(cut("نمی دانم") == "نمیدانم");
}

TEST_CASE("endings are joined to their word") {
    CHECK(cut("کتاب‌های من") == "کتابهای|من");
    CHECK(cut("کتاب های من") == "کتابهای|من");
    CHECK(cut("بزرگ‌ترین") == "بزرگترین");
}

TEST_CASE("an ending is not joined across punctuation") { CHECK(cut("کتاب. ها") == "کتاب|ها"); }

TEST_CASE("other compounds give their parts and the whole") { CHECK(cut("پیش‌پرداخت") == "پیش|پرداخت|+پیشپرداخت"); }

TEST_CASE("each word knows its bytes in the original") {
    const std::string_view text = "«كِتاب‌هایِ» Café's";
    const auto words = cut_words(text);
    REQUIRE(words.size() == 2);
    CHECK(text.substr(words[0].begin, words[0].end - words[0].begin) == "كِتاب‌هایِ");
    CHECK(words[0].text == "کتابهای");
    CHECK(text.substr(words[1].begin, words[1].end - words[1].begin) == "Café");
    CHECK(words[1].text == "cafe");
}

TEST_CASE("apostrophes inside a word disappear and a possessive s is dropped") {
    CHECK(cut("don't the shop's users' it’s 'quoted'") == "dont|the|shop|users|it|quoted");
}

TEST_CASE("emoji, marks and punctuation are no words") {
    CHECK(cut("👍🏽 🎉 ♥ ، ؛ ؟ … — ©").empty());
    CHECK(cut("\u064E\u0651\u200C").empty());
    CHECK(cut("ءء").empty());
}

TEST_CASE("numbers and codes give their parts and the whole") {
    CHECK(cut("SRV-۱۰۲۴۵") == "srv|10245|+srv10245");
    CHECK(cut("۱٬۲۵۰٬۰۰۰ تومان") == "1|250|000|+1250000|تومان");
    CHECK(cut("1,250,000") == cut("۱,۲۵۰,۰۰۰"));
    CHECK(cut("2026-11-22 v1.2.") == "2026|11|22|+20261122|v1|2|+v12");
    CHECK(cut("Wi-Fi, and/or 5 - 6, 7. 8") == "wi|fi|and|or|5|6|7|8");
}


TEST_CASE("a very long word is cut") {
    const auto words = cut_words(std::string(100'000, 'a'));
    REQUIRE(words.size() == 1);
    CHECK(words[0].text.size() == kMaxWordBytes);
    CHECK(words[0].end == 100'000);
}

TEST_CASE("stop words of the three languages are known in folded form") {
    for (const std::string_view word : {"و", "برای", "است", "علی", "من", "the", "how", "یک", "your", "۱"}) {
        CAPTURE(word);
        CHECK(is_stop_word(word) == (word != "۱"));
    }
    for (const std::string_view word : {"", " ", "سفارش", "refund", "th", "theo", "zzzz", "aa"}) {
        CAPTURE(word);
        CHECK_FALSE(is_stop_word(word));
    }
}
