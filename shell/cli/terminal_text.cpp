#include "shell/cli/terminal_text.h"

#include "core/text/utf8.h"

namespace pasokh::cli {

std::string left(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text;
}

std::string right(const std::string& text, std::size_t width) { return std::string(text.size() < width ? width - text.size() : 0, ' ') + text; }

std::string harmless(std::string_view words, std::size_t longest) {
    std::string out;
    std::size_t count = 0;
    for (std::size_t at = 0; at < words.size(); ++count) {
        if (count == longest) return out + "…";
        const char32_t letter = text::next_code_point(words, at);
        const bool control = letter < 0x20 || (letter >= 0x7F && letter < 0xA0) || letter == 0x2028 || letter == 0x2029 ||
                             (letter >= 0x202A && letter <= 0x202E) || (letter >= 0x2066 && letter <= 0x2069);
        text::append_utf8(out, control ? U' ' : letter);
    }
    return out;
}

std::string indented(std::string_view words) {
    std::string out;
    while (true) {
        const std::size_t end = words.find('\n');
        out += "  " + harmless(words.substr(0, end), words.size());
        if (end == std::string_view::npos) return out;
        out += '\n';
        words.remove_prefix(end + 1);
    }
}

std::string minute_of(TimestampMs at) {
    std::string text = format_rfc3339(at).substr(0, std::string_view("2026-11-22T10:00").size());
    text[text.find('T')] = ' ';
    return text;
}

}   // namespace pasokh::cli
