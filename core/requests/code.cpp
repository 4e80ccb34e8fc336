#include "core/requests/code.h"

#include "core/text/digits.h"

namespace pasokh::requests {

namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t kGroup = kCodeLength / 2;

/// Times x in GF(32) with the primitive polynomial x^5 + x^2 + 1. Its powers differ up to the 31st, so the sum of letters times
/// powers of x changes with any one letter and with any two swapped.
unsigned times_x(unsigned element) {
    element <<= 1;
    return (element & 32u) != 0 ? element ^ 0b100101u : element;
}

char upper_crockford(char letter) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    if (letter == 'O') return '0';
    if (letter == 'I' || letter == 'L') return '1';
    return letter;
}

}   // namespace

std::string make_code(const std::array<std::uint8_t, kCodeLength - 1>& random) {
    std::string code;
    unsigned check = 0;
    for (const std::uint8_t byte : random) {
        code += kCrockford[byte & 31u];
        check = times_x(check) ^ (byte & 31u);
    }
    return code + kCrockford[times_x(check)];
}

bool is_code(std::string_view text) {
    if (text.size() != kCodeLength) return false;
    unsigned sum = 0;
    for (const char letter : text) {
        const std::size_t value = kCrockford.find(letter);
        if (value == std::string_view::npos) return false;
        sum = times_x(sum) ^ static_cast<unsigned>(value);
    }
    return sum == 0;
}

std::optional<std::string> parse_code(std::string_view typed) {
    std::string code;
    for (const char letter : text::with_plain_spaces(text::without_invisible(text::fold_digits(typed))))
        if (std::string_view(" \t\r\n-_.").find(letter) == std::string_view::npos) code += upper_crockford(letter);
    return is_code(code) ? std::optional(code) : std::nullopt;
}

std::string show_code(std::string_view code) {
    if (code.size() != kCodeLength) return std::string(code);
    return std::string(code.substr(0, kGroup)) + '-' + std::string(code.substr(kGroup));
}

}   // namespace pasokh::requests
