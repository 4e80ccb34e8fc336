#pragma once
// The text of one field being edited: caret, selection, composition of an input method, undo. No screen here.
//
// Offsets are UTF-8 bytes on grapheme boundaries. The composition is not part of the text until the input method commits it; it
// is only shown at the caret.
//
// Use:
//   FieldEditor editor({.multi_line = false, .max_utf16_units = 500});
//   if (editor.insert("سلام")) report(editor.text());
//
// Ownership: plain values. Errors: none; what does not fit is cut. Threads: one.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pasokh::desktop {

class FieldEditor {
public:
    struct Rules {
        bool multi_line = false;
        std::uint32_t max_utf16_units = 0;   ///< 0: no limit
    };
    enum class Unit : std::uint8_t { grapheme, word };

    explicit FieldEditor(Rules rules) : rules_(rules) {}

    const std::string& text() const { return text_; }
    std::size_t caret() const { return caret_; }
    std::pair<std::size_t, std::size_t> selection() const;   ///< begin <= end
    std::string_view selected_text() const;

    /// From outside (the view): forgets selection and undo.
    void replace_all(std::string_view text);

    // Edits; true when the text changed.
    bool insert(std::string_view text);
    bool erase_backward(Unit unit);
    bool erase_forward(Unit unit);
    bool undo();
    bool redo();

    // Moves; `extend` keeps the other end of the selection.
    void move_to(std::size_t offset, bool extend);
    void move_by(Unit unit, bool forward, bool extend);
    void select_all();
    void select_word_at(std::size_t offset);

    // --- input method ---
    /// `cursor` counts code points from the start of `text`; empty text ends the composition.
    void compose(std::string_view text, std::size_t cursor);
    bool composing() const { return !composition_.empty(); }
    /// Text with the composition at the caret, and where it lies.
    std::string shown_text() const;
    std::pair<std::size_t, std::size_t> composition_range() const;
    std::size_t shown_caret() const;

private:
    struct Snapshot {
        std::string text;
        std::size_t caret = 0;
    };
    void remember(bool typing);
    bool erase_range(std::size_t begin, std::size_t end, bool typing);
    std::string accepted(std::string_view text) const;

    Rules rules_;
    std::string text_;
    std::size_t caret_ = 0, anchor_ = 0;
    std::string composition_;
    std::size_t composition_cursor_ = 0;
    std::vector<Snapshot> undo_, redo_;
    bool typing_ = false;              ///< the last edit was a typed character: one undo step takes them all
};

/// Length in UTF-16 code units, as the page counts max_length.
std::size_t utf16_units(std::string_view text);

}   // namespace pasokh::desktop
