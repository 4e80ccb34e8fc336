#include "shell/desktop/window/field_view.h"

#include <algorithm>
#include <cmath>

namespace pasokh::desktop {

namespace {

constexpr float kPaddingX = 14;
constexpr float kPaddingY = 12;
constexpr float kIconGap = 10;
constexpr float kCaretWidth = 1.5f;
constexpr float kUnbroken = 1e6f;   ///< width of a text that must not wrap
constexpr ui::TextStyle kStyle{.size = 16, .line_height = 1.5f};

bool is_left_to_right(const semantics::Node& node) { return node.input_hint == "tel" || node.input_hint == "email"; }

}   // namespace

bool is_multi_line(const semantics::Node& node) { return node.role == semantics::Role::text_area; }

FieldView::FieldView(NativeTextEngine& engine, const semantics::Node& node, const Rect& at, const FieldEditor& editor, FieldScroll& scroll)
    : engine_(engine), node_(node), editor_(editor), scroll_(scroll), inner_(inner_rect(at)), shown_(editor.shown_text()) {
    paragraph_ = lay_out(shown_, semantics::Color::text);
}

/// Clear of icons that the view put into the field.
Rect FieldView::inner_rect(const Rect& at) const {
    float left = kPaddingX;
    float right = kPaddingX;
    for (const semantics::IconPart& icon : node_.icons) {
        if (icon.x + icon.size / 2 < at.width / 2) left = std::max(left, icon.x + icon.size + kIconGap);
        else right = std::max(right, at.width - icon.x + kIconGap);
    }
    const float vertical = is_multi_line(node_) ? kPaddingY : 0;
    return {at.x + left, at.y + vertical, std::max(1.0f, at.width - left - right), std::max(1.0f, at.height - 2 * vertical)};
}

ParagraphId FieldView::lay_out(std::string_view text, ui::Color color) const {
    ui::ParagraphRequest request{.text = text, .spans = nullptr, .style = kStyle, .width = inner_.width, .lang = node_.lang};
    request.style.color = color;
    request.rtl = node_.rtl;
    if (is_left_to_right(node_) && text == shown_ && !text.empty()) {
        request.rtl = false;
        request.auto_direction = false;
        request.align = node_.rtl ? ui::Align::end : ui::Align::start;   // still at the interface's side
    }
    if (!is_multi_line(node_)) {
        request.width = kUnbroken;
        request.width = std::max(inner_.width, std::ceil(engine_.size(engine_.layout_for_host(request)).width) + 2);
    }
    layout_width_ = request.width;
    return engine_.layout_for_host(request);
}

float FieldView::origin_x() const { return (node_.rtl ? inner_.x + inner_.width - layout_width_ : inner_.x) - scroll_.x; }

float FieldView::origin_y() const {
    if (is_multi_line(node_)) return inner_.y - scroll_.y;
    return inner_.y + (inner_.height - engine_.size(paragraph_).height) / 2;
}

std::size_t FieldView::offset_at(float x, float y) const { return engine_.hit(paragraph_, x - origin_x(), y - origin_y()); }

Rect FieldView::caret_rect() const {
    const Caret caret = engine_.caret(paragraph_, editor_.shown_caret());
    return {origin_x() + caret.x - kCaretWidth / 2, origin_y() + caret.top, kCaretWidth, caret.height};
}

std::size_t FieldView::visual_step(bool to_right) const {
    const std::size_t here = editor_.caret();
    const Caret from = engine_.caret(paragraph_, here);
    const auto [begin, end] = engine_.line_range(paragraph_, from.line);
    std::size_t best = here;
    float best_distance = INFINITY;
    for (std::size_t at = begin;; at = next_grapheme(shown_, at)) {
        const float x = engine_.caret(paragraph_, at).x;
        const float distance = to_right ? x - from.x : from.x - x;
        if (distance > 0.01f && distance < best_distance) {
            best = at;
            best_distance = distance;
        }
        if (at >= end) break;
    }
    if (best != here) return best;
    const bool forward = to_right != engine_.is_rtl(paragraph_);   // over the edge of the line
    return forward ? next_grapheme(shown_, std::max(here, end)) : previous_grapheme(shown_, std::min(here, begin));
}

std::size_t FieldView::vertical_step(int lines) const {
    const Caret from = engine_.caret(paragraph_, editor_.caret());
    const auto target = static_cast<int>(from.line) + lines;
    if (target < 0) return 0;
    if (target >= static_cast<int>(engine_.size(paragraph_).line_count)) return shown_.size();
    return engine_.hit(paragraph_, from.x, from.top + (static_cast<float>(lines) + 0.5f) * from.height);
}

std::pair<std::size_t, std::size_t> FieldView::line_of_caret() const {
    return engine_.line_range(paragraph_, engine_.caret(paragraph_, editor_.caret()).line);
}

void FieldView::follow_caret() {
    const Rect caret = caret_rect();
    if (caret.x < inner_.x) scroll_.x -= inner_.x - caret.x;
    if (caret.x + caret.width > inner_.x + inner_.width) scroll_.x += caret.x + caret.width - inner_.x - inner_.width;
    const float slack = std::max(0.0f, layout_width_ - inner_.width);
    scroll_.x = std::clamp(scroll_.x, node_.rtl ? -slack : 0.0f, node_.rtl ? 0.0f : slack);
    if (!is_multi_line(node_)) return;
    if (caret.y < inner_.y) scroll_.y -= inner_.y - caret.y;
    if (caret.y + caret.height > inner_.y + inner_.height) scroll_.y += caret.y + caret.height - inner_.y - inner_.height;
    scroll_.y = std::clamp(scroll_.y, 0.0f, std::max(0.0f, engine_.size(paragraph_).height - inner_.height));
}

void FieldView::paint_paragraph(Canvas& canvas, const ui::Theme& theme, ParagraphId id) const {
    std::vector<ui::TextQuad> quads;
    engine_.quads(id, inner_.y - origin_y(), inner_.y + inner_.height - origin_y(), quads);
    canvas.text(quads, origin_x(), origin_y(), theme);
}

void FieldView::paint(Canvas& canvas, const ui::Theme& theme, bool focused, const Rect& clip) const {
    canvas.set_clip(intersection(clip, grown(inner_, 2)));
    if (shown_.empty()) {
        if (focused) canvas.fill(caret_rect(), theme.rgba(semantics::Color::accent));
        const float text_width = layout_width_;
        const ParagraphId placeholder = lay_out(node_.placeholder, semantics::Color::text_muted);
        paint_paragraph(canvas, theme, placeholder);
        layout_width_ = text_width;
        return;
    }
    const auto [begin, end] = editor_.selection();
    const auto rects = [&](std::size_t from, std::size_t to) {
        std::vector<Rect> found = engine_.range_rects(paragraph_, from, to);
        for (Rect& rect : found) {
            rect.x += origin_x();
            rect.y += origin_y();
        }
        return found;
    };
    if (focused && !editor_.composing()) {
        for (const Rect& rect : rects(begin, end)) canvas.fill(rect, (theme.rgba(semantics::Color::accent) & 0xFFFFFF00) | 0x40);
    }
    paint_paragraph(canvas, theme, paragraph_);
    const auto [composed_begin, composed_end] = editor_.composition_range();
    for (const Rect& rect : rects(composed_begin, composed_end)) {
        canvas.fill({rect.x, rect.y + rect.height - 3, rect.width, 1.5f}, theme.rgba(semantics::Color::text));
    }
    if (focused) canvas.fill(caret_rect(), theme.rgba(semantics::Color::accent));
}

}   // namespace pasokh::desktop
