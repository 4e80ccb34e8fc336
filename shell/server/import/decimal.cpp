#include "shell/server/import/decimal.h"

#include <string>

#include "core/i18n/format.h"
#include "core/text/digits.h"

namespace pasokh::server {

namespace {
constexpr std::size_t kMaxDigits = 17;   ///< and the rounding still fits into 64 bits
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
}   // namespace

std::optional<std::int64_t> parse_money(std::string_view text, std::string_view currency) {
    std::string folded = text::with_plain_spaces(text::without_invisible(text::fold_digits(text)));
    constexpr std::string_view kPersianPoint = "\u066B";
    if (const std::size_t at = folded.find(kPersianPoint); at != std::string::npos) folded.replace(at, kPersianPoint.size(), ".");
    for (const std::string_view separator : {std::string_view(","), std::string_view("\u066C"), std::string_view(" ")})
        for (std::size_t at = folded.find(separator); at != std::string::npos; at = folded.find(separator)) folded.erase(at, separator.size());

    std::string_view rest = folded;
    const bool negative = rest.starts_with('-');
    if (negative) rest.remove_prefix(1);
    const std::size_t point = rest.find('.');
    std::string_view fraction = point == std::string_view::npos ? std::string_view{} : rest.substr(point + 1);
    std::string digits(rest.substr(0, point));
    if (digits.empty()) return std::nullopt;
    const std::size_t wanted = i18n::fraction_digits(currency);
    for (const char letter : fraction)
        if (!is_digit(letter)) return std::nullopt;
    const bool round_up = fraction.size() > wanted && fraction[wanted] >= '5';
    for (std::size_t i = 0; i < wanted; ++i) digits += i < fraction.size() ? fraction[i] : '0';
    if (digits.size() > kMaxDigits) return std::nullopt;
    std::int64_t value = 0;
    for (const char letter : digits) {
        if (!is_digit(letter)) return std::nullopt;
        value = value * 10 + (letter - '0');
    }
    value += round_up ? 1 : 0;
    return negative ? -value : value;
}

}   // namespace pasokh::server
