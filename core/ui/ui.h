#pragma once
// The pen of the views: lays out text, emits nodes, answers "was this pressed?".
//
// Views write in logical coordinates: x runs from the start edge (left in English, right in Persian). Ui mirrors every
// rectangle, text and icon when the language is right-to-left, so no view knows its direction. A node is emitted by the call that
// draws it; the painter and the semantic hosts read the same tree.
//
// Use:
//   Ui ui({...});
//   auto card = ui.begin("card", Role::group, {16, y, 368, 0}, {.box = {...}});
//   if (ui.pressed(ui.add("go", Role::button, rect, ...))) ui.act(action::Back{});
//   ui.end(card, height);
//
// Ownership: lives for one pass over the views; State and engine must outlive it. Threads: one.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/i18n/format.h"
#include "core/i18n/strings.h"
#include "core/semantics/tree.h"
#include "core/session/action.h"
#include "core/session/state.h"
#include "core/ui/text_engine.h"

namespace pasokh::ui {

using semantics::Box;
using semantics::Node;
using semantics::NodeId;
using semantics::Rect;
using semantics::Role;

/// A laid-out paragraph and the width it was laid out in.
struct TextBlock {
    ParagraphId id;
    float width = 0;          ///< of the widest line
    float height = 0;
    float layout_width = 0;
    std::uint32_t line_count = 0;
};

struct TextOptions {
    Align align = Align::start;
    std::uint16_t max_lines = 0;
    const std::vector<TextSpan>* spans = nullptr;
    std::string_view lang;    ///< empty: the interface's
    bool preformatted = false;
    bool panel_side = false;  ///< starts where the panel's own words do, whatever `lang` is: a line of a list
};

/// Where the next widget of a column goes.
struct Column {
    float x = 0, y = 0, width = 0;
    void gap(float height) { y += height; }
    Column inset(float by) const { return {x + by, y, width - 2 * by}; }
};

class Ui {
public:
    struct Inputs {
        const session::State& state;
        TextEngine& text;
        std::span<const semantics::Event> events;
        float width = 0, height = 0;
    };
    Ui(const Inputs& inputs, semantics::Tree& tree);

    // --- facts ---
    const session::State& state() const { return state_; }
    std::string_view lang() const { return state_.lang; }
    bool rtl() const { return rtl_; }
    float width() const { return width_; }
    float height() const { return height_; }

    // --- words ---
    std::string tr(i18n::Key key, i18n::Arguments arguments = {}) const { return i18n::tr(lang(), key, arguments); }
    std::string tr_n(i18n::Key key, std::int64_t count, i18n::Arguments arguments = {}) const { return i18n::tr_n(lang(), key, count, arguments); }

    /// Between parts of one sentence: ", " or "، ".
    std::string_view comma() const { return rtl_ ? "، " : ", "; }

    // --- text ---
    TextBlock text(std::string_view words, const TextStyle& style, float width, const TextOptions& options = {});

    // --- nodes; the returned reference is valid until the next node ---
    NodeId id(std::string_view key) const;
    Node& add(std::string_view key, Role role, const Rect& logical, const Box& box = {});
    /// Children added before the matching end are its children. `height` of the rect may be 0: end sets it.
    struct Scope {
        std::size_t index = 0;
        std::size_t saved_parent = 0;
    };
    Scope begin(std::string_view key, Role role, const Rect& logical, const Box& box = {});
    void end(const Scope& scope, float height);
    void end(const Scope& scope);
    Node& node(const Scope& scope) { return tree_.nodes[scope.index]; }
    /// Inside, y counts from the top of the content and x from the scroller's start edge.
    Scope begin_scroller(std::string_view key, const Rect& logical, float scroll_to);
    void end_scroller(const Scope& scope, float content_height);

    /// Puts text or an icon into a node at a logical offset from its start top corner.
    void put(Node& node, const TextBlock& block, float x, float y) const;
    void put_icon(Node& node, std::string_view path, Color color, float x, float y, float size, bool mirrored = false) const;

    // --- what people did ---
    bool pressed(NodeId id) const;
    /// The field's new text, when it changed.
    const std::string* typed(NodeId id) const;
    bool submitted(NodeId id) const;
    std::span<const semantics::Event> events() const { return events_; }
    void act(session::Action action) { actions_.push_back(std::move(action)); }
    std::vector<session::Action>& actions() { return actions_; }

    /// Screen readers and DOM mode read `name` when the texts alone do not say it.
    semantics::Tree& tree() { return tree_; }

private:
    Rect mirror(const Rect& logical) const;

    const session::State& state_;
    TextEngine& text_;
    std::span<const semantics::Event> events_;
    semantics::Tree& tree_;
    float width_, height_;
    bool rtl_;
    float space_width_;                ///< of the panel or of the scroller we are in
    NodeId parent_;
    std::size_t parent_index_ = static_cast<std::size_t>(-1);
    std::vector<session::Action> actions_;
};

}   // namespace pasokh::ui
