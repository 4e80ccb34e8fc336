#pragma once
// One field on the screen: where its text lies, what a click hits, how it is painted.
//
// Like the page's <input>: 16 px text, words start where the interface starts whatever their own direction, the view follows the
// caret. Geometry is made new for each call from editor and node, so nothing can go stale.
//
// Use:
//   FieldView view(engine, node, at, editor, scroll);
//   editor.move_to(view.offset_at(x, y), false);
//   view.paint(canvas, theme, focused, clip);
//
// Ownership: keeps references for the length of a call chain only. Threads: one.

#include "core/semantics/tree.h"
#include "shell/desktop/text/engine.h"
#include "shell/desktop/window/canvas.h"
#include "shell/desktop/window/field_editor.h"

namespace pasokh::desktop {

/// How far a field's content is moved under its frame.
struct FieldScroll {
    float x = 0, y = 0;
};

class FieldView {
public:
    FieldView(NativeTextEngine& engine, const semantics::Node& node, const Rect& at, const FieldEditor& editor, FieldScroll& scroll);

    std::size_t offset_at(float x, float y) const;
    /// In the coordinates of `at`.
    Rect caret_rect() const;
    /// The offset one step to the left or right on the screen; through all lines.
    std::size_t visual_step(bool to_right) const;
    /// The offset `lines` lines below the caret.
    std::size_t vertical_step(int lines) const;
    std::pair<std::size_t, std::size_t> line_of_caret() const;
    /// Moves the content so that the caret shows.
    void follow_caret();
    void paint(Canvas& canvas, const ui::Theme& theme, bool focused, const Rect& clip) const;

private:
    Rect inner_rect(const Rect& at) const;
    ParagraphId lay_out(std::string_view text, ui::Color color) const;
    float origin_x() const;
    float origin_y() const;
    void paint_paragraph(Canvas& canvas, const ui::Theme& theme, ParagraphId id) const;

    NativeTextEngine& engine_;
    const semantics::Node& node_;
    const FieldEditor& editor_;
    FieldScroll& scroll_;
    Rect inner_;
    std::string shown_;
    mutable float layout_width_ = 0;
    ParagraphId paragraph_;
};

bool is_multi_line(const semantics::Node& node);

}   // namespace pasokh::desktop
