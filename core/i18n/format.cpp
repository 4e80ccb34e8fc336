#include "core/i18n/format.h"

#include <array>
#include <cstddef>

#include "core/i18n/strings.h"

namespace pasokh::i18n {

namespace {

enum class Script : std::uint8_t { latin, persian, arabic };

Script script_of(std::string_view lang) {
    const std::string_view base = lang.substr(0, 2);
    return base == "fa" ? Script::persian : base == "ar" ? Script::arabic : Script::latin;
}

void append_digit(std::string& out, Script script, unsigned digit) {
    switch (script) {
        case Script::latin: out += static_cast<char>('0' + digit); break;
        case Script::persian:   // U+06F0 to U+06F9
            out += '\xDB';
            out += static_cast<char>(0xB0 + digit);
            break;
        case Script::arabic:    // U+0660 to U+0669
            out += '\xD9';
            out += static_cast<char>(0xA0 + digit);
            break;
    }
}

void append_padded(std::string& out, Script script, unsigned value, unsigned width) {
    std::array<unsigned, 10> places{};
    unsigned count = 0;
    do {
        places[count++] = value % 10;
        value /= 10;
    } while (value != 0 || count < width);
    while (count != 0) append_digit(out, script, places[--count]);
}

std::uint64_t magnitude(std::int64_t value) {
    return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

/// CLDR's minus of each language: kept on the left of its digits by a mark.
std::string_view minus_of(Script script) {
    switch (script) {
        case Script::latin: break;
        case Script::persian: return "\u200E\u2212";
        case Script::arabic: return "\u061C-";
    }
    return "-";
}

std::string_view thousands_of(Script script) { return script == Script::latin ? "," : "\u066C"; }
std::string_view decimal_point_of(Script script) { return script == Script::latin ? "." : "\u066B"; }

std::string grouped(Script script, std::uint64_t value) {
    std::array<unsigned, 20> places{};
    unsigned count = 0;
    do {
        places[count++] = static_cast<unsigned>(value % 10);
        value /= 10;
    } while (value != 0);
    std::string out;
    while (count != 0) {
        append_digit(out, script, places[--count]);
        if (count != 0 && count % 3 == 0) out += thousands_of(script);
    }
    return out;
}

struct Currency {
    std::string_view code;
    unsigned fraction_digits;
    Key pattern;
};
// Fraction digits: ISO 4217; IRT is not in it (ten rials), IRR is written without fractions.
constexpr std::array<Currency, 15> kCurrencies = {{
    {"IRT", 0, Key::currency_irt}, {"IRR", 0, Key::currency_irr}, {"USD", 2, Key::currency_usd}, {"EUR", 2, Key::currency_eur},
    {"GBP", 2, Key::currency_gbp}, {"AED", 2, Key::currency_aed}, {"SAR", 2, Key::currency_sar}, {"IQD", 3, Key::currency_iqd},
    {"KWD", 3, Key::currency_kwd}, {"BHD", 3, Key::currency_bhd}, {"OMR", 3, Key::currency_omr}, {"QAR", 2, Key::currency_qar},
    {"JOD", 3, Key::currency_jod}, {"EGP", 2, Key::currency_egp}, {"TRY", 2, Key::currency_try},
}};
constexpr unsigned kUsualFractionDigits = 2;

const Currency* find_currency(std::string_view code) {
    for (const Currency& currency : kCurrencies)
        if (currency.code == code) return &currency;
    return nullptr;
}

std::string amount(Script script, std::uint64_t minor, unsigned fraction_digits) {
    std::uint64_t unit = 1;
    for (unsigned i = 0; i < fraction_digits; ++i) unit *= 10;
    std::string out = grouped(script, minor / unit);
    if (fraction_digits != 0) {
        out += decimal_point_of(script);
        append_padded(out, script, static_cast<unsigned>(minor % unit), fraction_digits);
    }
    return out;
}

Key first_month(Calendar calendar) {
    switch (calendar) {
        case Calendar::jalali: return Key::jalali_month_1;
        case Calendar::hijri_civil: return Key::hijri_month_1;
        case Calendar::gregorian: break;
    }
    return Key::gregorian_month_1;
}

std::string day_month(std::string_view lang, Calendar calendar, const CalendarDate& date) {
    std::string out;
    append_padded(out, script_of(lang), date.day, 1);
    out += ' ';
    out += tr_plain(lang, key_at(first_month(calendar), date.month - 1));
    return out;
}

/// Year first where the language writes it so; English takes ISO 8601, which nobody reads the wrong way round.
std::string numeric(Script script, const CalendarDate& date) {
    const char separator = script == Script::latin ? '-' : '/';
    const auto year = static_cast<unsigned>(date.year);
    std::string out;
    append_padded(out, script, script == Script::arabic ? date.day : year, 2);
    out += separator;
    append_padded(out, script, date.month, 2);
    out += separator;
    append_padded(out, script, script == Script::arabic ? year : date.day, 2);
    return out;
}

}   // namespace

static_assert(static_cast<std::size_t>(Key::weekday_7) - static_cast<std::size_t>(Key::weekday_1) == 6);
static_assert(static_cast<std::size_t>(Key::jalali_month_12) - static_cast<std::size_t>(Key::jalali_month_1) == 11);
static_assert(static_cast<std::size_t>(Key::hijri_month_12) - static_cast<std::size_t>(Key::hijri_month_1) == 11);
static_assert(static_cast<std::size_t>(Key::gregorian_month_12) - static_cast<std::size_t>(Key::gregorian_month_1) == 11);

std::string number(std::string_view lang, std::int64_t value) {
    const Script script = script_of(lang);
    std::string out;
    if (value < 0) out += minus_of(script);
    return out += grouped(script, magnitude(value));
}

std::string digits(std::string_view lang, std::string_view text) {
    const Script script = script_of(lang);
    std::string out;
    out.reserve(text.size() * 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0u;
        if (byte >= '0' && byte <= '9') {
            append_digit(out, script, byte - unsigned{'0'});
        } else if (byte == 0xDB && next >= 0xB0 && next <= 0xB9) {
            append_digit(out, script, next - 0xB0);
            ++i;
        } else if (byte == 0xD9 && next >= 0xA0 && next <= 0xA9) {
            append_digit(out, script, next - 0xA0);
            ++i;
        } else {
            out += text[i];
        }
    }
    return out;
}

std::string clock(std::string_view lang, int minute_of_day) {
    const Script script = script_of(lang);
    const auto minute = static_cast<unsigned>(minute_of_day < 0 ? 0 : minute_of_day);
    std::string out;
    append_padded(out, script, minute / 60, 1);
    out += ':';
    append_padded(out, script, minute % 60, 2);
    return out;
}

unsigned fraction_digits(std::string_view currency) {
    const Currency* known = find_currency(currency);
    return known != nullptr ? known->fraction_digits : kUsualFractionDigits;
}

std::string money(std::string_view lang, std::int64_t minor, std::string_view currency) {
    const Script script = script_of(lang);
    const Currency* known = find_currency(currency);
    const std::string digits_text = amount(script, magnitude(minor), fraction_digits(currency));
    std::string out;
    if (minor < 0) out += minus_of(script);
    if (known != nullptr) return out += tr_plain(lang, known->pattern, {{"amount", digits_text}});
    out += digits_text;
    out += ' ';
    return out += currency;
}

std::string date(std::string_view lang, TimestampMs at, int utc_offset_minutes, DateStyle style) {
    const LocalTime local = local_time(at, utc_offset_minutes);
    const Calendar calendar = calendar_of(lang);
    const CalendarDate parts = to_calendar(calendar, local.days_since_1970);
    if (style == DateStyle::numeric) return numeric(script_of(lang), parts);

    std::string out = day_month(lang, calendar, parts);
    switch (style) {
        case DateStyle::day_month_year:
            out += ' ';
            append_padded(out, script_of(lang), static_cast<unsigned>(parts.year), 4);
            return out;
        case DateStyle::weekday_day_month: {
            const std::string weekday = tr_plain(lang, key_at(Key::weekday_1, weekday_of(local.days_since_1970)));
            return tr_plain(lang, Key::date_weekday, {{"weekday", weekday}, {"date", out}});
        }
        case DateStyle::day_month_time:
            return tr_plain(lang, Key::date_time, {{"date", out}, {"time", clock(lang, local.minute_of_day)}});
        case DateStyle::day_month:
        case DateStyle::numeric: break;
    }
    return out;
}

std::string relative_day(std::string_view lang, TimestampMs at, TimestampMs now, int utc_offset_minutes) {
    const std::int64_t difference = local_time(at, utc_offset_minutes).days_since_1970 - local_time(now, utc_offset_minutes).days_since_1970;
    if (difference == 0) return tr_plain(lang, Key::today);
    if (difference == 1) return tr_plain(lang, Key::tomorrow);
    if (difference == -1) return tr_plain(lang, Key::yesterday);
    return date(lang, at, utc_offset_minutes, DateStyle::weekday_day_month);
}

}   // namespace pasokh::i18n
