#pragma once
// Text as the views see it: lay a paragraph out, then draw one or more textured quads for each line.
//
// Three engines implement it. In the page the DOM lays out and Canvas2D rasterises (web/), on the desktop
// FriBidi, HarfBuzz and FreeType do (shell/desktop), in tests a fixed-width engine (ui/fixed_text_engine.h).
// Layout of many paragraphs is batched: `layout` may answer with an estimate and `pending()` true; the
// caller then calls `resolve()` and runs the views again, so that the page writes all and reads once.
//
// Use:
//   const ParagraphId id = engine.layout({.text = "سلام", .style = {.size = 15}, .width = 300});
//   if (engine.pending()) { engine.resolve(); /* run the views again */ }
//   float height = engine.size(id).height;
//
// Ownership: ids stay valid until `begin_frame` after a frame in which they were not asked for, or until
// `epoch()` changes. Threads: one. Units: CSS pixels (web), density-independent pixels (desktop).

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/semantics/tree.h"

namespace pasokh::ui {

using semantics::Color;
using semantics::ParagraphId;

enum class Align : std::uint8_t { start, center, end };

struct TextStyle {
    float size = 15;              ///< font size
    std::uint16_t weight = 400;   ///< 400, 500, 600 or 700
    float line_height = 1.6f;     ///< multiple of size
    Color color = Color::text;
    bool mono = false;
    bool operator==(const TextStyle&) const = default;
};

/// A styled stretch of a paragraph, [begin, end) in UTF-8 bytes on character boundaries. Spans are in order and
/// do not overlap; bytes outside any span have the paragraph's style.
struct TextSpan {
    std::uint32_t begin = 0, end = 0;
    bool bold = false, italic = false, code = false, mark = false, strike = false;
    std::string href;             ///< not empty: a link inside the text
    bool operator==(const TextSpan&) const = default;
};

struct ParagraphRequest {
    std::string_view text;        ///< UTF-8; '\n' is a hard break
    const std::vector<TextSpan>* spans = nullptr;
    TextStyle style;
    float width = 0;              ///< wrap at this width; must be > 0
    Align align = Align::start;   ///< start and end are those of `rtl`, also where the text's own direction differs; code starts at the left
    bool rtl = false;             ///< direction of the place the text stands in
    bool auto_direction = true;   ///< base direction by the first strong character, `rtl` when there is none; false: always `rtl`
    std::uint16_t max_lines = 0;  ///< 0: all; else cut with an ellipsis
    bool preformatted = false;    ///< keep spaces, always left to right (code)
    std::string_view lang;        ///< BCP 47
};

struct ParagraphSize {
    float width = 0;              ///< of the widest line
    float height = 0;
    std::uint32_t line_count = 0;
};

/// A textured rectangle relative to the paragraph's top left, in the units of layout; already snapped to device pixels
/// when the paragraph's origin is.
struct TextQuad {
    std::uint32_t texture = 0;    ///< handle of the renderer; 0 is the white texel
    float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
    float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
    Color tint = Color::none;     ///< none: the texture holds the final colour; else multiply by this token's colour
};

class TextEngine {
public:
    virtual ~TextEngine() = default;

    virtual void begin_frame(float device_pixel_ratio) = 0;
    /// The theme's colours by token as 0xRRGGBBAA, for engines whose textures hold final colours.
    virtual void set_colors(std::span<const std::uint32_t> rgba_by_color) { (void)rgba_by_color; }
    virtual ParagraphId layout(const ParagraphRequest& request) = 0;
    /// True when some layout of this frame is an estimate.
    virtual bool pending() const = 0;
    virtual void resolve() = 0;
    virtual ParagraphSize size(ParagraphId id) const = 0;
    /// Quads of the lines that touch [clip_top, clip_bottom) (paragraph coordinates), appended to `out`.
    virtual void quads(ParagraphId id, float clip_top, float clip_bottom, std::vector<TextQuad>& out) = 0;
    /// The text that `id` was laid out from (tests, the desktop's accessible names).
    virtual std::string_view text(ParagraphId id) const = 0;
    /// Grows when fonts, device pixel ratio or user text settings change: everything laid out before is stale.
    virtual std::uint32_t epoch() const = 0;
};

}   // namespace pasokh::ui
