#pragma once
// Numbers, money and dates as the customer's language writes them.
//
// Calendars: Jalali for fa (33-year arithmetic, exact for 1178 to 1633 AP; Borkowski, "The Persian calendar for 3000 years"),
// Gregorian for ar and en, Hijri (Umm al-Qura is a table; the civil arithmetic calendar here) on request.
//
// Use:
//   date("fa", at, 210, DateStyle::day_month) == "۳۰ آبان"
//
// Errors: none. Threads: pure functions.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace pasokh::i18n {

/// Digits of the language (fa ۰۱۲, ar ٠١٢, en 012) with its thousands separator.
std::string number(std::string_view lang, std::int64_t value);
/// Only the digits of `text` replaced, nothing grouped: order numbers, times.
std::string digits(std::string_view lang, std::string_view text);
/// "9:30" in the digits of the language, of a minute after midnight.
std::string clock(std::string_view lang, int minute_of_day);
/// Minor units with the currency's own fraction digits (IRT, IRR: 0; USD: 2 ...) and its name or sign.
std::string money(std::string_view lang, std::int64_t minor, std::string_view currency);
/// 2 for a currency that is not known.
unsigned fraction_digits(std::string_view currency);

enum class Calendar : std::uint8_t { gregorian, jalali, hijri_civil };
Calendar calendar_of(std::string_view lang);
/// 0 = Monday ... 6 = Sunday (ISO 8601), of a day since 1970-01-01.
unsigned weekday_of(std::int64_t days_since_1970);
/// The reader's (or the shop's) day and minute at an instant.
struct LocalTime {
    std::int64_t days_since_1970 = 0;
    int minute_of_day = 0;
};
LocalTime local_time(TimestampMs at, int utc_offset_minutes);

struct CalendarDate {
    int year = 0;
    unsigned month = 1, day = 1;       ///< from 1
};
CalendarDate to_calendar(Calendar calendar, std::int64_t days_since_1970);
/// Nothing for a date that does not exist.
std::optional<std::int64_t> from_calendar(Calendar calendar, CalendarDate date);

enum class DateStyle : std::uint8_t { day_month, day_month_year, weekday_day_month, numeric, day_month_time };
/// `utc_offset_minutes` is the reader's. Today, tomorrow and yesterday are words' business: see relative_day.
std::string date(std::string_view lang, TimestampMs at, int utc_offset_minutes, DateStyle style);
/// "today", "tomorrow", "yesterday" in words, or the weekday_day_month date.
std::string relative_day(std::string_view lang, TimestampMs at, TimestampMs now, int utc_offset_minutes);

}   // namespace pasokh::i18n
