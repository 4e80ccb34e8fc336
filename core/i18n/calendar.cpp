// Calendars by arithmetic. Day numbers: 1970-01-01 is 0; a Julian day number is that plus 2440588.
#include <array>

#include "core/i18n/format.h"

namespace pasokh::i18n {

namespace {

constexpr std::int64_t kJulianDayOf1970 = 2440588;

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    const std::int64_t quotient = a / b;
    return quotient - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}

// --- Jalali: 8 leap years in 33. The formula and epoch are those of ICU's PersianCalendar; it agrees with the
// astronomical calendar from 1178 to 1633 AP (K. M. Borkowski, "The Persian calendar for 3000 years", 1996). ---

constexpr std::int64_t kJalaliEpoch = 1948320 - kJulianDayOf1970;   ///< 1 Farvardin 1

std::int64_t jalali_new_year(std::int64_t year) { return kJalaliEpoch + 365 * (year - 1) + floor_div(8 * year + 21, 33); }

unsigned jalali_days_before(unsigned month) { return month <= 7 ? 31 * (month - 1) : 30 * (month - 1) + 6; }

CalendarDate to_jalali(std::int64_t days) {
    std::int64_t year = 1 + floor_div(33 * (days - kJalaliEpoch) + 3, 12053);   // 12053 days in 33 years
    if (days < jalali_new_year(year)) --year;
    if (days >= jalali_new_year(year + 1)) ++year;
    const auto day_of_year = static_cast<unsigned>(days - jalali_new_year(year));
    const unsigned month = day_of_year < 186 ? day_of_year / 31 + 1 : (day_of_year - 6) / 30 + 1;
    return {static_cast<int>(year), month, day_of_year - jalali_days_before(month) + 1};
}

std::int64_t from_jalali(CalendarDate date) { return jalali_new_year(date.year) + jalali_days_before(date.month) + date.day - 1; }

// --- Hijri, civil: 11 leap years in 30 (years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29), from Friday 16 July 622 Julian.
// Reingold and Dershowitz, "Calendrical Calculations". Sighting may differ by a day or two. ---

constexpr std::int64_t kHijriEpoch = 1948440 - kJulianDayOf1970;    ///< 1 Muharram 1

std::int64_t hijri_new_year(std::int64_t year) { return kHijriEpoch + 354 * (year - 1) + floor_div(11 * year + 3, 30); }

unsigned hijri_days_before(unsigned month) { return (59 * (month - 1) + 1) / 2; }

CalendarDate to_hijri(std::int64_t days) {
    std::int64_t year = 1 + floor_div(30 * (days - kHijriEpoch), 10631);   // 10631 days in 30 years
    if (days < hijri_new_year(year)) --year;
    if (days >= hijri_new_year(year + 1)) ++year;
    const auto day_of_year = static_cast<unsigned>(days - hijri_new_year(year));
    unsigned month = 12;
    while (hijri_days_before(month) > day_of_year) --month;
    return {static_cast<int>(year), month, day_of_year - hijri_days_before(month) + 1};
}

std::int64_t from_hijri(CalendarDate date) { return hijri_new_year(date.year) + hijri_days_before(date.month) + date.day - 1; }

}   // namespace

Calendar calendar_of(std::string_view lang) { return lang.substr(0, 2) == "fa" ? Calendar::jalali : Calendar::gregorian; }

unsigned weekday_of(std::int64_t days_since_1970) {
    return static_cast<unsigned>(days_since_1970 + 3 - 7 * floor_div(days_since_1970 + 3, 7));   // 1970-01-01 was a Thursday
}

LocalTime local_time(TimestampMs at, int utc_offset_minutes) {
    const std::int64_t day = local_day(at, utc_offset_minutes);
    return {day, static_cast<int>((at + utc_offset_minutes * kMinuteMs - day * kDayMs) / kMinuteMs)};
}

CalendarDate to_calendar(Calendar calendar, std::int64_t days_since_1970) {
    switch (calendar) {
        case Calendar::jalali: return to_jalali(days_since_1970);
        case Calendar::hijri_civil: return to_hijri(days_since_1970);
        case Calendar::gregorian: break;
    }
    const CivilDate date = civil_from_days(days_since_1970);
    return {static_cast<int>(date.year), date.month, date.day};
}

std::optional<std::int64_t> from_calendar(Calendar calendar, CalendarDate date) {
    if (date.month < 1 || date.month > 12 || date.day < 1 || date.day > 31) return std::nullopt;
    std::int64_t days = 0;
    switch (calendar) {
        case Calendar::jalali: days = from_jalali(date); break;
        case Calendar::hijri_civil: days = from_hijri(date); break;
        case Calendar::gregorian: days = days_from_civil(date.year, date.month, date.day); break;
    }
    // A day past the end of its month comes back as another date.
    const CalendarDate back = to_calendar(calendar, days);
    if (back.year != date.year || back.month != date.month || back.day != date.day) return std::nullopt;
    return days;
}

}   // namespace pasokh::i18n
