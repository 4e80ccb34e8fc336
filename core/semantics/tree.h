#pragma once
// The semantic tree: what is on the screen, what it is called, what one can do with it, and how it looks.
//
// The call that draws a widget emits its node here, so meaning and picture cannot diverge. Three hosts read
// the tree: the page (patches native DOM elements), the desktop shell (hit test, focus, keyboard) and tests
// (find by role and name). The painter draws boxes, icons and paragraphs of the very same nodes.
// The idea and the field names follow WAI-ARIA and Flutter's semantics.
//
// Use:
//   const Node* button = tree.find(Role::button, "Track my order");
//   std::string golden = to_json(tree);
//
// Ownership: a Tree owns its nodes; it is rebuilt whole for each frame. Threads: none.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/strong_id.h"

namespace pasokh::semantics {

/// Stable between frames: made from the path of ids in the view code (see ui::Ui::id).
using NodeId = StrongId<struct NodeIdTag>;
/// A laid-out paragraph of the TextEngine.
using ParagraphId = StrongId<struct ParagraphIdTag>;

/// Sent to the page by name (role_name); order is free to change.
enum class Role : std::uint8_t {
    none,            ///< decoration: hidden from assistive technology, painted only
    group, region, dialog, navigation, search, form, article, list, list_item, table, row, column_header, cell,
    heading,         ///< `level` 2 to 6
    text, note, status, alert, code_block,
    button, link, text_field, text_area, radio_group, radio, image, separator, progress,
    scroller,        ///< children live in content coordinates; a real scroller in the page
};
std::string_view role_name(Role role);

/// Bits of Node::states.
enum State : std::uint32_t {
    disabled = 1u << 0, checked = 1u << 1, expanded = 1u << 2, selected = 1u << 3, required = 1u << 4,
    invalid = 1u << 5, busy = 1u << 6, current = 1u << 7, pressed = 1u << 8,
};

/// CSS pixels in the page, density-independent pixels on the desktop. Origin top left, also in right-to-left.
struct Rect {
    float x = 0, y = 0, width = 0, height = 0;
    bool contains(float px, float py) const { return px >= x && py >= y && px < x + width && py < y + height; }
    bool operator==(const Rect&) const = default;
};

/// Theme tokens, resolved to colours by ui::Theme and to CSS custom properties in DOM mode.
enum class Color : std::uint8_t {
    none, background, surface, surface_sunken, surface_hover, border, border_strong, text, text_muted, accent, on_accent,
    accent_soft, accent_text, positive, positive_soft, warning, warning_soft, danger, danger_soft, shadow, focus,
    mark, count_,
};
inline constexpr std::size_t kColorCount = static_cast<std::size_t>(Color::count_);
std::string_view color_name(Color color);

/// The painted background of a node.
struct Box {
    Color fill = Color::none;
    Color border = Color::none;
    float radius = 0;
    float border_width = 1;
    bool shadow = false;
    bool operator==(const Box&) const = default;
};

/// A paragraph at a place in its node. The text itself is the paragraph's, owned by the TextEngine.
struct TextPart {
    ParagraphId paragraph;
    float x = 0, y = 0;     ///< offset from the node's top left
    bool operator==(const TextPart&) const = default;
};

/// A line drawing on a 24 by 24 grid (ui/icons.h), painted `size` wide in one colour.
struct IconPart {
    std::string_view path;  ///< SVG path data, absolute commands M L H V C A Z only; static storage
    Color color = Color::text;
    float x = 0, y = 0, size = 0;
    bool mirrored = false;  ///< flipped for right-to-left
    bool operator==(const IconPart&) const = default;
};

struct Node {
    NodeId id;
    NodeId parent;                     ///< none: child of the panel
    Role role = Role::none;
    std::uint32_t states = 0;
    std::uint8_t level = 0;            ///< headings: 2 to 6
    Rect rect;                         ///< in the panel, or inside a scroller: (0, 0) is the top left of its content
    Box box;
    std::vector<TextPart> texts;
    std::vector<IconPart> icons;
    std::string name;                  ///< accessible name; empty when the texts say it
    std::string description;
    std::string value;                 ///< text of a field
    std::string placeholder;
    std::string error;                 ///< shown below an invalid field, announced with it
    std::string href;                  ///< links and images: where to
    std::string input_hint;            ///< fields: "search", "tel", "email", "text"; also sets the keyboard of a phone
    std::string autocomplete;          ///< HTML autocomplete token, or empty
    std::uint32_t max_length = 0;      ///< fields: in UTF-16 units, 0 = no limit
    std::string anchor;                ///< headings: fragment that links point to
    std::string lang;                  ///< BCP 47, when it differs from the panel's
    bool rtl = false;                  ///< base direction of what is inside
    bool focus_now = false;            ///< move focus here after this frame (once)
    float content_height = 0;          ///< scrollers: height of the content
    float scroll_to = -1;              ///< scrollers: set the scroll offset now (once); < 0 = leave it
};

struct Tree {
    std::string lang;                  ///< of the panel
    bool rtl = false;
    std::string title;                 ///< name of the panel's region
    std::vector<Node> nodes;           ///< parents before children, siblings in reading order

    const Node* find(NodeId id) const;
    /// First node of that role whose name (or, when the name is empty, whose text as given by
    /// `name_of`) equals `name`; nullptr when there is none.
    const Node* find(Role role, std::string_view name) const;
};

/// One JSON object a node in a stable field order and without default values: for the page and for golden files.
/// `rects` false leaves geometry and paint out (golden files of meaning only).
std::string to_json(const Tree& tree, bool rects = true);

/// What a person did to a node, as the page, the desktop shell or a test reports it.
struct Event {
    enum class Kind : std::uint8_t { activate = 1, input = 2, submit = 3, scroll = 4, focus = 5, blur = 6, dismiss = 7, link = 8 };
    Kind kind = Kind::activate;
    NodeId node;
    std::string text;                  ///< input: the field's whole new value; link: the href inside a paragraph
    float scroll_top = 0;
};

}   // namespace pasokh::semantics
