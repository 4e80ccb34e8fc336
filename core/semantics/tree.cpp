#include "core/semantics/tree.h"

#include <array>

namespace pasokh::semantics {

std::string_view role_name(Role role) {
    constexpr std::array kNames = {
        "none", "group", "region", "dialog", "navigation", "search", "form", "article", "list", "list_item", "table", "row",
        "column_header", "cell", "heading", "text", "note", "status", "alert", "code_block", "button", "link", "text_field",
        "text_area", "radio_group", "radio", "image", "separator", "progress", "scroller",
    };
    static_assert(kNames.size() == static_cast<std::size_t>(Role::scroller) + 1);
    return kNames[static_cast<std::size_t>(role)];
}

std::string_view color_name(Color color) {
    constexpr std::array kNames = {
        "none", "background", "surface", "surface_sunken", "surface_hover", "border", "border_strong", "text", "text_muted",
        "accent", "on_accent", "accent_soft", "accent_text", "positive", "positive_soft", "warning", "warning_soft", "danger",
        "danger_soft", "shadow", "focus", "mark",
    };
    static_assert(kNames.size() == kColorCount);
    return kNames[static_cast<std::size_t>(color)];
}

const Node* Tree::find(NodeId id) const {
    for (const Node& node : nodes)
        if (node.id == id) return &node;
    return nullptr;
}

const Node* Tree::find(Role role, std::string_view name) const {
    for (const Node& node : nodes)
        if (node.role == role && node.name == name) return &node;
    return nullptr;
}

}   // namespace pasokh::semantics
