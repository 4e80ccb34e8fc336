#pragma once
// The native host of the semantic tree: what the page gets from the browser's DOM.
//
// Hit test, focus order with a visible ring, activation, scrolling, text fields and links inside paragraphs, all read from the same
// nodes that the core painted. It turns what a person does into semantics::Event and paints what the browser would paint:
// field text, carets, focus ring, scroll bar, images. No SDL here.
//
// Use:
//   host.update(tree);                          // after every frame of the app
//   host.pointer_down(x, y, 1, false); host.pointer_up(x, y);
//   input.events = host.take_events();          // for the next frame
//   host.paint(canvas, theme, pictures);
//
// Invariants: activation happens when the pointer goes up over the node it went down on; a field's text is changed by the tree
// only when the app decided otherwise than the person typed.
//
// Ownership: keeps references to engine and clipboard, and a pointer to the tree until the next update. Threads: one.

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/semantics/tree.h"
#include "core/ui/theme.h"
#include "shell/desktop/text/engine.h"
#include "shell/desktop/window/canvas.h"
#include "shell/desktop/window/field_editor.h"
#include "shell/desktop/window/field_view.h"
#include "shell/desktop/window/input.h"

namespace pasokh::desktop {

using semantics::NodeId;

class SemanticHost {
public:
    SemanticHost(NativeTextEngine& engine, Clipboard& clipboard) : engine_(engine), clipboard_(clipboard) {}

    /// The tree must live until the next update.
    void update(const semantics::Tree& tree, float width, float height);
    std::vector<semantics::Event> take_events();
    bool has_events() const { return !events_.empty(); }
    /// Something that only this host paints has changed.
    bool take_dirty();

    // --- pointer, in layout pixels ---
    void pointer_moved(float x, float y);
    void pointer_down(float x, float y, int clicks, bool extend);
    void pointer_up(float x, float y);
    void wheel(float x, float y, float delta_y);
    Pointer pointer_shape(float x, float y) const;

    // --- keyboard ---
    /// False: not used here (Escape without a composition).
    bool key(const KeyPress& press);
    void text_typed(std::string_view text);
    void text_composed(std::string_view text, std::size_t cursor);
    bool field_has_focus() const { return focused_field() != nullptr; }
    /// Where an input method puts its window.
    Rect caret_rect();

    bool scroll_to_anchor(std::string_view anchor);
    NodeId focused() const { return focus_.node; }
    float scroll_top(NodeId scroller) const;
    /// Where a node is in the panel; an empty rectangle when it is not in the tree.
    Rect rect_of(NodeId node) const;

    void paint(Canvas& canvas, const ui::Theme& theme, PictureStore& pictures);

private:
    struct Placed {
        const semantics::Node* node = nullptr;
        Rect at, clip;
        const semantics::Node* scroller = nullptr;
    };
    /// A node, or one link inside one of its paragraphs.
    struct Target {
        NodeId node;
        int text = -1;                 ///< index into Node::texts; -1: the node itself
        std::uint32_t span = 0;        ///< index into the paragraph's spans
        bool operator==(const Target&) const = default;
    };
    struct Field {
        FieldEditor editor;
        FieldScroll scroll;
        std::string seen;                    ///< the node's value at the last update
        std::vector<std::string> reported;   ///< typed and not yet come back in the tree
    };

    void place_nodes(float width, float height);
    void update_fields();
    void take_requests();
    const Placed* placed(NodeId node) const;
    const semantics::Node* focused_field() const;
    Field& field_of(const semantics::Node& node);
    FieldView view_of(const semantics::Node& node);

    const Placed* interactive_at(float x, float y) const;
    std::optional<Target> link_at(float x, float y) const;
    std::optional<Target> target_at(float x, float y) const;
    std::string href_of(const Target& target) const;
    std::vector<Rect> rects_of(const Target& target) const;

    void send(semantics::Event::Kind kind, NodeId node, std::string text = {}, float scroll_top = 0);
    void activate(const Target& target);
    void focus(const Target& target, bool visible);
    std::vector<Target> focus_order() const;
    void move_focus(bool forward);
    void move_radio(bool forward);
    void show(const Target& target);

    void scroll_by(const semantics::Node& scroller, float delta);
    void set_scroll(const semantics::Node& scroller, float top);
    const semantics::Node* main_scroller() const;

    bool edit_key(const semantics::Node& node, const KeyPress& press);
    bool edit_shortcut(const semantics::Node& node, const KeyPress& press);
    bool move_caret(const semantics::Node& node, const KeyPress& press);
    void edited(const semantics::Node& node, bool changed);

    void paint_fields(Canvas& canvas, const ui::Theme& theme);
    void paint_pictures(Canvas& canvas, const ui::Theme& theme, PictureStore& pictures);
    void paint_scroll_bar(Canvas& canvas, const ui::Theme& theme) const;
    void paint_focus(Canvas& canvas, const ui::Theme& theme) const;

    NativeTextEngine& engine_;
    Clipboard& clipboard_;
    const semantics::Tree* tree_ = nullptr;
    std::vector<Placed> placed_;
    std::unordered_map<std::uint32_t, std::size_t> index_;
    std::unordered_map<std::uint32_t, Field> fields_;
    std::unordered_map<std::uint32_t, float> scroll_;
    std::vector<semantics::Event> events_;
    Target focus_;
    bool focus_visible_ = false;
    std::optional<Target> pressed_;
    std::optional<NodeId> selecting_;
    float width_ = 0, height_ = 0;
    bool dirty_ = true;
};

}   // namespace pasokh::desktop
