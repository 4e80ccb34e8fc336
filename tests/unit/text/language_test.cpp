#include "core/text/language.h"

#include <doctest/doctest.h>

using namespace pasokh::text;

TEST_CASE("letters tell the language") {
    CHECK(detect_language("پیگیری سفارش من") == "fa");
    CHECK(detect_language("أين طلبي وكيف أسترجع المنتج") == "ar");
    CHECK(detect_language("Where is my order?") == "en");
    CHECK(detect_language("123 !?").empty());
}

TEST_CASE("Persian with many Latin names is Persian") { CHECK(detect_language("کامپوننت‌های React و useState را یاد بگیرید") == "fa"); }

TEST_CASE("folder names that are languages") {
    for (const std::string_view name : {"fa", "ar", "en", "pt-BR", "ckb"}) CHECK(is_language_code(name));
    for (const std::string_view name : {"learn", "faq", "xx", "FA", "e", "", "blog", "r f", "fa-"}) {
        CAPTURE(name);
        CHECK_FALSE(is_language_code(name));
    }
    CHECK(is_rtl_language("fa-IR"));
    CHECK_FALSE(is_rtl_language("en"));
}

TEST_CASE("letters of one language only tell much, ye and kaf tell little") {
    CHECK(script_evidence("پیگیری").lang == "fa");
    CHECK(script_evidence("پیگیری").strong);
    CHECK(script_evidence("كي").lang == "ar");
    CHECK_FALSE(script_evidence("كي").strong);
    CHECK(script_evidence("مكتبة").strong);
    CHECK(script_evidence("سلام").lang.empty());
    CHECK(script_evidence("refund").lang == "en");
}
