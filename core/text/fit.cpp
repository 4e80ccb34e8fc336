#include "core/text/fit.h"

#include "core/text/utf8.h"

namespace pasokh::text {

namespace {

bool repaints(char32_t letter) { return letter < 0x20 || (letter >= 0x7F && letter < 0xA0) || (letter >= 0x202A && letter <= 0x202E) || letter == 0x2028 || letter == 0x2029; }

bool has_unfit(std::string_view text, std::u32string_view allowed) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = next_code_point(text, at);
        if (repaints(letter) && allowed.find(letter) == std::u32string_view::npos) return true;
    }
    return false;
}

}   // namespace

bool is_fit_line(std::string_view text) { return !has_unfit(text, {}); }

bool is_fit_text(std::string_view text) { return !has_unfit(text, U"\n\t\r"); }

std::string tidy_line(std::string_view typed) {
    std::string tidy;
    for (std::size_t at = 0; at < typed.size();) {
        const std::size_t begin = at;
        if (!repaints(next_code_point(typed, at))) tidy += typed.substr(begin, at - begin);
    }
    return tidy;
}

std::string tidy_text(std::string_view typed) {
    std::string tidy;
    for (std::size_t at = 0; at < typed.size();) {
        const std::size_t begin = at;
        const char32_t letter = next_code_point(typed, at);
        const bool line_end = letter == U'\n' || letter == 0x2028 || letter == 0x2029 || (letter == U'\r' && (at == typed.size() || typed[at] != '\n'));
        if (line_end) tidy += '\n';
        else if (letter == U'\t' || !repaints(letter)) tidy += typed.substr(begin, at - begin);
    }
    const std::size_t first = tidy.find_first_not_of(" \t\n");
    return first == std::string::npos ? std::string{} : tidy.substr(first, tidy.find_last_not_of(" \t\n") - first + 1);
}

}   // namespace pasokh::text
