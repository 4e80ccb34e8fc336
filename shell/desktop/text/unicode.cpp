#include "shell/desktop/text/unicode.h"

#include <algorithm>

#include <hb.h>
#include <linebreak.h>
#include <wordbreak.h>

namespace pasokh::desktop {

namespace {

constexpr char32_t kZeroWidthNonJoiner = 0x200C;
constexpr char32_t kZeroWidthJoiner = 0x200D;
constexpr char32_t kReplacement = 0xFFFD;

bool in(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

/// Grapheme_Cluster_Break of UAX#29, with Extended_Pictographic as one more class.
enum class Class : std::uint8_t {
    other, cr, lf, control, extend, joiner, regional, prepend, spacing, leading_jamo, vowel_jamo, trailing_jamo, lv, lvt, pictograph,
};

bool is_pictograph(char32_t c) {
    return c == 0xA9 || c == 0xAE || c == 0x203C || c == 0x2049 || c == 0x2122 || c == 0x2139 || in(c, 0x2194, 0x21AA) ||
           in(c, 0x231A, 0x23FF) || in(c, 0x25AA, 0x27BF) || in(c, 0x2934, 0x2935) || in(c, 0x2B05, 0x2B55) || c == 0x3030 ||
           c == 0x303D || c == 0x3297 || c == 0x3299 || in(c, 0x1F000, 0x1F1E5) || in(c, 0x1F200, 0x1F3FA) || in(c, 0x1F400, 0x1FAFF);
}

Class class_of(char32_t c) {
    if (c == '\r') return Class::cr;
    if (c == '\n') return Class::lf;
    if (c == kZeroWidthJoiner) return Class::joiner;
    if (c == kZeroWidthNonJoiner || in(c, 0x1F3FB, 0x1F3FF) || in(c, 0xE0020, 0xE007F) || in(c, 0xFF9E, 0xFF9F)) return Class::extend;
    if (in(c, 0x1F1E6, 0x1F1FF)) return Class::regional;
    if (in(c, 0x600, 0x605) || c == 0x6DD || c == 0x70F || c == 0x890 || c == 0x891 || c == 0x8E2) return Class::prepend;
    if (in(c, 0x1100, 0x115F) || in(c, 0xA960, 0xA97C)) return Class::leading_jamo;
    if (in(c, 0x1160, 0x11A7) || in(c, 0xD7B0, 0xD7C6)) return Class::vowel_jamo;
    if (in(c, 0x11A8, 0x11FF) || in(c, 0xD7CB, 0xD7FB)) return Class::trailing_jamo;
    if (in(c, 0xAC00, 0xD7A3)) return (c - 0xAC00) % 28 == 0 ? Class::lv : Class::lvt;
    if (is_pictograph(c)) return Class::pictograph;
    switch (hb_unicode_general_category(hb_unicode_funcs_get_default(), c)) {
        case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
        case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK: return Class::extend;
        case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK: return Class::spacing;
        case HB_UNICODE_GENERAL_CATEGORY_CONTROL:
        case HB_UNICODE_GENERAL_CATEGORY_FORMAT:
        case HB_UNICODE_GENERAL_CATEGORY_LINE_SEPARATOR:
        case HB_UNICODE_GENERAL_CATEGORY_PARAGRAPH_SEPARATOR: return Class::control;
        default: return Class::other;
    }
}

bool is_control(Class c) { return c == Class::control || c == Class::cr || c == Class::lf; }

/// GB3 to GB9b: the rules that need only the two neighbours. GB11 to GB13 are in grapheme_starts.
bool breaks_between(Class left, Class right) {
    if (left == Class::cr && right == Class::lf) return false;
    if (is_control(left) || is_control(right)) return true;
    if (left == Class::leading_jamo && (right == Class::leading_jamo || right == Class::vowel_jamo || right == Class::lv || right == Class::lvt)) return false;
    if ((left == Class::lv || left == Class::vowel_jamo) && (right == Class::vowel_jamo || right == Class::trailing_jamo)) return false;
    if ((left == Class::lvt || left == Class::trailing_jamo) && right == Class::trailing_jamo) return false;
    if (right == Class::extend || right == Class::joiner || right == Class::spacing) return false;
    return left != Class::prepend;
}

/// One code point from `text` at `at`; moves `at` past it. A broken sequence is one U+FFFD for each byte.
char32_t decode_one(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(at);
    if (lead < 0x80) { ++at; return lead; }
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) { ++at; return kReplacement; }
    char32_t value = lead & (0x7Fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) { ++at; return kReplacement; }
        value = (value << 6) | (byte(at + i) & 0x3Fu);
    }
    constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
    if (value < kSmallest[length] || value > 0x10FFFF || in(value, 0xD800, 0xDFFF)) { ++at; return kReplacement; }
    at += length;
    return value;
}

/// Words as libunibreak cuts them: flags for a break AFTER each code point.
std::vector<char> word_breaks(std::u32string_view text) {
    std::vector<char> breaks(text.size());
    if (text.empty()) return breaks;
    std::vector<utf32_t> copy(text.begin(), text.end());
    set_wordbreaks_utf32(copy.data(), copy.size(), "", breaks.data());
    return breaks;
}

bool is_word_character(char32_t c) {
    switch (hb_unicode_general_category(hb_unicode_funcs_get_default(), c)) {
        case HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER: case HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER:
        case HB_UNICODE_GENERAL_CATEGORY_TITLECASE_LETTER: case HB_UNICODE_GENERAL_CATEGORY_OTHER_LETTER:
        case HB_UNICODE_GENERAL_CATEGORY_MODIFIER_LETTER: case HB_UNICODE_GENERAL_CATEGORY_DECIMAL_NUMBER:
        case HB_UNICODE_GENERAL_CATEGORY_LETTER_NUMBER: case HB_UNICODE_GENERAL_CATEGORY_OTHER_NUMBER:
        case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK: return true;
        default: return c == '_';
    }
}

std::size_t index_at(const Characters& characters, std::size_t byte) {
    const auto found = std::lower_bound(characters.byte_of.begin(), characters.byte_of.end(), byte);
    return std::min(static_cast<std::size_t>(found - characters.byte_of.begin()), characters.code_points.size());
}

}   // namespace

