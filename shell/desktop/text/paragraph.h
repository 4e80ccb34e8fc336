#pragma once
// A shaped text broken into lines of one width, with the caret table that editing and links need.
//
// Lines hold pieces in visual order, left to right. Caret positions are those of code points: a ligature's advance is divided
// equally between its graphemes, as browsers do.
//
// Use:
//   Paragraph paragraph = break_lines(shaped, {.width = 300});
//   Caret caret = caret_at(shaped, paragraph, 4);
//
// Ownership: a Paragraph is plain values and only makes sense with the ShapedText it was broken from. Units: layout
// pixels; indices are code points. Errors: none. Threads: one.

#include <cstdint>
#include <vector>

#include "core/semantics/tree.h"
#include "core/ui/text_engine.h"
#include "shell/desktop/text/shaped_text.h"

namespace pasokh::desktop {

/// A part of one run on one line.
struct Piece {
    std::uint32_t run = 0;
    std::uint32_t begin = 0, end = 0;              ///< code points
    std::uint32_t glyph_begin = 0, glyph_end = 0;
    std::uint8_t level = 0;                        ///< after rule L1
    float x = 0, width = 0;
    bool rtl() const { return (level & 1) != 0; }
};

struct Line {
    std::uint32_t begin = 0, end = 0;              ///< code points, with trailing spaces and the hard break
    std::uint32_t visible_end = 0;                 ///< without them
    float top = 0, baseline = 0, height = 0;
    float x = 0, width = 0;                        ///< of the visible part
    std::vector<Piece> pieces;
};

struct Paragraph {
    std::vector<Line> lines;
    ui::ParagraphSize size;
};

struct BreakRequest {
    float width = 0;
    ui::Align align = ui::Align::start;
    bool rtl = false;                  ///< of the place the text stands in: where its lines start, whatever their own direction
    bool line_after_break = false;     ///< a text that ends with '\n' has one more, empty line (editing)
};

Paragraph break_lines(const ShapedText& text, const BreakRequest& request);

/// How much of `text` fits into `max_lines` lines with an ellipsis after it; nothing when all fits. In code points.
std::optional<std::uint32_t> ellipsis_cut(const ShapedText& text, const Paragraph& paragraph, std::uint16_t max_lines, float width,
                                          float ellipsis_width);

struct Caret {
    float x = 0, top = 0, height = 0;
    std::uint32_t line = 0;
    bool rtl = false;                  ///< direction of the text it stands in
    bool operator==(const Caret&) const = default;
};
Caret caret_at(const ShapedText& text, const Paragraph& paragraph, std::uint32_t index);
/// The grapheme boundary nearest to a point, clamped into the paragraph.
std::uint32_t index_at(const ShapedText& text, const Paragraph& paragraph, float x, float y);
/// The code point whose ink box holds the point; nothing beside the text.
std::optional<std::uint32_t> character_at(const ShapedText& text, const Paragraph& paragraph, float x, float y);
/// Rectangles of [begin, end) in reading order of lines, one a visual stretch.
std::vector<semantics::Rect> range_rects(const ShapedText& text, const Paragraph& paragraph, std::uint32_t begin, std::uint32_t end);

}   // namespace pasokh::desktop
