#include "core/ui/ui.h"

#include "core/base/hash.h"
#include "core/base/verify.h"
#include "core/text/language.h"

namespace pasokh::ui {

namespace {
constexpr auto kNoParent = static_cast<std::size_t>(-1);
}

Ui::Ui(const Inputs& inputs, semantics::Tree& tree)
    : state_(inputs.state), text_(inputs.text), events_(inputs.events), tree_(tree), width_(inputs.width), height_(inputs.height),
      rtl_(i18n::is_rtl(inputs.state.lang)), space_width_(inputs.width) {
    tree_ = {};
    tree_.lang = state_.lang;
    tree_.rtl = rtl_;
}

TextBlock Ui::text(std::string_view words, const TextStyle& style, float width, const TextOptions& options) {
    const bool own_side = !options.lang.empty() && !options.panel_side;
    const ParagraphId paragraph = text_.layout({
        .text = words, .spans = options.spans, .style = style, .width = width < 1 ? 1 : width, .align = options.align,
        .rtl = own_side ? text::is_rtl_language(options.lang) : rtl_,
        .auto_direction = true, .max_lines = options.max_lines, .preformatted = options.preformatted,
        .lang = options.lang.empty() ? lang() : options.lang,
    });
    const ParagraphSize size = text_.size(paragraph);
    return {paragraph, size.width, size.height, width, size.line_count};
}

NodeId Ui::id(std::string_view key) const {
    const std::uint64_t hash = fnv1a64(key, 14695981039346656037ULL ^ (parent_.value * 0x9E3779B97F4A7C15ULL));
    const auto folded = static_cast<std::uint32_t>((hash ^ (hash >> 32)) & 0x7FFFFFFF);
    return NodeId{folded == 0 ? 1 : folded};
}

Rect Ui::mirror(const Rect& logical) const {
    if (!rtl_) return logical;
    return {space_width_ - logical.x - logical.width, logical.y, logical.width, logical.height};
}

Node& Ui::add(std::string_view key, Role role, const Rect& logical, const Box& box) {
    Node& added = tree_.nodes.emplace_back();
    added.id = id(key);
    added.parent = parent_;
    added.role = role;
    added.rect = mirror(logical);
    added.box = box;
    added.rtl = rtl_;
    return added;
}

Ui::Scope Ui::begin(std::string_view key, Role role, const Rect& logical, const Box& box) {
    const Scope scope{tree_.nodes.size(), parent_index_};
    parent_ = add(key, role, logical, box).id;
    parent_index_ = scope.index;
    return scope;
}

void Ui::end(const Scope& scope) {
    VERIFY(parent_index_ == scope.index);
    parent_index_ = scope.saved_parent;
    parent_ = parent_index_ == kNoParent ? NodeId{} : tree_.nodes[parent_index_].id;
}

void Ui::end(const Scope& scope, float height) {
    node(scope).rect.height = height;
    end(scope);
}

Ui::Scope Ui::begin_scroller(std::string_view key, const Rect& logical, float scroll_to) {
    const Scope scope = begin(key, Role::scroller, logical);
    node(scope).scroll_to = scroll_to;
    space_width_ = logical.width;
    return scope;
}

void Ui::end_scroller(const Scope& scope, float content_height) {
    node(scope).content_height = content_height;
    space_width_ = width_;
    end(scope);
}

void Ui::put(Node& target, const TextBlock& block, float x, float y) const {
    target.texts.push_back({block.id, rtl_ ? target.rect.width - x - block.layout_width : x, y});
}

void Ui::put_icon(Node& target, std::string_view path, Color color, float x, float y, float size, bool mirrored) const {
    target.icons.push_back({path, color, rtl_ ? target.rect.width - x - size : x, y, size, mirrored && rtl_});
}

bool Ui::pressed(NodeId node_id) const {
    for (const semantics::Event& event : events_)
        if (event.kind == semantics::Event::Kind::activate && event.node == node_id) return true;
    return false;
}

const std::string* Ui::typed(NodeId node_id) const {
    const std::string* last = nullptr;
    for (const semantics::Event& event : events_)
        if (event.kind == semantics::Event::Kind::input && event.node == node_id) last = &event.text;
    return last;
}

bool Ui::submitted(NodeId node_id) const {
    for (const semantics::Event& event : events_)
        if (event.kind == semantics::Event::Kind::submit && event.node == node_id) return true;
    return false;
}

}   // namespace pasokh::ui
