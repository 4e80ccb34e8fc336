#include "core/text/stem.h"

#include <doctest/doctest.h>

#include <utility>

using namespace pasokh::text;

TEST_CASE("Porter's own examples") {
    for (const auto& example : {std::pair{"caresses", "caress"}, {"ponies", "poni"}, {"ties", "ti"}, {"cats", "cat"}, {"feed", "feed"}, {"agreed", "agre"},
                                     {"plastered", "plaster"}, {"motoring", "motor"}, {"sing", "sing"}, {"conflated", "conflat"}, {"troubled", "troubl"},
                                     {"sized", "size"}, {"hopping", "hop"}, {"falling", "fall"}, {"hissing", "hiss"}, {"failing", "fail"}, {"filing", "file"},
                                     {"happy", "happi"}, {"sky", "sky"}, {"relational", "relat"}, {"conditional", "condit"}, {"digitizer", "digit"},
                                     {"operator", "oper"}, {"feudalism", "feudal"}, {"hopefulness", "hope"}, {"sensibiliti", "sensibl"}, {"triplicate", "triplic"},
                                     {"electrical", "electr"}, {"goodness", "good"}, {"revival", "reviv"}, {"adjustable", "adjust"}, {"replacement", "replac"},
                                     {"adoption", "adopt"}, {"bowdlerize", "bowdler"}, {"probate", "probat"}, {"rate", "rate"}, {"cease", "ceas"},
                                     {"controll", "control"}, {"roll", "roll"}, {"generalizations", "gener"}, {"oscillators", "oscil"}}) {
        const std::string word = example.first;
        CAPTURE(word);
        CHECK(stem_english(word) == example.second);
    }
}

TEST_CASE("short and strange words pass through Porter") {
    CHECK(stem_english("a") == "a");
    CHECK(stem_english("is") == "is");
    CHECK(stem_english("ion") == "ion");
    CHECK(stem_english("s") == "s");
    CHECK(stem_english("eed") == "eed");
}

TEST_CASE("forms of one Persian word meet") {
    for (const std::string_view word : {"سفارش", "سفارشها", "سفارشهای", "سفارشهایم", "سفارشم", "سفارشی"}) {
        CAPTURE(word);
        CHECK(stem(word, "fa") == stem("سفارشهایشان", "fa"));
    }
    CHECK(stem_persian("میخرند") == "خرند");
}

TEST_CASE("forms of one Arabic word meet") {
    for (const std::string_view word : {"الطلب", "طلبات", "والطلبات", "طلبه", "بالطلب"}) {
        CAPTURE(word);
        CHECK(stem(word, "ar") == "طلب");
    }
}

TEST_CASE("Arabic patterns give their root") {
    CHECK(root_arabic("مکتوب") == "کتب");
    CHECK(root_arabic("کاتب") == "کتب");
    CHECK(root_arabic("استخدام") == "خدم");
    CHECK(root_arabic("المدرسه") == "درس");
}

TEST_CASE("a stemmer leaves another script alone") {
    CHECK(stem("refunds", "fa") == "refund");
    CHECK(stem("10245", "en") == "10245");
    CHECK(stem_persian("ios17") == "ios17");
    CHECK(root_arabic("x") == "x");
    CHECK(stem("слово", "ar") == "слово");
}
