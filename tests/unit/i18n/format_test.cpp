#include "core/i18n/format.h"

#include <doctest/doctest.h>

#include <limits>

using namespace pasokh;
using namespace pasokh::i18n;

namespace {

std::int64_t day(std::int64_t year, unsigned month, unsigned day_of_month) { return days_from_civil(year, month, day_of_month); }

void check_date(Calendar calendar, CalendarDate date, std::int64_t days) {
    CAPTURE(date.year);
    CAPTURE(date.month);
    CAPTURE(date.day);
    CHECK(from_calendar(calendar, date) == days);
    const CalendarDate back = to_calendar(calendar, days);
    CHECK(back.year == date.year);
    CHECK(back.month == date.month);
    CHECK(back.day == date.day);
}

void check_round_trip(Calendar calendar, std::int64_t first, std::int64_t last) {
    CalendarDate before = to_calendar(calendar, first - 1);
    for (std::int64_t days = first; days <= last; ++days) {
        const CalendarDate date = to_calendar(calendar, days);
        const bool same_month = date.year == before.year && date.month == before.month;
        const bool next_month = date.day == 1 && (date.month == before.month + 1 || (date.month == 1 && date.year == before.year + 1));
        if (from_calendar(calendar, date) != days || !((same_month && date.day == before.day + 1) || next_month)) {
            FAIL("day " << days << " is " << date.year << "-" << date.month << "-" << date.day);
        }
        before = date;
    }
}

const TimestampMs kNow = *parse_rfc3339("2026-11-21T20:45:00Z");   // 00:15 of the 22nd in Tehran

}   // namespace

TEST_CASE("Jalali dates meet their Gregorian days") {
    check_date(Calendar::jalali, {1405, 1, 1}, day(2026, 3, 21));
    check_date(Calendar::jalali, {1404, 1, 1}, day(2025, 3, 21));
    check_date(Calendar::jalali, {1403, 1, 1}, day(2024, 3, 20));
    check_date(Calendar::jalali, {1399, 12, 30}, day(2021, 3, 20));
    check_date(Calendar::jalali, {1357, 11, 22}, day(1979, 2, 11));
    check_date(Calendar::jalali, {1348, 10, 11}, day(1970, 1, 1));
    check_date(Calendar::jalali, {1405, 8, 30}, day(2026, 11, 21));
}

TEST_CASE("Jalali leap years have a thirtieth of Esfand") {
    for (int year : {1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412}) {
        CAPTURE(year);
        CHECK(from_calendar(Calendar::jalali, {year, 12, 30}).has_value());
    }
    for (int year : {1400, 1401, 1402, 1404, 1405, 1406, 1407, 1409}) {
        CAPTURE(year);
        CHECK_FALSE(from_calendar(Calendar::jalali, {year, 12, 30}).has_value());
    }
}

TEST_CASE("civil Hijri dates meet their Gregorian days") {
    check_date(Calendar::hijri_civil, {1400, 1, 1}, day(1979, 11, 21));
    check_date(Calendar::hijri_civil, {1445, 9, 1}, day(2024, 3, 11));
    check_date(Calendar::hijri_civil, {1389, 10, 22}, day(1970, 1, 1));
}

TEST_CASE("dates that do not exist are refused") {
    CHECK_FALSE(from_calendar(Calendar::jalali, {1405, 7, 31}).has_value());
    CHECK_FALSE(from_calendar(Calendar::jalali, {1405, 13, 1}).has_value());
    CHECK_FALSE(from_calendar(Calendar::jalali, {1405, 1, 0}).has_value());
    CHECK_FALSE(from_calendar(Calendar::gregorian, {2026, 2, 29}).has_value());
    CHECK(from_calendar(Calendar::gregorian, {2028, 2, 29}) == day(2028, 2, 29));
    CHECK_FALSE(from_calendar(Calendar::hijri_civil, {1445, 2, 30}).has_value());
}

TEST_CASE("400 years of days go there and back without a gap") {
    check_round_trip(Calendar::jalali, day(1820, 1, 1), day(2220, 1, 1));
    check_round_trip(Calendar::hijri_civil, day(1820, 1, 1), day(2220, 1, 1));
    check_round_trip(Calendar::gregorian, day(1820, 1, 1), day(2220, 1, 1));
}

TEST_CASE("weekdays count from Monday") {
    CHECK(weekday_of(day(1970, 1, 1)) == 3);
    CHECK(weekday_of(day(2026, 11, 21)) == 5);
    CHECK(weekday_of(day(1969, 12, 29)) == 0);
    CHECK(weekday_of(day(1969, 12, 28)) == 6);
}

