// Any bytes as what people type and other systems write in one field: dates, amounts, phones, e-mails, order numbers, request codes. The
// first byte chooses. Digits of every script mean the same, and what was understood is understood again.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/time.h"
#include "core/base/verify.h"
#include "core/i18n/format.h"
#include "core/orders/contact.h"
#include "core/requests/code.h"
#include "core/text/digits.h"
#include "core/text/utf8.h"
#include "core/wire/config.h"
#include "shell/server/import/decimal.h"
#include "shell/server/import/fields.h"
#include "shell/server/import/status_map.h"

using namespace pasokh;
using namespace pasokh::server;

namespace {

constexpr TimestampMs kNow = 1795300000000;
constexpr std::array<std::string_view, 4> kLanguages = {"fa", "ar", "en", "de"};

/// The same text in Persian digits.
std::string persian(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        if (letter < '0' || letter > '9') out += letter;
        else out.append("\xDB").push_back(static_cast<char>(0xB0 + letter - '0'));
    }
    return out;
}

void show_date(TimestampMs at) {
    using enum i18n::DateStyle;
    for (const std::string_view lang : kLanguages) {
        for (const i18n::DateStyle style : {day_month, day_month_year, weekday_day_month, numeric, day_month_time})
            VERIFY(!text::find_invalid_utf8(i18n::date(lang, at, 210, style)));
        VERIFY(!i18n::relative_day(lang, at, kNow, 210).empty());
    }
    const std::int64_t day = i18n::local_time(at, 210).days_since_1970;
    for (const i18n::Calendar calendar : {i18n::Calendar::gregorian, i18n::Calendar::jalali, i18n::Calendar::hijri_civil}) {
        const i18n::CalendarDate date = i18n::to_calendar(calendar, day);
        VERIFY(date.month >= 1 && date.month <= 12 && date.day >= 1 && date.day <= 31);
        VERIFY(i18n::from_calendar(calendar, date) == day);
    }
}

void read_date(std::string_view text) {
    static const ImportOptions options{.shop = "demo", .country = orders::Country::iran(), .relative_dates = true, .now = kNow};
    const auto at = parse_rfc3339(text);
    if (at) {
        VERIFY(parse_rfc3339(format_rfc3339(*at)) == at);
        show_date(*at);
    }
    const auto when = parse_when(text, options);
    VERIFY(parse_when(persian(text), options) == when);
    VERIFY(!at || when == at);
    if (const auto day = wire::read_civil_day(text)) VERIFY(format_rfc3339(*day * kDayMs).substr(0, 10) == text);
}

/// A date of any calendar from the bytes themselves: it exists, or nothing comes of it.
void read_calendar(std::string_view text) {
    std::array<unsigned char, 8> bytes{};
    for (std::size_t i = 0; i < bytes.size() && i < text.size(); ++i) bytes[i] = static_cast<unsigned char>(text[i]);
    const i18n::CalendarDate date{.year = static_cast<std::int16_t>(bytes[0] << 8 | bytes[1]), .month = bytes[2], .day = bytes[3]};
    const auto calendar = static_cast<i18n::Calendar>(bytes[4] % 3);
    if (const auto day = i18n::from_calendar(calendar, date)) {
        const i18n::CalendarDate same = i18n::to_calendar(calendar, *day);
        VERIFY(same.year == date.year && same.month == date.month && same.day == date.day);
    }
}

void read_amount(std::string_view text) {
    const auto amount = parse_amount(text);
    VERIFY(parse_amount(persian(text)) == amount);
    if (amount) VERIFY(parse_amount(std::to_string(*amount)) == amount);
    for (const std::string_view currency : {"IRT", "USD", "KWD", "JPY", ""}) {
        const auto money = parse_money(text, currency);
        VERIFY(parse_money(persian(text), currency) == money);
        for (const std::string_view lang : kLanguages) {
            if (money) VERIFY(!text::find_invalid_utf8(i18n::money(lang, *money, currency)));
            if (amount) VERIFY(!i18n::number(lang, *amount).empty() && !i18n::money(lang, *amount, currency).empty());
        }
    }
}

/// Its country is the first two letters, else Iran.
void read_contact(std::string_view text) {
    const auto named = orders::Country::find(text.substr(0, 2));
    if (named) text.remove_prefix(2);
    const orders::Country home = named.value_or(orders::Country::iran());
    const auto contact = orders::parse_contact(text, home);
    const std::string number = orders::normalise_order_number(text);
    if (text::find_invalid_utf8(text)) return;   // refused before it comes here
    VERIFY(orders::parse_contact(persian(text), home) == contact);
    if (contact) {
        for (const orders::Country anywhere : {home, orders::Country::other()}) VERIFY(orders::parse_contact(contact->value, anywhere) == contact);
        VERIFY(contact->value.size() <= orders::kMaxContactBytes + 1);   // "+"
        const std::string mask = orders::mask_contact(*contact, home);
        VERIFY(mask.find(contact->value) == std::string::npos && mask.find("•••") != std::string::npos);
        VERIFY(!text::find_invalid_utf8(mask));
    }
    VERIFY(orders::normalise_order_number(number) == number && orders::normalise_order_number(persian(text)) == number);
}

void read_code(std::string_view text) {
    if (const auto code = requests::parse_code(text)) {
        VERIFY(requests::is_code(*code) && requests::parse_code(requests::show_code(*code)) == code);
        VERIFY(requests::parse_code(persian(*code)) == code);
    }
    std::array<std::uint8_t, requests::kCodeLength - 1> random{};
    for (std::size_t i = 0; i < random.size() && i < text.size(); ++i) random[i] = static_cast<std::uint8_t>(text[i]);
    const std::string made = requests::make_code(random);
    VERIFY(requests::parse_code(made) == made);
    std::string other = made;   // one letter changed, two neighbours swapped: no code
    other[random[0] % other.size()] ^= 1;
    VERIFY(!requests::is_code(other));
    other = made;
    const std::size_t place = random[1] % (other.size() - 1);
    std::swap(other[place], other[place + 1]);
    VERIFY(requests::is_code(other) == (other == made));
}

void read_letters(std::string_view text) {
    const std::string folded = text::fold_digits(text);
    VERIFY(text::fold_digits(folded) == folded && text::fold_digits(persian(text)) == folded);
    const std::string seen = text::without_invisible(text);
    VERIFY(seen.size() <= text.size());
    VERIFY(text::find_invalid_utf8(text) || text::without_invisible(seen) == seen);
    const StatusMap map;
    for (const std::string_view lang : kLanguages) VERIFY(text::find_invalid_utf8(text) || !text::find_invalid_utf8(map.label_of(text, lang)));
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0 || size > 1024) return 0;
    const std::string_view text(static_cast<const char*>(static_cast<const void*>(data + 1)), size - 1);
    constexpr auto kReaders = std::to_array({read_date, read_calendar, read_amount, read_contact, read_code, read_letters});
    kReaders[data[0] % kReaders.size()](text);
    return 0;
}