Characters decode(std::string_view text) {
    Characters result;
    result.code_points.reserve(text.size());
    result.byte_of.reserve(text.size() + 1);
    for (std::size_t at = 0; at < text.size();) {
        result.byte_of.push_back(static_cast<std::uint32_t>(at));
        result.code_points.push_back(decode_one(text, at));
    }
    result.byte_of.push_back(static_cast<std::uint32_t>(text.size()));
    return result;
}

void append_utf8(std::string& out, char32_t c) {
    const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(static_cast<unsigned char>(byte))); };
    if (c < 0x80) return put(c);
    if (c < 0x800) {
        put(0xC0 | (c >> 6));
    } else if (c < 0x10000) {
        put(0xE0 | (c >> 12));
        put(0x80 | ((c >> 6) & 0x3F));
    } else {
        put(0xF0 | (c >> 18));
        put(0x80 | ((c >> 12) & 0x3F));
        put(0x80 | ((c >> 6) & 0x3F));
    }
    put(0x80 | (c & 0x3F));
}

std::vector<std::uint8_t> grapheme_starts(std::u32string_view text) {
    std::vector<std::uint8_t> starts(text.size(), 0);
    Class left = Class::control;
    bool after_pictograph_joiner = false;   // GB11: pictograph Extend* ZWJ
    bool pictograph_open = false;
    unsigned regional_count = 0;            // GB12, GB13: flags are pairs
    for (std::size_t i = 0; i < text.size(); ++i) {
        const Class right = class_of(text[i]);
        bool breaks = i == 0 || breaks_between(left, right);
        if (after_pictograph_joiner && right == Class::pictograph) breaks = false;
        if (left == Class::regional && right == Class::regional && regional_count % 2 == 1) breaks = false;
        starts[i] = breaks ? 1 : 0;
        regional_count = right == Class::regional ? regional_count + 1 : 0;
        after_pictograph_joiner = pictograph_open && right == Class::joiner;
        pictograph_open = right == Class::pictograph || (pictograph_open && (right == Class::extend || right == Class::joiner));
        left = right;
    }
    return starts;
}

