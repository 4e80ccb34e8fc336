#pragma once
// A text after everything that does not depend on the width: levels, breaks, fonts and glyphs. Shaped once, broken often.
//
// Each stretch of one bidi level, script, face and slant is shaped once by HarfBuzz with the whole text as context, so letters
// join across style borders. Levels are those of UAX#9 (FriBidi), for each line of hard break; rule L1 is the line breaker's.
//
// Use:
//   ShapedText shaped = shape(fonts, {.text = "سلام", .style = {.size = 15}});
//
// Ownership: plain values; faces by id. Errors: none. Cost: one HarfBuzz call a run. Threads: one.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/ui/text_engine.h"
#include "shell/desktop/text/fonts.h"
#include "shell/desktop/text/unicode.h"

namespace pasokh::desktop {

struct ShapeRequest {
    std::string_view text;
    const std::vector<ui::TextSpan>* spans = nullptr;
    ui::TextStyle style;
    bool rtl = false;
    bool auto_direction = true;
    bool preformatted = false;
    bool collapse_spaces = true;       ///< a space after a space takes no room, as in the page; never in preformatted text
    std::string_view lang;
};

struct Glyph {
    std::uint32_t index = 0;           ///< in the face
    std::uint32_t cluster = 0;         ///< first code point it stands for
    float advance = 0, x = 0, y = 0;   ///< layout units; y grows downwards
};

struct Run {
    std::uint32_t begin = 0, end = 0;              ///< code points
    std::uint32_t glyph_begin = 0, glyph_end = 0;  ///< in visual order
    std::uint8_t level = 0;
    FaceId face = 0;
    bool slanted = false;
    float size = 0;                                ///< font size with the face's scale
    bool rtl() const { return (level & 1) != 0; }
};

struct ShapedText {
    std::string text;
    std::vector<ui::TextSpan> spans;
    ui::TextStyle style;
    std::uint8_t base_level = 0;       ///< 1 = right to left
    Characters characters;
    std::vector<std::uint8_t> grapheme_start;
    std::vector<std::uint8_t> cluster_start;   ///< 1 where a glyph cluster begins; a line may break only there
    std::vector<LineBreak> breaks;
    std::vector<std::uint8_t> levels;
    std::vector<float> advances;       ///< of the cluster, at its first code point; 0 elsewhere
    std::vector<std::uint16_t> span_of;    ///< index into spans + 1; 0 = none
    std::vector<Run> runs;             ///< logical order
    std::vector<Glyph> glyphs;
    float ascent = 0, descent = 0;     ///< of the paragraph's first face, layout units

    std::uint32_t length() const { return static_cast<std::uint32_t>(characters.code_points.size()); }
    const ui::TextSpan* span_at(std::uint32_t index) const { return span_of[index] == 0 ? nullptr : &spans[span_of[index] - 1u]; }
};

ShapedText shape(const FontSet& fonts, const ShapeRequest& request);

}   // namespace pasokh::desktop
