#include "shell/desktop/text/engine.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "core/base/verify.h"

namespace pasokh::desktop {

namespace {

constexpr std::uint32_t kShapedKeptFrames = 120;   ///< a text scrolled or navigated away comes back without shaping
constexpr std::string_view kEllipsis = "…";

template <typename T>
void put(std::string& key, T value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    key.append(bytes, sizeof value);
}

/// Everything that shaping depends on, and the colours of spans; widths are not in it.
std::string shape_key(const ShapeRequest& request) {
    std::string key;
    put(key, request.style.size);
    put(key, request.style.weight);
    put(key, request.style.line_height);
    put(key, request.style.color);
    const unsigned flags = (request.style.mono ? 1u : 0u) | (request.rtl ? 2u : 0u) | (request.auto_direction ? 4u : 0u) | (request.preformatted ? 8u : 0u) |
                           (request.collapse_spaces ? 16u : 0u);
    put(key, flags);
    put(key, request.lang.size());
    key.append(request.lang);
    if (request.spans != nullptr) {
        for (const ui::TextSpan& span : *request.spans) {
            put(key, span.begin);
            put(key, span.end);
            put(key, (span.bold ? 1u : 0u) | (span.italic ? 2u : 0u) | (span.code ? 4u : 0u) | (span.mark ? 8u : 0u) | (span.strike ? 16u : 0u));
            put(key, span.href.size());
            key.append(span.href);
        }
    }
    put(key, request.text.size());
    key.append(request.text);
    return key;
}

ShapeRequest shape_request(const ui::ParagraphRequest& request, bool editing) {
    return {request.text, request.spans, request.style, request.rtl, request.auto_direction, request.preformatted, !editing, request.lang};
}

/// Spans that survive a cut at `bytes`.
std::vector<ui::TextSpan> cut_spans(const std::vector<ui::TextSpan>& spans, std::uint32_t bytes) {
    std::vector<ui::TextSpan> kept;
    for (ui::TextSpan span : spans) {
        if (span.begin >= bytes) break;
        span.end = std::min(span.end, bytes);
        kept.push_back(std::move(span));
    }
    return kept;
}

/// Calls `found(begin, end, span)` for every stretch of `line` whose span fulfils `wanted`.
template <typename Wanted, typename Found>
void each_span(const ShapedText& text, const Line& line, Wanted wanted, Found found) {
    for (std::uint32_t begin = line.begin; begin < line.visible_end;) {
        std::uint32_t end = begin + 1;
        while (end < line.visible_end && text.span_of[end] == text.span_of[begin]) ++end;
        const ui::TextSpan* span = text.span_at(begin);
        if (span != nullptr && wanted(*span)) found(begin, end, *span);
        begin = end;
    }
}

}   // namespace

void NativeTextEngine::begin_frame(float device_pixel_ratio) {
    if (device_pixel_ratio != ratio_) {
        ratio_ = device_pixel_ratio;
        ++epoch_;
    }
    atlas_.trim();
    if (!views_ran_) return;
    views_ran_ = false;
    for (auto it = entries_.begin(); it != entries_.end();) {
        const bool stale = it->second.last_frame != frame_;
        if (stale) ids_.erase(it->second.key);
        it = stale ? entries_.erase(it) : std::next(it);
    }
    for (auto it = shaped_.begin(); it != shaped_.end();) {
        const bool stale = it->second.use_count() == 1 && frame_ - it->second->last_frame > kShapedKeptFrames;
        it = stale ? shaped_.erase(it) : std::next(it);
    }
    ++frame_;
}

std::shared_ptr<NativeTextEngine::Shaped> NativeTextEngine::shape_cached(const ShapeRequest& request) {
    std::string key = shape_key(request);
    auto found = shaped_.find(key);
    if (found == shaped_.end()) found = shaped_.emplace(std::move(key), std::make_shared<Shaped>(Shaped{shape(fonts_, request), 0})).first;
    found->second->last_frame = frame_;
    return found->second;
}

ParagraphId NativeTextEngine::layout(const ui::ParagraphRequest& request) {
    views_ran_ = true;
    return layout_kept(request, false);
}

ParagraphId NativeTextEngine::layout_kept(const ui::ParagraphRequest& request, bool editing) {
    VERIFY(request.width > 0);
    std::string key;
    put(key, request.width);
    put(key, request.align);
    put(key, request.max_lines);
    put(key, editing);
    key += shape_key(shape_request(request, editing));
    if (const auto found = ids_.find(key); found != ids_.end()) {
        Entry& known = entries_.at(found->second);
        known.last_frame = frame_;
        known.shaped->last_frame = frame_;
        return ParagraphId{found->second};
    }
    Entry made;
    made.key = key;
    made.full_text = std::string(request.text);
    made.last_frame = frame_;
    made.shaped = shape_cached(shape_request(request, editing));
    const BreakRequest lines{request.width, request.align, request.rtl && !request.preformatted, editing};
    made.paragraph = break_lines(made.shaped->text, lines);
    cut_with_ellipsis(made, request, lines);
    const std::uint32_t id = next_id_++;
    ids_.emplace(std::move(key), id);
    entries_.emplace(id, std::move(made));
    return ParagraphId{id};
}

void NativeTextEngine::cut_with_ellipsis(Entry& entry, const ui::ParagraphRequest& request, const BreakRequest& lines) {
    ShapeRequest mark = shape_request(request, lines.line_after_break);
    mark.text = kEllipsis;
    mark.spans = nullptr;
    if (request.max_lines == 0 || entry.paragraph.lines.size() <= request.max_lines) return;
    const std::shared_ptr<Shaped> ellipsis = shape_cached(mark);
    std::optional<std::uint32_t> cut =
        ellipsis_cut(entry.shaped->text, entry.paragraph, request.max_lines, request.width, ellipsis->text.advances.front());
    const std::shared_ptr<Shaped> whole = entry.shaped;
    // The ellipsis can change shaping or breaks at the seam, so the cut text is laid out again until it fits.
    while (cut.has_value()) {
        const std::uint32_t bytes = whole->text.characters.byte_of[*cut];
        const std::string text = whole->text.text.substr(0, bytes) + std::string(kEllipsis);
        const std::vector<ui::TextSpan> spans = cut_spans(whole->text.spans, bytes);
        ShapeRequest shorter = shape_request(request, lines.line_after_break);
        shorter.text = text;
        shorter.spans = &spans;
        shorter.auto_direction = false;
        shorter.rtl = whole->text.base_level == 1;
        entry.shaped = shape_cached(shorter);
        entry.paragraph = break_lines(entry.shaped->text, lines);
        if (entry.paragraph.lines.size() <= request.max_lines || *cut == 0) return;
        do --*cut; while (*cut > 0 && whole->text.grapheme_start[*cut] == 0);
    }
}

const NativeTextEngine::Entry& NativeTextEngine::entry(ParagraphId id) const {
    const auto found = entries_.find(id.value);
    VERIFY(found != entries_.end());
    return found->second;
}

ui::ParagraphSize NativeTextEngine::size(ParagraphId id) const { return entry(id).paragraph.size; }
std::string_view NativeTextEngine::text(ParagraphId id) const { return entry(id).full_text; }
const ShapedText& NativeTextEngine::shaped(ParagraphId id) const { return entry(id).shaped->text; }
const Paragraph& NativeTextEngine::paragraph(ParagraphId id) const { return entry(id).paragraph; }
bool NativeTextEngine::is_rtl(ParagraphId id) const { return entry(id).shaped->text.base_level == 1; }
float NativeTextEngine::snap(float value) const { return std::round(value * ratio_) / ratio_; }

std::uint32_t NativeTextEngine::index_of(const Entry& of, std::size_t byte) const {
    const std::vector<std::uint32_t>& bytes = of.shaped->text.characters.byte_of;
    const auto found = std::lower_bound(bytes.begin(), bytes.end(), byte);
    return static_cast<std::uint32_t>(std::min<std::ptrdiff_t>(found - bytes.begin(), of.shaped->text.length()));
}

Caret NativeTextEngine::caret(ParagraphId id, std::size_t byte) const {
    const Entry& of = entry(id);
    return caret_at(of.shaped->text, of.paragraph, index_of(of, byte));
}

std::size_t NativeTextEngine::hit(ParagraphId id, float x, float y) const {
    const Entry& of = entry(id);
    const std::uint32_t index = index_at(of.shaped->text, of.paragraph, x, y);
    return std::min<std::size_t>(of.shaped->text.characters.byte_of[index], of.full_text.size());
}

std::vector<semantics::Rect> NativeTextEngine::range_rects(ParagraphId id, std::size_t begin, std::size_t end) const {
    const Entry& of = entry(id);
    return desktop::range_rects(of.shaped->text, of.paragraph, index_of(of, begin), index_of(of, end));
}

std::optional<std::uint32_t> NativeTextEngine::link_span_at(ParagraphId id, float x, float y) const {
    const Entry& of = entry(id);
    const std::optional<std::uint32_t> index = character_at(of.shaped->text, of.paragraph, x, y);
    const ui::TextSpan* span = index.has_value() ? of.shaped->text.span_at(*index) : nullptr;
    if (span == nullptr || span->href.empty()) return std::nullopt;
    return static_cast<std::uint32_t>(span - of.shaped->text.spans.data());
}

std::string_view NativeTextEngine::link_at(ParagraphId id, float x, float y) const {
    const std::optional<std::uint32_t> span = link_span_at(id, x, y);
    return span.has_value() ? std::string_view(spans(id)[*span].href) : std::string_view();
}

std::pair<std::size_t, std::size_t> NativeTextEngine::line_range(ParagraphId id, std::uint32_t line) const {
    const Entry& of = entry(id);
    VERIFY(line < of.paragraph.lines.size());
    const Line& found = of.paragraph.lines[line];
    const ShapedText& shaped = of.shaped->text;
    std::uint32_t end = found.end;
    const bool hard = end > found.begin && shaped.breaks[end - 1] == LineBreak::mandatory;
    const bool soft = !hard && end < shaped.length();
    if (hard || (soft && found.visible_end < end)) --end;   // stand before the break, not on the next line
    return {shaped.characters.byte_of[found.begin], shaped.characters.byte_of[end]};
}

void NativeTextEngine::quads(ParagraphId id, float clip_top, float clip_bottom, std::vector<ui::TextQuad>& out) {
    const Entry& of = entry(id);
    for (const Line& line : of.paragraph.lines) {
        if (line.top + line.height > clip_top && line.top < clip_bottom) line_quads(of, line, out);
    }
}

void NativeTextEngine::line_quads(const Entry& of, const Line& line, std::vector<ui::TextQuad>& out) {
    background_quads(of, line, out);
    for (const Piece& piece : line.pieces) glyph_quads(of, line, piece, out);
    rule_quads(of, line, out);
}

void NativeTextEngine::glyph_quads(const Entry& of, const Line& line, const Piece& piece, std::vector<ui::TextQuad>& out) {
    const ShapedText& text = of.shaped->text;
    const Run& run = text.runs[piece.run];
    float pen = piece.x;
    for (std::uint32_t i = piece.glyph_begin; i < piece.glyph_end; ++i) {
        const Glyph& glyph = text.glyphs[i];
        const float quarters = std::round((pen + glyph.x) * ratio_ * 4);
        const float whole = std::floor(quarters / 4);
        const GlyphSlot& slot = atlas_.find({.face = run.face, .glyph = glyph.index,
            .size_64 = static_cast<std::uint32_t>(std::lround(run.size * ratio_ * 64)),
            .quarter_x = static_cast<std::uint8_t>(quarters - whole * 4), .slanted = run.slanted});
        pen += glyph.advance;
        if (slot.width == 0) continue;
        const ui::TextSpan* span = text.span_at(glyph.cluster);
        ui::TextQuad quad;
        quad.texture = slot.texture;
        quad.x0 = (whole + static_cast<float>(slot.left)) / ratio_;
        quad.y0 = (std::round((line.baseline + glyph.y) * ratio_) + static_cast<float>(slot.top)) / ratio_;
        quad.x1 = quad.x0 + static_cast<float>(slot.width) / ratio_;
        quad.y1 = quad.y0 + static_cast<float>(slot.height) / ratio_;
        quad.u0 = slot.u0; quad.v0 = slot.v0; quad.u1 = slot.u1; quad.v1 = slot.v1;
        quad.tint = span != nullptr && !span->href.empty() ? ui::Color::accent_text : text.style.color;
        out.push_back(quad);
    }
}

void NativeTextEngine::background_quads(const Entry& of, const Line& line, std::vector<ui::TextQuad>& out) const {
    const ShapedText& text = of.shaped->text;
    each_span(text, line, [](const ui::TextSpan& span) { return span.mark || span.code; },
        [&](std::uint32_t begin, std::uint32_t end, const ui::TextSpan& span) {
            const Paragraph one{{line}, {}};
            for (const semantics::Rect& rect : desktop::range_rects(text, one, begin, end)) {
                ui::TextQuad quad;
                quad.x0 = snap(rect.x - 1);
                quad.x1 = snap(rect.x + rect.width + 1);
                quad.y0 = snap(line.baseline - text.style.size * 0.95f);
                quad.y1 = snap(line.baseline + text.style.size * 0.35f);
                quad.tint = span.mark ? ui::Color::mark : ui::Color::surface_sunken;
                out.push_back(quad);
            }
        });
}

void NativeTextEngine::rule_quads(const Entry& of, const Line& line, std::vector<ui::TextQuad>& out) const {
    const ShapedText& text = of.shaped->text;
    const float thickness = std::max(1.0f / ratio_, snap(text.style.size / 16));
    each_span(text, line, [](const ui::TextSpan& span) { return span.strike || !span.href.empty(); },
        [&](std::uint32_t begin, std::uint32_t end, const ui::TextSpan& span) {
            const Paragraph one{{line}, {}};
            for (const semantics::Rect& rect : desktop::range_rects(text, one, begin, end)) {
                const auto rule = [&](float y, ui::Color tint) {
                    ui::TextQuad quad;
                    quad.x0 = snap(rect.x);
                    quad.x1 = snap(rect.x + rect.width);
                    quad.y0 = snap(y);
                    quad.y1 = quad.y0 + thickness;
                    quad.tint = tint;
                    out.push_back(quad);
                };
                const ui::Color ink = span.href.empty() ? text.style.color : ui::Color::accent_text;
                if (!span.href.empty()) rule(line.baseline + text.style.size * 0.16f, ink);
                if (span.strike) rule(line.baseline - text.style.size * 0.28f, ink);
            }
        });
}

}   // namespace pasokh::desktop
