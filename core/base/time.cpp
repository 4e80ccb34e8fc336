#include "core/base/time.h"

#include <array>
#include <cstddef>

namespace pasokh {

std::int64_t local_day(TimestampMs at, int utc_offset_minutes) {
    const TimestampMs local = at + utc_offset_minutes * kMinuteMs;
    return local / kDayMs - (local % kDayMs < 0 ? 1 : 0);
}

std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
    year -= month <= 2;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const auto year_of_era = static_cast<std::int64_t>(year - era * 400);
    const std::int64_t day_of_year = (153 * (static_cast<std::int64_t>(month) + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

CivilDate civil_from_days(std::int64_t days) {
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const std::int64_t day_of_era = days - era * 146097;
    const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
    const auto day = static_cast<unsigned>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
    const auto month = static_cast<unsigned>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    return {year_of_era + era * 400 + (month <= 2), month, day};
}

bool is_valid_civil(std::int64_t year, unsigned month, unsigned day) {
    constexpr std::array<unsigned, 12> kLengths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1) return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= kLengths[month - 1] + (month == 2 && leap ? 1 : 0);
}

namespace {

/// The years 0 to 9999 in UTC: what four digits can write again. An offset leads beyond them.
constexpr TimestampMs kFirstMs = -719528 * kDayMs, kLastMs = 2932897 * kDayMs - 1;

/// Reads exactly `count` ASCII digits at the front of `text` and drops them; -1 when they are not there.
int take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return -1;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char expected) {
    if (text.empty() || text.front() != expected) return false;
    text.remove_prefix(1);
    return true;
}

/// Writes `width` digits and the letter behind them; the place after it.
char* put_digits(char* out, std::int64_t value, int width, char behind) {
    for (int i = width - 1; i >= 0; --i, value /= 10) out[i] = static_cast<char>('0' + value % 10);
    out[width] = behind;
    return out + width + 1;
}

/// "Z", "+hh:mm" or "-hh:mm": the offset from UTC in minutes.
std::optional<int> take_offset(std::string_view& text) {
    if (take(text, 'Z') || take(text, 'z')) return 0;
    const bool negative = !text.empty() && text.front() == '-';
    if (!take(text, '+') && !take(text, '-')) return std::nullopt;
    const int hours = take_digits(text, 2);
    if (hours < 0 || hours > 23 || !take(text, ':')) return std::nullopt;
    const int minutes = take_digits(text, 2);
    if (minutes < 0 || minutes > 59) return std::nullopt;
    return (negative ? -1 : 1) * (hours * 60 + minutes);
}

}   // namespace

std::optional<TimestampMs> parse_rfc3339(std::string_view text) {
    const int year = take_digits(text, 4);
    if (year < 0 || !take(text, '-')) return std::nullopt;
    const int month = take_digits(text, 2);
    if (month < 0 || !take(text, '-')) return std::nullopt;
    const int day = take_digits(text, 2);
    if (day < 0 || !is_valid_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) return std::nullopt;
    const TimestampMs date = days_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day)) * kDayMs;
    if (text.empty()) return date;

    if (!take(text, 'T') && !take(text, 't') && !take(text, ' ')) return std::nullopt;
    const int hour = take_digits(text, 2);
    if (hour < 0 || hour > 23 || !take(text, ':')) return std::nullopt;
    const int minute = take_digits(text, 2);
    if (minute < 0 || minute > 59) return std::nullopt;
    int second = 0;
    if (take(text, ':')) {
        second = take_digits(text, 2);
        if (second < 0 || second > 59) return std::nullopt;
    }
    int millisecond = 0;
    if (take(text, '.')) {
        int digits = 0;
        while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
            if (digits < 3) millisecond = millisecond * 10 + (text.front() - '0');
            ++digits;
            text.remove_prefix(1);
        }
        if (digits == 0) return std::nullopt;
        for (; digits < 3; ++digits) millisecond *= 10;
    }
    const auto offset = take_offset(text);
    if (!offset || !text.empty()) return std::nullopt;
    const TimestampMs at = date + hour * kHourMs + minute * kMinuteMs + second * kSecondMs + millisecond - *offset * kMinuteMs;
    return at >= kFirstMs && at <= kLastMs ? std::optional(at) : std::nullopt;
}

std::string format_rfc3339(TimestampMs at) {
    std::int64_t days = at / kDayMs;
    std::int64_t rest = at % kDayMs;
    if (rest < 0) {
        rest += kDayMs;
        --days;
    }
    const CivilDate date = civil_from_days(days);
    const std::int64_t milliseconds = rest % kSecondMs;
    std::array<char, sizeof "9999-12-31T23:59:59.999Z"> text;
    char* end = put_digits(text.data(), date.year, 4, '-');
    end = put_digits(end, date.month, 2, '-');
    end = put_digits(end, date.day, 2, 'T');
    end = put_digits(end, rest / kHourMs, 2, ':');
    end = put_digits(end, rest / kMinuteMs % 60, 2, ':');
    end = put_digits(end, rest / kSecondMs % 60, 2, milliseconds == 0 ? 'Z' : '.');
    if (milliseconds != 0) end = put_digits(end, milliseconds, 3, 'Z');
    return {text.data(), end};
}

}   // namespace pasokh