TEST_CASE("an instant is another day in another zone") {
    CHECK(local_time(kNow, 0).days_since_1970 == day(2026, 11, 21));
    CHECK(local_time(kNow, 210).days_since_1970 == day(2026, 11, 22));
    CHECK(local_time(kNow, 210).minute_of_day == 15);
    CHECK(local_time(-1, 0).days_since_1970 == -1);
    CHECK(local_time(-1, 0).minute_of_day == 1439);
}

TEST_CASE("numbers have the digits and separators of the language") {
    CHECK(number("en", 1250000) == "1,250,000");
    CHECK(number("fa", 1250000) == "۱٬۲۵۰٬۰۰۰");
    CHECK(number("ar", 1250000) == "١٬٢٥٠٬٠٠٠");
    CHECK(number("fa", 0) == "۰");
    CHECK(number("en", 999) == "999");
    CHECK(number("en", -1000) == "-1,000");
    CHECK(number("fa", -5) == "\u200E\u2212۵");
    CHECK(number("en", std::numeric_limits<std::int64_t>::min()) == "-9,223,372,036,854,775,808");
}

TEST_CASE("digits are replaced and nothing else") {
    CHECK(digits("fa", "SRV-10245") == "SRV-۱۰۲۴۵");
    CHECK(digits("ar", "۱۲") == "١٢");
    CHECK(digits("en", "۰۹۱۲ ٣٤") == "0912 34");
    CHECK(digits("fa", "سلام") == "سلام");
    CHECK(digits("fa", "\xDB") == "\xDB");
}

TEST_CASE("money has the currency's fraction digits and is never converted") {
    CHECK(money("fa", 1250000, "IRT") == "۱٬۲۵۰٬۰۰۰ تومان");
    CHECK(money("fa", 12500000, "IRR") == "۱۲٬۵۰۰٬۰۰۰ ریال");
    CHECK(money("ar", 1250000, "IRT") == "١٬٢٥٠٬٠٠٠ تومان");
    CHECK(money("en", 1250000, "IRT") == "1,250,000 toman");
    CHECK(money("en", 1205, "USD") == "$12.05");
    CHECK(money("en", -1205, "USD") == "-$12.05");
    CHECK(money("fa", 1205, "USD") == "۱۲٫۰۵ دلار");
    CHECK(money("ar", 1005, "KWD") == "١٫٠٠٥ د.ك.");
    CHECK(money("en", 150, "XYZ") == "1.50 XYZ");
}

TEST_CASE("dates are written in the language's calendar") {
    const TimestampMs at = *parse_rfc3339("2026-11-21T11:00:00Z");
    CHECK(date("fa", at, 210, DateStyle::day_month) == "۳۰ آبان");
    CHECK(date("fa", at, 210, DateStyle::day_month_year) == "۳۰ آبان ۱۴۰۵");
    CHECK(date("fa", at, 210, DateStyle::weekday_day_month) == "شنبه ۳۰ آبان");
    CHECK(date("fa", at, 210, DateStyle::numeric) == "۱۴۰۵/۰۸/۳۰");
    CHECK(date("fa", at, 210, DateStyle::day_month_time) == "۳۰ آبان، ساعت ۱۴:۳۰");
    CHECK(date("ar", at, 180, DateStyle::day_month_year) == "٢١ نوفمبر ٢٠٢٦");
    CHECK(date("ar", at, 180, DateStyle::numeric) == "٢١/١١/٢٠٢٦");
    CHECK(date("en", at, 0, DateStyle::weekday_day_month) == "Saturday 21 November");
    CHECK(date("en", at, 0, DateStyle::numeric) == "2026-11-21");
    CHECK(date("en", at, 0, DateStyle::day_month_time) == "21 November, 11:00");
}

TEST_CASE("the nearest days are words in the reader's zone") {
    const TimestampMs hour_earlier = kNow - kHourMs;
    CHECK(relative_day("en", hour_earlier, kNow, 0) == "today");
    CHECK(relative_day("en", hour_earlier, kNow, 210) == "yesterday");
    CHECK(relative_day("fa", kNow + kDayMs, kNow, 210) == "فردا");
    CHECK(relative_day("ar", kNow, kNow, 210) == "اليوم");
    CHECK(relative_day("en", kNow + 2 * kDayMs, kNow, 0) == "Monday 23 November");
}

TEST_CASE("a minute of the day is a clock time") {
    CHECK(clock("en", 9 * 60) == "9:00");
    CHECK(clock("fa", 18 * 60 + 5) == "۱۸:۰۵");
}
