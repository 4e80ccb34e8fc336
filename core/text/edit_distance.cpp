#include "core/text/edit_distance.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/text/utf8.h"

namespace pasokh::text {

namespace {

struct Decoded {
    std::array<char32_t, kMaxEditLetters> letters;
    std::size_t size = 0;
    bool too_long = false;
};

Decoded decode(std::string_view word) {
    Decoded out;
    for (std::size_t at = 0; at < word.size();) {
        if (out.size == kMaxEditLetters) { out.too_long = true; break; }
        out.letters[out.size++] = next_code_point(word, at);
    }
    return out;
}

}   // namespace

std::size_t edit_distance(std::string_view left, std::string_view right, std::size_t max) {
    const Decoded a = decode(left), b = decode(right);
    const std::size_t difference = a.size > b.size ? a.size - b.size : b.size - a.size;
    if (a.too_long || b.too_long || difference > max) return max + 1;
    using Row = std::array<std::uint8_t, kMaxEditLetters + 1>;
    Row before{}, row{}, next{};
    for (std::size_t j = 0; j <= b.size; ++j) row[j] = static_cast<std::uint8_t>(j);
    for (std::size_t i = 1; i <= a.size; ++i) {
        next[0] = static_cast<std::uint8_t>(i);
        std::size_t best = next[0];
        for (std::size_t j = 1; j <= b.size; ++j) {
            int value = std::min({row[j] + 1, next[j - 1] + 1, row[j - 1] + (a.letters[i - 1] == b.letters[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a.letters[i - 1] == b.letters[j - 2] && a.letters[i - 2] == b.letters[j - 1]) value = std::min(value, before[j - 2] + 1);
            next[j] = static_cast<std::uint8_t>(value);
            best = std::min(best, static_cast<std::size_t>(value));
        }
        if (best > max) return max + 1;
        before = row;
        row = next;
    }
    return std::min<std::size_t>(row[b.size], max + 1);
}

}   // namespace pasokh::text
