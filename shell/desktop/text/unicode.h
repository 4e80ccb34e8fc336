#pragma once
// Characters, graphemes, words and line breaks of one text, as flags for each code point.
//
// Line and word breaks come from libunibreak (UAX#14, UAX#29). Debian's libunibreak has no grapheme breaker, so the extended
// grapheme rules GB3 to GB13 of UAX#29 are here, over HarfBuzz's general categories; pictographs are taken by block.
//
// Use:
//   Characters characters = decode("سلام");
//   std::vector<std::uint8_t> starts = grapheme_starts(characters.code_points);
//
// Ownership: plain values. Errors: none; bytes that are not UTF-8 become U+FFFD. Threads: pure functions.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pasokh::desktop {

struct Characters {
    std::u32string code_points;
    std::vector<std::uint32_t> byte_of;   ///< one more than code points: the last is the length in bytes
};
Characters decode(std::string_view text);
void append_utf8(std::string& out, char32_t code_point);

/// 1 where a grapheme cluster begins.
std::vector<std::uint8_t> grapheme_starts(std::u32string_view text);

enum class LineBreak : std::uint8_t { forbidden, allowed, mandatory };
/// What may happen AFTER each code point. Never inside a grapheme.
std::vector<LineBreak> line_breaks(std::u32string_view text, std::string_view lang);

/// Byte offsets for editing. All take and give offsets on character boundaries of `text`.
std::size_t next_grapheme(std::string_view text, std::size_t at);
std::size_t previous_grapheme(std::string_view text, std::size_t at);
/// What one press of Backspace takes: a mark or half-space (ZWNJ) alone, but a whole emoji or flag (as browsers do).
std::size_t backspace_start(std::string_view text, std::size_t at);
std::size_t next_word(std::string_view text, std::size_t at);
std::size_t previous_word(std::string_view text, std::size_t at);

bool is_space(char32_t code_point);
/// Not drawn by itself: joiners, direction marks and isolates, variation selectors. Any font may carry them.
bool is_invisible(char32_t code_point);

}   // namespace pasokh::desktop
