#include "core/text/finglish.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "core/text/latin_words.h"

using namespace pasokh::text;

namespace {

bool may_mean(std::string_view latin, std::string_view word, Spoken language) {
    const LatinSpelling spelling(latin, language);
    const std::vector<std::string>& keys = spelling.keys();
    return std::find(keys.begin(), keys.end(), sound_key(word, language)) != keys.end() && spelling.distance(word) < spelling.limit();
}

struct Example {
    const char* latin;
    const char* word;
};

}   // namespace

TEST_CASE("Finglish is heard as Persian") {
    for (const Example& example : {Example{"sefaresh", "سفارش"}, {"marju", "مرجوع"}, {"garanti", "گارانتی"}, {"kharid", "خرید"}, {"pardakht", "پرداخت"},
                                   {"ghest", "قسط"}, {"qest", "قسط"}, {"takhfif", "تخفیف"}, {"moshtari", "مشتری"}, {"bazgasht", "بازگشت"}, {"kala", "کالا"},
                                   {"hazine", "هزینه"}, {"tahvil", "تحویل"}, {"peygiri", "پیگیری"}, {"zamaanat", "ضمانت"}, {"khoone", "خانه"}, {"sath", "سطح"}, {"cancel", "کنسل"}}) {
        CAPTURE(example.latin);
        CHECK(may_mean(example.latin, example.word, Spoken::persian));
    }
}

TEST_CASE("Arabizi is heard as Arabic, its digits as letters") {
    for (const Example& example : {Example{"7esab", "حساب"}, {"hisab", "حساب"}, {"3enwan", "عنوان"}, {"daf3", "دفع"}, {"sho7na", "شحنه"}, {"ra2m", "رقم"}, {"raqm", "رقم"},
                                   {"5asm", "خصم"}, {"khasm", "خصم"}, {"ta2keed", "تاکید"}, {"ba6aqa", "بطاقه"}, {"beta2a", "بطاقه"}, {"daman", "ضمان"}, {"9iyana", "صیانه"},
                                   {"tash8eel", "تشغیل"}, {"thaman", "ثمن"}, {"montag", "منتج"}, {"fatoura", "فاتوره"}, {"elgha2", "الغا"}}) {
        CAPTURE(example.latin);
        CHECK(may_mean(example.latin, example.word, Spoken::arabic));
    }
}

TEST_CASE("each language sounds a letter its own way") {
    CHECK(may_mean("zaman", "ضمان", Spoken::persian));
    CHECK_FALSE(may_mean("daman", "ضمان", Spoken::persian));
    CHECK(LatinSpelling("daman", Spoken::arabic).distance("ضمان") < LatinSpelling("zaman", Spoken::arabic).distance("ضمان"));
}

TEST_CASE("the vowels tell words of the same consonants apart") {
    const LatinSpelling order("sefaresh", Spoken::persian), work("kar", Spoken::persian);
    CHECK(order.distance("سفارش") < order.distance("سفرش"));
    CHECK(work.distance("کار") < work.distance("کور"));
}

TEST_CASE("a word that cannot be spoken has no key") {
    for (const char* word : {"a", "10245", "srv10245", "سفارش", "a44b", "2", "x1"}) {
        CAPTURE(word);
        CHECK_FALSE(may_be_spoken(word));
        CHECK(LatinSpelling(word, Spoken::arabic).keys().empty());
    }
    CHECK(sound_key("refund", Spoken::persian).empty());
}

TEST_CASE("an ambiguous spelling stands for a bounded number of keys") {
    CHECK(LatinSpelling("gsgsgsgsgsgsgs", Spoken::arabic).keys().size() == 8);
    CHECK(LatinSpelling(std::string(500, 'g'), Spoken::arabic).keys().empty());
}

TEST_CASE("what is joined to a word is taken off it") {
    const auto has_form = [](std::string_view word, std::string_view wanted, Spoken language) {
        const std::vector<LatinForm> forms = latin_forms(word, language);
        CHECK(forms.size() <= 8);
        CHECK(forms.front().text == word);
        return std::any_of(forms.begin(), forms.end(), [&](const LatinForm& form) { return form.text == wanted; });
    };
    CHECK(has_form("eltalab", "talab", Spoken::arabic));
    CHECK(has_form("talabto", "talab", Spoken::arabic));
    CHECK(has_form("resalet", "resale", Spoken::arabic));
    CHECK(has_form("sefareshamo", "sefaresh", Spoken::persian));
    CHECK(has_form("nemirese", "rese", Spoken::persian));
    CHECK_FALSE(has_form("deto", "de", Spoken::arabic));
    CHECK(arabic_forms("الطلب", Spoken::arabic).at(1).text == "طلب");
}

TEST_CASE("little words are known by their spelling") {
    CHECK(little_word("az", Spoken::persian) == "از");
    CHECK(little_word("3ala", Spoken::arabic) == "علی");
    CHECK(little_word("el", Spoken::arabic) == "");
    CHECK_FALSE(little_word("talab", Spoken::arabic));
}
