#pragma once
// Instants as UTC milliseconds. Calendars and words are i18n's.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pasokh {

/// Milliseconds since 1970-01-01T00:00:00Z.
using TimestampMs = std::int64_t;

inline constexpr TimestampMs kSecondMs = 1000;
inline constexpr TimestampMs kMinuteMs = 60 * kSecondMs;
inline constexpr TimestampMs kHourMs = 60 * kMinuteMs;
inline constexpr TimestampMs kDayMs = 24 * kHourMs;

/// Reads RFC 3339 ("2026-11-21T22:47:13Z", "+03:30" offsets, optional fraction) or a plain date
/// "2026-11-21" (midnight UTC). Nothing for any other shape, for a day that does not exist, or outside of the years 0 to 9999 in UTC.
std::optional<TimestampMs> parse_rfc3339(std::string_view text);

/// "2026-11-21T22:47:13.250Z"; the fraction is left out when zero.
std::string format_rfc3339(TimestampMs at);

/// The calendar day of an instant where clocks are `utc_offset_minutes` ahead of UTC, in days since 1970-01-01.
std::int64_t local_day(TimestampMs at, int utc_offset_minutes);

/// Days since 1970-01-01 of a proleptic Gregorian date, and back
/// (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day);
struct CivilDate {
    std::int64_t year;
    unsigned month;   ///< 1 to 12
    unsigned day;     ///< 1 to 31
};
CivilDate civil_from_days(std::int64_t days);
bool is_valid_civil(std::int64_t year, unsigned month, unsigned day);

}   // namespace pasokh
