#include "core/kb/write/language_check.h"

#include <doctest/doctest.h>

#include "core/text/language.h"

using namespace pasokh::kb::write;

TEST_CASE("a known language code has no fault") {
    for (const char* code : {"fa", "ar", "en", "ckb", "pt-BR"}) CHECK_FALSE(find_language_fault(code));
}

TEST_CASE("the name of a language is refused with its code") {
    CHECK(find_language_fault("persian")->text == "`persian` is not a language code; write `fa`");
    CHECK(find_language_fault("العربية")->text.ends_with("write `ar`"));
    CHECK(find_language_fault("fa_IR")->text.ends_with("write `fa-IR`"));
    CHECK(find_language_fault("EN")->text.ends_with("write `en`"));
    for (const char* code : {"persian", "fa_IR", "", "x", "fa-", "wörter", "f1"}) {
        CAPTURE(code);
        REQUIRE(find_language_fault(code));
        CHECK_FALSE(find_language_fault(code)->usable);
    }
}

TEST_CASE("a code of the right shape that is not known may be used") {
    for (const char* code : {"xx", "eo", "zh-Hant-TW"}) {
        CAPTURE(code);
        const auto fault = find_language_fault(code);
        REQUIRE(fault);
        CHECK(fault->usable);
        CHECK(fault->text.find("not known here") != std::string::npos);
    }
}

TEST_CASE("a folder is doubted only when it looks like a language") {
    for (const char* name : {"fa", "returns", "faq", "how-to", "", "راهنما"}) CHECK_FALSE(find_language_folder_fault(name));
    for (const char* name : {"xx", "FA", "xx-YY", "fa_IR", "persian", "فارسی"}) CHECK(find_language_folder_fault(name));
    CHECK(find_language_folder_fault("farsi")->find("rename it to `fa`") != std::string::npos);
}
