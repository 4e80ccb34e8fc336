#include "shell/desktop/window/field_editor.h"

#include <algorithm>

#include "shell/desktop/text/unicode.h"

namespace pasokh::desktop {

namespace {
constexpr std::size_t kMaxUndoSteps = 200;
}

std::size_t utf16_units(std::string_view text) {
    std::size_t units = 0;
    for (const char32_t c : decode(text).code_points) units += c >= 0x10000 ? 2 : 1;
    return units;
}

std::pair<std::size_t, std::size_t> FieldEditor::selection() const { return std::minmax(caret_, anchor_); }

std::string_view FieldEditor::selected_text() const {
    const auto [begin, end] = selection();
    return std::string_view(text_).substr(begin, end - begin);
}

void FieldEditor::replace_all(std::string_view text) {
    text_ = text;
    caret_ = anchor_ = text_.size();
    composition_.clear();
    undo_.clear();
    redo_.clear();
    typing_ = false;
}

void FieldEditor::remember(bool typing) {
    redo_.clear();
    if (typing && typing_ && !undo_.empty()) return;
    undo_.push_back({text_, caret_});
    if (undo_.size() > kMaxUndoSteps) undo_.erase(undo_.begin());
    typing_ = typing;
}

/// `text` without what a field does not take: other line ends, control characters, and what exceeds the limit.
std::string FieldEditor::accepted(std::string_view text) const {
    const std::size_t kept_units = utf16_units(text_) - utf16_units(selected_text());
    std::size_t room = rules_.max_utf16_units == 0 ? text.size() : rules_.max_utf16_units - std::min<std::size_t>(kept_units, rules_.max_utf16_units);
    const Characters characters = decode(text);
    const std::vector<std::uint8_t> starts = grapheme_starts(characters.code_points);
    std::string result;
    for (std::size_t begin = 0; begin < starts.size();) {
        std::size_t end = begin + 1;
        while (end < starts.size() && starts[end] == 0) ++end;
        std::string grapheme;
        for (std::size_t i = begin; i < end; ++i) {
            const char32_t c = characters.code_points[i];
            if (c == '\r') continue;
            if (c == '\n') append_utf8(grapheme, rules_.multi_line ? U'\n' : U' ');
            else if (c == '\t') grapheme += ' ';
            else if (c >= 0x20 && c != 0x7F) append_utf8(grapheme, c);
        }
        const std::size_t units = utf16_units(grapheme);
        if (units > room) break;
        room -= units;
        result += grapheme;
        begin = end;
    }
    return result;
}

bool FieldEditor::insert(std::string_view text) {
    composition_.clear();
    const std::string fits = accepted(text);
    const auto [begin, end] = selection();
    if (fits.empty() && begin == end) return false;
    const bool typing = begin == end && decode(fits).code_points.size() == 1 && fits != " " && fits != "\n";
    remember(typing);
    text_.replace(begin, end - begin, fits);
    caret_ = anchor_ = begin + fits.size();
    return true;
}

bool FieldEditor::erase_range(std::size_t begin, std::size_t end, bool typing) {
    if (begin == end) return false;
    remember(typing);
    text_.erase(begin, end - begin);
    caret_ = anchor_ = begin;
    return true;
}

bool FieldEditor::erase_backward(Unit unit) {
    const auto [begin, end] = selection();
    if (begin != end) return erase_range(begin, end, false);
    return erase_range(unit == Unit::word ? previous_word(text_, caret_) : backspace_start(text_, caret_), caret_, false);
}

bool FieldEditor::erase_forward(Unit unit) {
    const auto [begin, end] = selection();
    if (begin != end) return erase_range(begin, end, false);
    return erase_range(caret_, unit == Unit::word ? next_word(text_, caret_) : next_grapheme(text_, caret_), false);
}

bool FieldEditor::undo() {
    if (undo_.empty()) return false;
    redo_.push_back({text_, caret_});
    text_ = std::move(undo_.back().text);
    caret_ = anchor_ = undo_.back().caret;
    undo_.pop_back();
    typing_ = false;
    return true;
}

bool FieldEditor::redo() {
    if (redo_.empty()) return false;
    undo_.push_back({text_, caret_});
    text_ = std::move(redo_.back().text);
    caret_ = anchor_ = redo_.back().caret;
    redo_.pop_back();
    typing_ = false;
    return true;
}

void FieldEditor::move_to(std::size_t offset, bool extend) {
    caret_ = std::min(offset, text_.size());
    if (!extend) anchor_ = caret_;
    typing_ = false;
}

void FieldEditor::move_by(Unit unit, bool forward, bool extend) {
    if (unit == Unit::word) return move_to(forward ? next_word(text_, caret_) : previous_word(text_, caret_), extend);
    move_to(forward ? next_grapheme(text_, caret_) : previous_grapheme(text_, caret_), extend);
}

void FieldEditor::select_all() {
    anchor_ = 0;
    caret_ = text_.size();
}

void FieldEditor::select_word_at(std::size_t offset) {
    caret_ = next_word(text_, offset);
    anchor_ = previous_word(text_, caret_);
}

void FieldEditor::compose(std::string_view text, std::size_t cursor) {
    if (!text.empty() && caret_ != anchor_) {
        const auto [begin, end] = selection();
        erase_range(begin, end, false);
    }
    composition_ = text;
    const Characters characters = decode(composition_);
    composition_cursor_ = characters.byte_of[std::min(cursor, characters.code_points.size())];
}

std::string FieldEditor::shown_text() const { return text_.substr(0, caret_) + composition_ + text_.substr(caret_); }
std::pair<std::size_t, std::size_t> FieldEditor::composition_range() const { return {caret_, caret_ + composition_.size()}; }
std::size_t FieldEditor::shown_caret() const { return caret_ + (composing() ? composition_cursor_ : 0); }

}   // namespace pasokh::desktop
