#include "core/base/json_text.h"

namespace pasokh {

void append_json_string(std::string& out, std::string_view text) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out += '"';
    for (char letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\') {
            out += '\\';
            out += letter;
        } else if (letter == '\n') {
            out += "\\n";
        } else if (byte < 0x20) {
            out += "\\u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        } else {
            out += letter;
        }
    }
    out += '"';
}

void append_json_integer(std::string& out, std::int64_t value) {
    char digits[20];
    int count = 0;
    auto rest = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    do {
        digits[count++] = static_cast<char>('0' + rest % 10);
        rest /= 10;
    } while (rest != 0);
    if (value < 0) out += '-';
    while (count > 0) out += digits[--count];
}

void append_json_number(std::string& out, double value) {
    const auto hundredths = static_cast<std::int64_t>(value * 100 + (value < 0 ? -0.5 : 0.5));
    if (hundredths < 0) out += '-';
    const std::int64_t positive = hundredths < 0 ? -hundredths : hundredths;
    append_json_integer(out, positive / 100);
    const auto fraction = static_cast<int>(positive % 100);
    if (fraction == 0) return;
    out += '.';
    out += static_cast<char>('0' + fraction / 10);
    if (fraction % 10 != 0) out += static_cast<char>('0' + fraction % 10);
}

}   // namespace pasokh
