#include "core/text/digits.h"

#include <algorithm>
#include <cstdint>

namespace pasokh::text {

namespace {

constexpr char32_t kNone = 0xFFFFFFFF;

/// The code point of a two- or three-byte UTF-8 sequence at the front of `text` and its length; kNone for anything else.
struct Letter {
    char32_t code = kNone;
    std::size_t length = 1;
};

Letter letter_at(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])); };
    const auto continues = [&](std::size_t i) { return i < text.size() && (byte(i) & 0xC0u) == 0x80u; };
    if ((byte(0) & 0xE0u) == 0xC0u && continues(1)) return {((byte(0) & 0x1Fu) << 6) | (byte(1) & 0x3Fu), 2};
    if ((byte(0) & 0xF0u) == 0xE0u && continues(1) && continues(2))
        return {((byte(0) & 0x0Fu) << 12) | ((byte(1) & 0x3Fu) << 6) | (byte(2) & 0x3Fu), 3};
    return {};
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char letter) { return static_cast<unsigned char>(letter) < 0x80; });
}

/// Copies `text`; letters that `map` knows are replaced by what it gives (0 = dropped), others stay (kNone).
template <typename Map>
std::string mapped(std::string_view text, Map map) {
    if (is_ascii(text)) return std::string(text);   // nearly every number is typed so
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const Letter letter = letter_at(text);
        const char32_t ascii = letter.code == kNone ? kNone : map(letter.code);
        if (ascii == kNone) out += text.substr(0, letter.length);
        else if (ascii != 0) out += static_cast<char>(ascii);
        text.remove_prefix(letter.length);
    }
    return out;
}

}   // namespace

std::string fold_digits(std::string_view text) {
    return mapped(text, [](char32_t code) -> char32_t {
        for (const char32_t zero : {U'\u06F0', U'\u0660', U'\uFF10'})
            if (code >= zero && code <= zero + 9) return static_cast<char32_t>(0x30 + (code - zero));
        return kNone;
    });
}

std::string without_invisible(std::string_view text) {
    return mapped(text, [](char32_t code) -> char32_t {
        const bool invisible = code == 0xAD || code == 0x61C || (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
                               code == 0x2060 || (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
        return invisible ? char32_t{0} : kNone;
    });
}

std::string with_plain_spaces(std::string_view text) {
    return mapped(text, [](char32_t code) -> char32_t {
        const bool space = code == 0xA0 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F || code == 0x205F || code == 0x3000;
        return space ? U' ' : kNone;
    });
}

}   // namespace pasokh::text
