#include "core/text/keyboard.h"

#include <doctest/doctest.h>

#include "core/text/fold.h"

using namespace pasokh::text;

TEST_CASE("a Persian word typed on a Latin keyboard") {
    CHECK(retype("sthva", Retype::latin_to_persian) == "سفارش");
    CHECK(retype("lv[,u ;hgh", Retype::latin_to_persian) == "مرجوع کالا");
    CHECK(retype("H\\", Retype::latin_to_persian) == "آ\\");
}

TEST_CASE("an Arabic word typed on a Latin keyboard") {
    CHECK(retype("'gf", Retype::latin_to_arabic) == "طلب");
    CHECK(retype("bkjvkj", Retype::latin_to_arabic) == "لانترنت");
    CHECK(retype("hgH", Retype::latin_to_arabic) == "الأ");
}

TEST_CASE("an English word typed on a Persian or Arabic keyboard") {
    CHECK(retype("قثبعدی", Retype::persian_to_latin) == "refund");
    CHECK(retype("قثبعىي", Retype::arabic_to_latin) == "refund");
    CHECK(retype("لاشؤن", Retype::arabic_to_latin) == "back");
}

TEST_CASE("retyping there and back keeps the word") {
    for (const std::string_view word : {"سفارش", "پیگیری", "گارانتی", "چطور"}) {
        CAPTURE(word);
        CHECK(fold(retype(retype(word, Retype::persian_to_latin), Retype::latin_to_persian)) == fold(word));
    }
}
