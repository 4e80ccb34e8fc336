#include "shell/desktop/window/host.h"

#include <algorithm>

namespace pasokh::desktop {

using semantics::Event;
using semantics::Node;
using semantics::Role;
using semantics::State;

namespace {

constexpr float kLineStep = 48;        ///< of the arrow keys, and of one wheel notch
constexpr float kFocusMargin = 24;     ///< kept around a focused thing that is scrolled into view

bool is_field(const Node& node) { return node.role == Role::text_field || node.role == Role::text_area; }

bool is_interactive(const Node& node) {
    const bool kind = is_field(node) || node.role == Role::button || node.role == Role::link || node.role == Role::radio;
    return kind && (node.states & State::disabled) == 0;
}

}   // namespace

// ------------------------------------------------------------------ the tree

void SemanticHost::update(const semantics::Tree& tree, float width, float height) {
    tree_ = &tree;
    width_ = width;
    height_ = height;
    for (const Node& node : tree.nodes) {
        if (node.role != Role::scroller) continue;
        float& top = scroll_[node.id.value];
        const float wanted = node.scroll_to >= 0 ? node.scroll_to : top;
        top = std::clamp(wanted, 0.0f, std::max(0.0f, node.content_height - node.rect.height));
        if (top != wanted) send(Event::Kind::scroll, node.id, {}, top);   // the content got shorter
    }
    place_nodes(width, height);
    // A scroller that left the screen starts at its top when it comes back, as an element that was removed does.
    std::erase_if(scroll_, [&](const auto& entry) { return index_.find(entry.first) == index_.end(); });
    update_fields();
    if (focus_.node && placed(focus_.node) == nullptr) {
        focus_ = {};
        focus_visible_ = false;
    }
    take_requests();
    dirty_ = true;
}

/// Panel coordinates of every node, as the painter places them.
void SemanticHost::place_nodes(float width, float height) {
    placed_.clear();
    index_.clear();
    for (const Node& node : tree_->nodes) {
        Placed one{&node, node.rect, {0, 0, width, height}, nullptr};
        if (const auto parent = index_.find(node.parent.value); node.parent && parent != index_.end()) {
            const Placed& above = placed_[parent->second];
            one.scroller = above.node->role == Role::scroller ? above.node : above.scroller;
        }
        if (one.scroller != nullptr) {
            const Placed& view = placed_[index_.at(one.scroller->id.value)];
            one.at.x += view.at.x;
            one.at.y += view.at.y - scroll_top(one.scroller->id);
            one.clip = view.at;
        }
        index_[node.id.value] = placed_.size();
        placed_.push_back(one);
    }
}

SemanticHost::Field& SemanticHost::field_of(const Node& node) {
    const auto found = fields_.find(node.id.value);
    if (found != fields_.end()) return found->second;
    Field made{FieldEditor({.multi_line = is_multi_line(node), .max_utf16_units = node.max_length}), {}, node.value, {}};
    made.editor.replace_all(node.value);
    return fields_.emplace(node.id.value, std::move(made)).first->second;
}

FieldView SemanticHost::view_of(const Node& node) {
    Field& field = field_of(node);
    return FieldView(engine_, node, placed(node.id)->at, field.editor, field.scroll);
}

void SemanticHost::update_fields() {
    for (const Node& node : tree_->nodes) {
        if (!is_field(node)) continue;
        Field& field = field_of(node);
        if (node.value == field.seen && field.reported.empty()) continue;
        field.seen = node.value;
        const auto echo = std::find(field.reported.begin(), field.reported.end(), node.value);
        if (echo != field.reported.end()) {   // what was typed has arrived; something newer may be under way
            field.reported.erase(field.reported.begin(), echo + 1);
            continue;
        }
        field.reported.clear();
        if (node.value == field.editor.text() || field.editor.composing()) continue;
        field.editor.replace_all(node.value);
        field.scroll = {};
    }
    std::erase_if(fields_, [&](const auto& entry) { return index_.find(entry.first) == index_.end(); });
}

void SemanticHost::take_requests() {
    for (const Node& node : tree_->nodes) {
        if (!node.focus_now || focus_.node == node.id) continue;
        focus({node.id}, false);
    }
}

const SemanticHost::Placed* SemanticHost::placed(NodeId node) const {
    const auto found = index_.find(node.value);
    return found == index_.end() ? nullptr : &placed_[found->second];
}

Rect SemanticHost::rect_of(NodeId node) const {
    const Placed* found = placed(node);
    return found == nullptr ? Rect{} : found->at;
}

const Node* SemanticHost::focused_field() const {
    const Placed* found = placed(focus_.node);
    return found != nullptr && focus_.text < 0 && is_field(*found->node) && is_interactive(*found->node) ? found->node : nullptr;
}

std::vector<Event> SemanticHost::take_events() { return std::exchange(events_, {}); }
bool SemanticHost::take_dirty() { return std::exchange(dirty_, false); }

void SemanticHost::send(Event::Kind kind, NodeId node, std::string text, float scroll_top) {
    events_.push_back({.kind = kind, .node = node, .text = std::move(text), .scroll_top = scroll_top});
}

// ------------------------------------------------------------------ hit test and activation

const SemanticHost::Placed* SemanticHost::interactive_at(float x, float y) const {
    for (auto it = placed_.rbegin(); it != placed_.rend(); ++it) {
        if (is_interactive(*it->node) && it->at.contains(x, y) && it->clip.contains(x, y)) return &*it;
    }
    return nullptr;
}

std::optional<SemanticHost::Target> SemanticHost::link_at(float x, float y) const {
    for (auto it = placed_.rbegin(); it != placed_.rend(); ++it) {
        if (is_interactive(*it->node) || !it->clip.contains(x, y) || !it->at.contains(x, y)) continue;
        for (std::size_t i = 0; i < it->node->texts.size(); ++i) {
            const semantics::TextPart& part = it->node->texts[i];
            const std::optional<std::uint32_t> span = engine_.link_span_at(part.paragraph, x - it->at.x - part.x, y - it->at.y - part.y);
            if (span.has_value()) return Target{it->node->id, static_cast<int>(i), *span};
        }
    }
    return std::nullopt;
}

std::optional<SemanticHost::Target> SemanticHost::target_at(float x, float y) const {
    if (const Placed* found = interactive_at(x, y)) return Target{found->node->id};
    return link_at(x, y);
}

std::string SemanticHost::href_of(const Target& target) const {
    const Placed* found = placed(target.node);
    if (found == nullptr) return {};
    if (target.text < 0) return found->node->href;
    return std::string(engine_.spans(found->node->texts[static_cast<std::size_t>(target.text)].paragraph)[target.span].href);
}

std::vector<Rect> SemanticHost::rects_of(const Target& target) const {
    const Placed* found = placed(target.node);
    if (found == nullptr) return {};
    if (target.text < 0) return {found->at};
    const semantics::TextPart& part = found->node->texts[static_cast<std::size_t>(target.text)];
    const ui::TextSpan& span = engine_.spans(part.paragraph)[target.span];
    std::vector<Rect> rects = engine_.range_rects(part.paragraph, span.begin, span.end);
    for (Rect& rect : rects) {
        rect.x += found->at.x + part.x;
        rect.y += found->at.y + part.y;
    }
    return rects;
}

/// A link node goes out by its href, as the page's <a> does; everything else is a click.
void SemanticHost::activate(const Target& target) {
    const Placed* found = placed(target.node);
    if (found == nullptr) return;
    const bool link = target.text >= 0 || (found->node->role == Role::link && !found->node->href.empty());
    send(link ? Event::Kind::link : Event::Kind::activate, target.node, link ? href_of(target) : std::string());
}

void SemanticHost::pointer_down(float x, float y, int clicks, bool extend) {
    pressed_ = target_at(x, y);
    const Placed* found = pressed_.has_value() && pressed_->text < 0 ? placed(pressed_->node) : nullptr;
    if (found == nullptr || !is_field(*found->node)) {
        focus(pressed_.value_or(Target{}), false);
        return;
    }
    focus(*pressed_, false);
    Field& field = field_of(*found->node);
    const std::size_t at = view_of(*found->node).offset_at(x, y);
    if (clicks == 1) field.editor.move_to(at, extend);
    else if (clicks == 2) field.editor.select_word_at(at);
    else field.editor.select_all();
    selecting_ = clicks == 1 ? std::optional(found->node->id) : std::nullopt;
    dirty_ = true;
}

void SemanticHost::pointer_moved(float x, float y) {
    if (!selecting_.has_value()) return;
    const Placed* found = placed(*selecting_);
    if (found == nullptr) return;
    field_of(*found->node).editor.move_to(view_of(*found->node).offset_at(x, y), true);
    view_of(*found->node).follow_caret();
    dirty_ = true;
}

void SemanticHost::pointer_up(float x, float y) {
    selecting_.reset();
    const std::optional<Target> pressed = std::exchange(pressed_, std::nullopt);
    if (!pressed.has_value() || target_at(x, y) != pressed) return;
    const Placed* found = placed(pressed->node);
    if (pressed->text < 0 && is_field(*found->node)) return;
    activate(*pressed);
}

Pointer SemanticHost::pointer_shape(float x, float y) const {
    const std::optional<Target> target = target_at(x, y);
    if (!target.has_value()) return Pointer::arrow;
    return target->text < 0 && is_field(*placed(target->node)->node) ? Pointer::text : Pointer::hand;
}

// ------------------------------------------------------------------ scrolling

float SemanticHost::scroll_top(NodeId scroller) const {
    const auto found = scroll_.find(scroller.value);
    return found == scroll_.end() ? 0 : found->second;
}

void SemanticHost::set_scroll(const Node& scroller, float top) {
    top = std::clamp(top, 0.0f, std::max(0.0f, scroller.content_height - scroller.rect.height));
    if (top == scroll_top(scroller.id)) return;
    scroll_[scroller.id.value] = top;
    send(Event::Kind::scroll, scroller.id, {}, top);
    place_nodes(width_, height_);
    dirty_ = true;
}

void SemanticHost::scroll_by(const Node& scroller, float delta) { set_scroll(scroller, scroll_top(scroller.id) + delta); }

const Node* SemanticHost::main_scroller() const {
    for (const Placed& one : placed_)
        if (one.node->role == Role::scroller) return one.node;
    return nullptr;
}

void SemanticHost::wheel(float x, float y, float delta_y) {
    for (auto it = placed_.rbegin(); it != placed_.rend(); ++it) {
        if (it->node->role == Role::scroller && it->at.contains(x, y)) return scroll_by(*it->node, -delta_y * kLineStep);
    }
}

bool SemanticHost::scroll_to_anchor(std::string_view anchor) {
    for (const Placed& one : placed_) {
        if (one.node->anchor != anchor || one.scroller == nullptr) continue;
        set_scroll(*one.scroller, one.node->rect.y - kFocusMargin / 2);
        return true;
    }
    return false;
}

/// Scrolls so that a focused thing is in view.
void SemanticHost::show(const Target& target) {
    const Placed* found = placed(target.node);
    const std::vector<Rect> rects = rects_of(target);
    if (found == nullptr || found->scroller == nullptr || rects.empty()) return;
    const float top = rects.front().y - kFocusMargin;
    const float bottom = rects.back().y + rects.back().height + kFocusMargin;
    if (top < found->clip.y) scroll_by(*found->scroller, top - found->clip.y);
    else if (bottom > found->clip.y + found->clip.height) scroll_by(*found->scroller, bottom - found->clip.y - found->clip.height);
}

// ------------------------------------------------------------------ focus

void SemanticHost::focus(const Target& target, bool visible) {
    dirty_ = true;
    focus_visible_ = visible;
    if (target == focus_) return;
    if (const Node* field = focused_field()) {
        field_of(*field).editor.compose({}, 0);
        send(Event::Kind::blur, field->id);
    }
    focus_ = target;
    if (focus_.node) send(Event::Kind::focus, focus_.node);
}

/// Tab stops in reading order: of a radio group only the chosen one, else the first.
std::vector<SemanticHost::Target> SemanticHost::focus_order() const {
    std::vector<Target> order;
    NodeId group_seen;
    for (const Placed& one : placed_) {
        const Node& node = *one.node;
        if (is_interactive(node)) {
            if (node.role == Role::radio) {
                const bool any_checked = std::any_of(placed_.begin(), placed_.end(), [&](const Placed& other) {
                    return other.node->role == Role::radio && other.node->parent == node.parent && (other.node->states & State::checked) != 0;
                });
                const bool stop = any_checked ? (node.states & State::checked) != 0 : group_seen != node.parent;
                group_seen = node.parent;
                if (!stop) continue;
            }
            order.push_back({node.id});
            continue;
        }
        for (std::size_t i = 0; i < node.texts.size(); ++i) {
            const std::vector<ui::TextSpan>& spans = engine_.spans(node.texts[i].paragraph);
            for (std::uint32_t s = 0; s < spans.size(); ++s)
                if (!spans[s].href.empty()) order.push_back({node.id, static_cast<int>(i), s});
        }
    }
    return order;
}

void SemanticHost::move_focus(bool forward) {
    const std::vector<Target> order = focus_order();
    if (order.empty()) return;
    const auto here = std::find(order.begin(), order.end(), focus_);
    std::size_t next = forward ? 0 : order.size() - 1;
    if (here != order.end()) {
        const auto at = static_cast<std::size_t>(here - order.begin());
        next = (at + (forward ? 1 : order.size() - 1)) % order.size();
    } else if (const auto from = index_.find(focus_.node.value); focus_.node && from != index_.end()) {   // a heading: go on from there
        const auto after = std::find_if(order.begin(), order.end(), [&](const Target& target) { return index_.at(target.node.value) > from->second; });
        const auto at = static_cast<std::size_t>(after - order.begin());
        next = forward ? at % order.size() : (at + order.size() - 1) % order.size();
    }
    focus(order[next], true);
    show(order[next]);
}

void SemanticHost::move_radio(bool forward) {
    const Placed* here = placed(focus_.node);
    std::vector<NodeId> radios;
    for (const Placed& one : placed_)
        if (one.node->role == Role::radio && one.node->parent == here->node->parent && is_interactive(*one.node)) radios.push_back(one.node->id);
    const auto at = static_cast<std::size_t>(std::find(radios.begin(), radios.end(), focus_.node) - radios.begin());
    const Target next{radios[(at + (forward ? 1 : radios.size() - 1)) % radios.size()]};
    focus(next, true);
    show(next);
    activate(next);
}

// ------------------------------------------------------------------ keyboard

bool SemanticHost::key(const KeyPress& press) {
    if (press.key == Key::tab && !press.ctrl && !press.alt) {
        move_focus(!press.shift);
        return true;
    }
    if (const Node* field = focused_field()) return edit_key(*field, press);
    const Placed* here = placed(focus_.node);
    const bool rtl = tree_ != nullptr && tree_->rtl;
    if (here != nullptr && here->node->role == Role::radio) {
        switch (press.key) {
            case Key::right: move_radio(!rtl); return true;
            case Key::left: move_radio(rtl); return true;
            case Key::down: move_radio(true); return true;
            case Key::up: move_radio(false); return true;
            default: break;
        }
    }
    const bool pressable = here != nullptr && (focus_.text >= 0 || is_interactive(*here->node));
    if (pressable && (press.key == Key::enter || press.key == Key::space)) {
        activate(focus_);
        return true;
    }
    const Node* scroller = main_scroller();
    if (scroller == nullptr) return false;
    const float page = scroller->rect.height * 0.9f;
    switch (press.key) {
        case Key::down: scroll_by(*scroller, kLineStep); return true;
        case Key::up: scroll_by(*scroller, -kLineStep); return true;
        case Key::page_down: scroll_by(*scroller, page); return true;
        case Key::page_up: scroll_by(*scroller, -page); return true;
        case Key::space: scroll_by(*scroller, press.shift ? -page : page); return true;
        case Key::home: set_scroll(*scroller, 0); return true;
        case Key::end: set_scroll(*scroller, scroller->content_height); return true;
        default: return false;
    }
}

void SemanticHost::edited(const Node& node, bool changed) {
    Field& field = field_of(node);
    if (changed) {
        field.reported.push_back(field.editor.text());
        send(Event::Kind::input, node.id, field.editor.text());
    }
    view_of(node).follow_caret();
    dirty_ = true;
}

void SemanticHost::text_typed(std::string_view text) {
    const Node* node = focused_field();
    if (node == nullptr) return;
    edited(*node, field_of(*node).editor.insert(text));
}

void SemanticHost::text_composed(std::string_view text, std::size_t cursor) {
    const Node* node = focused_field();
    if (node == nullptr) return;
    field_of(*node).editor.compose(text, cursor);
    edited(*node, false);
}

bool SemanticHost::edit_shortcut(const Node& node, const KeyPress& press) {
    FieldEditor& editor = field_of(node).editor;
    switch (press.key) {
        case Key::a: editor.select_all(); edited(node, false); return true;
        case Key::c: if (!editor.selected_text().empty()) clipboard_.set(editor.selected_text()); return true;
        case Key::x:
            if (editor.selected_text().empty()) return true;
            clipboard_.set(editor.selected_text());
            edited(node, editor.insert({}));
            return true;
        case Key::v: edited(node, editor.insert(clipboard_.get())); return true;
        case Key::z: edited(node, press.shift ? editor.redo() : editor.undo()); return true;
        case Key::y: edited(node, editor.redo()); return true;
        default: return false;
    }
}

bool SemanticHost::move_caret(const Node& node, const KeyPress& press) {
    FieldEditor& editor = field_of(node).editor;
    const FieldView view = view_of(node);
    const auto [begin, end] = editor.selection();
    switch (press.key) {
        case Key::left:
        case Key::right: {
            const bool right = press.key == Key::right;
            if (press.ctrl) editor.move_by(FieldEditor::Unit::word, right != node.rtl, press.shift);
            else if (begin != end && !press.shift) editor.move_to(right != node.rtl ? end : begin, false);
            else editor.move_to(view.visual_step(right), press.shift);
            break;
        }
        case Key::home: editor.move_to(press.ctrl ? 0 : view.line_of_caret().first, press.shift); break;
        case Key::end: editor.move_to(press.ctrl ? editor.text().size() : view.line_of_caret().second, press.shift); break;
        case Key::up: editor.move_to(view.vertical_step(-1), press.shift); break;
        case Key::down: editor.move_to(view.vertical_step(1), press.shift); break;
        default: return false;
    }
    edited(node, false);
    return true;
}

bool SemanticHost::edit_key(const Node& node, const KeyPress& press) {
    FieldEditor& editor = field_of(node).editor;
    if (editor.composing()) return press.key != Key::escape;   // the input method has the keys
    if (press.ctrl && edit_shortcut(node, press)) return true;
    const FieldEditor::Unit unit = press.ctrl ? FieldEditor::Unit::word : FieldEditor::Unit::grapheme;
    switch (press.key) {
        case Key::backspace: edited(node, editor.erase_backward(unit)); return true;
        case Key::del: edited(node, editor.erase_forward(unit)); return true;
        case Key::enter:
            if (is_multi_line(node) && !press.ctrl) edited(node, editor.insert("\n"));
            else send(Event::Kind::submit, node.id);
            return true;
        case Key::page_up:
        case Key::page_down:
            if (const Node* scroller = main_scroller()) scroll_by(*scroller, scroller->rect.height * (press.key == Key::page_up ? -0.9f : 0.9f));
            return true;
        default: return move_caret(node, press);
    }
}

Rect SemanticHost::caret_rect() {
    const Node* node = focused_field();
    return node == nullptr ? Rect{} : view_of(*node).caret_rect();
}

// ------------------------------------------------------------------ painting

void SemanticHost::paint(Canvas& canvas, const ui::Theme& theme, PictureStore& pictures) {
    if (tree_ == nullptr) return;
    paint_pictures(canvas, theme, pictures);
    paint_fields(canvas, theme);
    paint_scroll_bar(canvas, theme);
    paint_focus(canvas, theme);
}

void SemanticHost::paint_fields(Canvas& canvas, const ui::Theme& theme) {
    const Node* focused = focused_field();
    for (const Placed& one : placed_) {
        if (!is_field(*one.node) || intersection(one.at, one.clip).height <= 0) continue;
        view_of(*one.node).paint(canvas, theme, one.node == focused, one.clip);
    }
}

/// As object-fit: contain; without a picture its alternative text stands in the box.
void SemanticHost::paint_pictures(Canvas& canvas, const ui::Theme& theme, PictureStore& pictures) {
    for (const Placed& one : placed_) {
        if (one.node->role != Role::image || intersection(one.at, one.clip).height <= 0) continue;
        canvas.set_clip(one.clip);
        if (const Picture* picture = pictures.find(one.node->href)) {
            const float scale = std::min(one.at.width / picture->width, one.at.height / picture->height);
            const float width = picture->width * scale;
            const float height = picture->height * scale;
            canvas.image({one.at.x + (one.at.width - width) / 2, one.at.y + (one.at.height - height) / 2, width, height}, picture->texture);
            continue;
        }
        const ParagraphId id = engine_.layout_for_host({.text = one.node->name, .spans = nullptr,
            .style = {.size = 13, .color = semantics::Color::text_muted}, .width = std::max(1.0f, one.at.width - 24), .align = ui::Align::center,
            .rtl = one.node->rtl, .lang = one.node->lang});
        std::vector<ui::TextQuad> quads;
        engine_.quads(id, 0, one.at.height, quads);
        canvas.text(quads, one.at.x + 12, one.at.y + std::max(0.0f, (one.at.height - engine_.size(id).height) / 2), theme);
    }
}

void SemanticHost::paint_scroll_bar(Canvas& canvas, const ui::Theme& theme) const {
    constexpr float kWidth = 4;
    constexpr float kMargin = 3;
    for (const Placed& one : placed_) {
        const Node& node = *one.node;
        if (node.role != Role::scroller || node.content_height <= node.rect.height + 0.5f) continue;
        canvas.set_clip(one.at);
        const float track = one.at.height - 2 * kMargin;
        const float thumb = std::max(28.0f, track * node.rect.height / node.content_height);
        const float part = scroll_top(node.id) / (node.content_height - node.rect.height);
        const float x = node.rtl ? one.at.x + kMargin : one.at.x + one.at.width - kMargin - kWidth;
        canvas.fill_round({x, one.at.y + kMargin + (track - thumb) * part, kWidth, thumb}, kWidth / 2, (theme.rgba(semantics::Color::border_strong) & 0xFFFFFF00) | 0xB0);
    }
}

void SemanticHost::paint_focus(Canvas& canvas, const ui::Theme& theme) const {
    const Placed* here = placed(focus_.node);
    const bool field = focused_field() != nullptr;
    if (here == nullptr || (!focus_visible_ && !field)) return;
    canvas.set_clip(here->scroller != nullptr ? here->clip : Rect{0, 0, width_, height_});
    const Node* framed = here->node;
    Rect frame = here->at;
    // The search field has no frame of its own: the ring goes round the box it stands in.
    const Placed* parent = placed(here->node->parent);
    if (field && framed->box.fill == semantics::Color::none && framed->box.border == semantics::Color::none && parent != nullptr) {
        framed = parent->node;
        frame = parent->at;
    }
    const std::uint32_t color = theme.rgba(semantics::Color::focus);
    if (focus_.text >= 0) {
        for (const Rect& rect : rects_of(focus_)) canvas.stroke_round(grown(rect, 2), 4, 2, color);
    } else if (field) {
        canvas.stroke_round(grown(frame, -1), std::max(0.0f, framed->box.radius - 1), 2, color);
    } else {
        canvas.stroke_round(grown(frame, 2), framed->box.radius + 2, 2, color);
    }
}

}   // namespace pasokh::desktop
