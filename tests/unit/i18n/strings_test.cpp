#include "core/i18n/strings.h"

#include <doctest/doctest.h>

#include <string>

using namespace pasokh::i18n;

namespace {
const char* const kLanguages[] = {"en", "fa", "ar"};
std::string isolated(const std::string& text) { return "\u2068" + text + "\u2069"; }
}   // namespace

TEST_CASE("every key has words in every language") {
    for (const char* lang : kLanguages)
        for (std::size_t index = 0; index < kKeyCount; ++index) {
            const std::string words = tr(lang, static_cast<Key>(index));
            CAPTURE(lang);
            CAPTURE(index);
            CHECK_FALSE(words.empty());
            CHECK(words.find('\x1f') == std::string::npos);
        }
}

TEST_CASE("a key gives the words of its language") {
    CHECK(tr("en", Key::back) == "Back");
    CHECK(tr("fa", Key::back) == "بازگشت");
    CHECK(tr("ar", Key::back) == "رجوع");
    CHECK(tr("fa-IR", Key::back) == "بازگشت");
}

TEST_CASE("an unknown language falls back to English") {
    CHECK(tr("xx", Key::close) == "Close");
    CHECK(tr("", Key::close) == "Close");
    CHECK(tr("fax", Key::close) == "Close");
    CHECK_FALSE(is_supported("fax"));
    CHECK(is_supported("ar-SA"));
    CHECK(is_rtl("ar-SA"));
    CHECK_FALSE(is_rtl("en"));
}

TEST_CASE("an argument takes its placeholder's place") {
    CHECK(tr("en", Key::order_heading, {{"number", "SRV-1"}}) == "Order SRV-1");
    CHECK(tr("en", Key::eta_between, {{"to", "b"}, {"from", "a"}}) == "Between a and b");
}

TEST_CASE("a placeholder inside an argument is not replaced again") {
    CHECK(tr("en", Key::eta_between, {{"from", "{to}"}, {"to", "x"}}) == "Between {to} and x");
}

TEST_CASE("a missing argument stays visible") { CHECK(tr("en", Key::order_heading) == "Order {number}"); }

TEST_CASE("a left-to-right argument is isolated in right-to-left words") {
    CHECK(tr("fa", Key::order_heading, {{"number", "SRV-1"}}) == "سفارش " + isolated("SRV-1"));
    CHECK(tr("ar", Key::results_for, {{"query", "refund"}}) == "نعرض نتائج " + isolated("refund"));
}

TEST_CASE("an argument wholly of Arabic script needs no isolate") {
    CHECK(tr("fa", Key::eta_by, {{"date", "۳۰ آبان"}}) == "تا ۳۰ آبان");
    CHECK(tr("fa", Key::results_for, {{"query", "می‌خواهم"}}) == "نتیجه‌ها برای می‌خواهم");
    CHECK(tr("fa", Key::results_for, {{"query", "کد ۱۲-۳"}}) == "نتیجه‌ها برای " + isolated("کد ۱۲-۳"));
}

TEST_CASE("English and Persian plurals have one and other") {
    CHECK(tr_n("en", Key::result_count, 0) == "0 results");
    CHECK(tr_n("en", Key::result_count, 1) == "1 result");
    CHECK(tr_n("en", Key::result_count, 1250) == "1,250 results");
    CHECK(tr_n("fa", Key::result_count, 1) == "۱ نتیجه");
    CHECK(tr_n("fa", Key::order_late_days, 3) == "۳ روز دیرتر از موعد");
}

TEST_CASE("Arabic plurals follow the six CLDR categories") {
    CHECK(tr_n("ar", Key::result_count, 0) == "لا نتائج");
    CHECK(tr_n("ar", Key::result_count, 1) == "نتيجة واحدة");
    CHECK(tr_n("ar", Key::result_count, 2) == "نتيجتان");
    CHECK(tr_n("ar", Key::result_count, 3) == "٣ نتائج");
    CHECK(tr_n("ar", Key::result_count, 10) == "١٠ نتائج");
    CHECK(tr_n("ar", Key::result_count, 11) == "١١ نتيجة");
    CHECK(tr_n("ar", Key::article_count, 11) == "١١ دليلًا");
    CHECK(tr_n("ar", Key::article_count, 99) == "٩٩ دليلًا");
    CHECK(tr_n("ar", Key::article_count, 100) == "١٠٠ دليل");
    CHECK(tr_n("ar", Key::article_count, 102) == "١٠٢ دليل");
    CHECK(tr_n("ar", Key::article_count, 103) == "١٠٣ أدلة");
}

TEST_CASE("a plural asked for without a count gives its general form") {
    CHECK(tr("en", Key::result_count, {{"count", "many"}}) == "many results");
}

TEST_CASE("consecutive keys are counted from the first") {
    CHECK(key_at(Key::parcel_unknown, 8) == Key::parcel_delivered);
    CHECK(key_at(Key::parcel_unknown, 14) == Key::parcel_expired);
    CHECK(key_at(Key::score_1, 4) == Key::score_5);
    CHECK(key_at(Key::step_placed, 4) == Key::step_delivered);
    CHECK(key_at(Key::order_state_draft, 5) == Key::order_state_completed);
    CHECK(key_at(Key::back, 100000) == Key::back);
}
