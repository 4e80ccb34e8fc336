#include "core/text/fold.h"

#include <doctest/doctest.h>

#include "core/text/utf8.h"

using namespace pasokh::text;

TEST_CASE("Arabic and Persian keyboards give the same letters") {
    CHECK(fold("كتابي") == fold("کتابی"));
    CHECK(fold("على") == fold("علی"));
    CHECK(fold("مدرسة") == fold("مدرسه"));
    CHECK(fold("خانهٔ") == fold("خانه"));
    CHECK(fold("مسؤول") == "مسوول");
    CHECK(fold("أإآٱا") == "ااااا");
    CHECK(fold("جزء") == "جز");
}

TEST_CASE("tashkeel, tatweel and direction marks disappear") {
    CHECK(fold("كِتَابٌ") == "کتاب");
    CHECK(fold("ســـلام") == "سلام");
    CHECK(fold("a\u200Fb\u202Ac\uFEFF") == "abc");
    CHECK(fold("می\u200Cخواهم") == "میخواهم");
}

TEST_CASE("digits of every script become ASCII") { CHECK(fold("۱۲۳ ٤٥٦ ７８９ x²") == "123 456 789 x2"); }

TEST_CASE("case and accents of Latin letters disappear") {
    CHECK(fold("CAFÉ Ünïcödé Ångström") == "cafe unicode angstrom");
    CHECK(fold("cafe\u0301") == "cafe");
    CHECK(fold("Æsop œuvre Straße") == "aesop oeuvre strasse");
    CHECK(fold("Việt Nam") == "viet nam");
}

TEST_CASE("presentation forms become letters") {
    CHECK(fold("ﻛﺘﺎﺏ") == "کتاب");
    CHECK(fold("ﻻ") == "لا");
    CHECK(fold("ﷲ") == "الله");
}

TEST_CASE("Greek and Cyrillic lose case") {
    CHECK(fold("ΆΛΦΑς") == "αλφασ");
    CHECK(fold("Ёлка Й") == "елка и");
}

TEST_CASE("folding twice changes nothing more") {
    for (char32_t c = 1; c < 0x20000; ++c) {
        if (c >= 0xD800 && c <= 0xDFFF) continue;
        std::string letter;
        append_utf8(letter, c);
        const std::string once = fold(letter);
        if (fold(once) == once) continue;
        CAPTURE(static_cast<unsigned>(c));
        CHECK(fold(once) == once);
    }
}

TEST_CASE("what a letter folds to is made of letters") {
    for (char32_t c = 0x80; c < 0x1F000; ++c) {
        if (!is_word_letter(c)) continue;
        std::string folded;
        append_folded(folded, c);
        for (std::size_t at = 0; at < folded.size();) {
            const char32_t out = next_code_point(folded, at);
            if (is_word_letter(out)) continue;
            CAPTURE(static_cast<unsigned>(c));
            CHECK(is_word_letter(out));
        }
    }
}