std::vector<LineBreak> line_breaks(std::u32string_view text, std::string_view lang) {
    std::vector<LineBreak> result(text.size(), LineBreak::forbidden);
    if (text.empty()) return result;
    std::vector<utf32_t> copy(text.begin(), text.end());
    std::vector<char> breaks(text.size());
    set_linebreaks_utf32(copy.data(), copy.size(), std::string(lang).c_str(), breaks.data());
    const std::vector<std::uint8_t> starts = grapheme_starts(text);
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool inside = i + 1 < text.size() && starts[i + 1] == 0;
        const bool last = i + 1 == text.size();   // libunibreak marks the end of text as mandatory; it is not a character's own
        const bool newline = text[i] == '\n' || text[i] == 0x2028 || text[i] == 0x2029 || text[i] == 0x0B || text[i] == 0x0C || text[i] == '\r';
        if (inside) continue;
        if (breaks[i] == LINEBREAK_MUSTBREAK && (!last || newline)) result[i] = LineBreak::mandatory;
        if (breaks[i] == LINEBREAK_ALLOWBREAK) result[i] = LineBreak::allowed;
    }
    return result;
}

std::size_t next_grapheme(std::string_view text, std::size_t at) {
    const Characters characters = decode(text);
    const std::vector<std::uint8_t> starts = grapheme_starts(characters.code_points);
    std::size_t i = index_at(characters, at);
    if (i < starts.size()) ++i;
    while (i < starts.size() && starts[i] == 0) ++i;
    return characters.byte_of[i];
}

std::size_t previous_grapheme(std::string_view text, std::size_t at) {
    const Characters characters = decode(text);
    const std::vector<std::uint8_t> starts = grapheme_starts(characters.code_points);
    std::size_t i = index_at(characters, at);
    if (i > 0) --i;
    while (i > 0 && starts[i] == 0) --i;
    return characters.byte_of[i];
}

std::size_t backspace_start(std::string_view text, std::size_t at) {
    const std::size_t start = previous_grapheme(text, at);
    const Characters cluster = decode(text.substr(start, at - start));
    if (cluster.code_points.size() < 2) return start;
    const Class first = class_of(cluster.code_points.front());
    const char32_t last = cluster.code_points.back();
    const bool whole = first == Class::pictograph || first == Class::regional || first == Class::cr || last == 0xFE0F || last == 0x20E3;
    return whole ? start : start + cluster.byte_of[cluster.code_points.size() - 1];
}

std::size_t next_word(std::string_view text, std::size_t at) {
    const Characters characters = decode(text);
    const std::vector<char> breaks = word_breaks(characters.code_points);
    std::size_t i = index_at(characters, at);
    while (i < breaks.size() && !is_word_character(characters.code_points[i])) ++i;
    while (i < breaks.size() && breaks[i] != WORDBREAK_BREAK) ++i;
    return characters.byte_of[std::min(i + 1, breaks.size())];
}

std::size_t previous_word(std::string_view text, std::size_t at) {
    const Characters characters = decode(text);
    const std::vector<char> breaks = word_breaks(characters.code_points);
    std::size_t i = index_at(characters, at);
    while (i > 0 && !is_word_character(characters.code_points[i - 1])) --i;
    if (i > 0) --i;
    while (i > 0 && breaks[i - 1] != WORDBREAK_BREAK) --i;
    return characters.byte_of[i];
}

bool is_space(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x1680 || in(c, 0x2000, 0x200A) || c == 0x3000; }

bool is_invisible(char32_t c) {
    return in(c, 0x200B, 0x200F) || in(c, 0x202A, 0x202E) || in(c, 0x2060, 0x2069) || in(c, 0xFE00, 0xFE0F) || c == 0xFEFF || c == 0xAD || c == 0x61C;
}

}   // namespace pasokh::desktop
