#include "core/text/finglish.h"

#include <doctest/doctest.h>

#include <utility>

using namespace pasokh::text;

TEST_CASE("Finglish and Persian have the same consonants") {
    for (const auto& example : {std::pair{"sefaresh", "سفارش"}, {"marju", "مرجوع"}, {"garanti", "گارانتی"}, {"kharid", "خرید"}, {"pardakht", "پرداخت"},
                                         {"ghest", "قسط"}, {"takhfif", "تخفیف"}, {"moshtari", "مشتری"}, {"bazgasht", "بازگشت"}, {"kala", "کالا"}, {"hazine", "هزینه"},
                                         {"tahvil", "تحویل"}, {"peygiri", "پیگیری"}}) {
        const std::string latin = example.first, persian = example.second;
        CAPTURE(latin);
        CHECK(consonants_of_latin(latin) == consonants_of_arabic(persian));
        CHECK(latin_distance(latin, persian) < 1.0);
    }
}

TEST_CASE("the vowels tell words of the same consonants apart") {
    CHECK(latin_distance("sefaresh", "سفارش") < latin_distance("sefaresh", "سفرش"));
    CHECK(latin_distance("kar", "کار") < latin_distance("kar", "کور"));
}

TEST_CASE("words of one consonant or of another script have no key") {
    CHECK(consonants_of_latin("a").empty());
    CHECK(consonants_of_latin("10245").empty());
    CHECK(consonants_of_latin("سفارش").empty());
    CHECK(consonants_of_arabic("refund").empty());
}
