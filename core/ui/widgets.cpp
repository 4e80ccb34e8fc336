#include "core/ui/widgets.h"

#include <algorithm>

#include "core/ui/icons.h"

namespace pasokh::ui {

using i18n::Key;
using semantics::State;

TextStyle tinted(TextStyle style, Color color) {
    style.color = color;
    return style;
}

void heading(Ui& ui, Column& column, std::string_view key, std::string_view words, std::uint8_t level, const TextStyle& style, const TextOptions& options) {
    const TextBlock block = ui.text(words, style, column.width, options);
    Node& node = ui.add(key, Role::heading, {column.x, column.y, column.width, block.height});
    node.level = level;
    node.name = words;
    node.lang = options.lang;
    ui.put(node, block, 0, 0);
    column.gap(block.height);
}

void paragraph(Ui& ui, Column& column, std::string_view key, std::string_view words, const TextStyle& style, const TextOptions& options) {
    const TextBlock block = ui.text(words, style, column.width, options);
    Node& node = ui.add(key, Role::text, {column.x, column.y, column.width, block.height});
    node.name = words;
    node.lang = options.lang;
    ui.put(node, block, 0, 0);
    column.gap(block.height);
}

namespace {

struct ButtonLook {
    Box box;
    Color words;
};

ButtonLook look_of(const ButtonOptions& options) {
    if (options.disabled && options.kind == ButtonKind::quiet) return {{.radius = 12}, Color::text_muted};
    if (options.disabled) return {{.fill = Color::surface_sunken, .border = Color::border, .radius = 12}, Color::text_muted};
    if (options.pressed) return {{.fill = Color::accent_soft, .border = Color::accent, .radius = 12}, Color::accent_text};
    switch (options.kind) {
        case ButtonKind::primary: return {{.fill = Color::accent, .radius = 12}, Color::on_accent};
        case ButtonKind::secondary: return {{.fill = Color::surface, .border = Color::border_strong, .radius = 12}, Color::text};
        case ButtonKind::quiet: return {{.radius = 12}, Color::accent_text};
    }
    return {};
}

std::uint32_t states_of(const ButtonOptions& options) {
    return (options.disabled ? State::disabled : 0u) | (options.busy ? State::busy : 0u) | (options.pressed ? State::pressed : 0u);
}

}   // namespace

bool button_at(Ui& ui, std::string_view key, std::string_view label, const Rect& logical, const ButtonOptions& options) {
    const ButtonLook look = look_of(options);
    constexpr float kIcon = 20;
    constexpr float kIconGap = 8;
    const float icon_space = options.icon.empty() ? 0 : kIcon + kIconGap;
    TextStyle style = tinted(type::kStrong, look.words);
    style.line_height = 1.4f;
    const TextBlock block = ui.text(label, style, logical.width - 24 - icon_space);
    const float left = std::max(12.0f, (logical.width - block.width - icon_space) / 2);
    Node& node = ui.add(key, Role::button, logical, look.box);
    node.name = label;
    node.states = states_of(options);
    if (!options.icon.empty()) ui.put_icon(node, options.icon, look.words, left, (logical.height - kIcon) / 2, kIcon);
    ui.put(node, block, left + icon_space, (logical.height - block.height) / 2);
    return !options.disabled && ui.pressed(node.id);
}

bool button(Ui& ui, Column& column, std::string_view key, std::string_view label, const ButtonOptions& options) {
    constexpr float kHeight = 48;
    const bool pressed = button_at(ui, key, label, {column.x, column.y, column.width, kHeight}, options);
    column.gap(kHeight);
    return pressed;
}

bool icon_button(Ui& ui, std::string_view key, std::string_view name, std::string_view icon, const Rect& logical, Color color, bool mirrored) {
    constexpr float kIcon = 22;
    Node& node = ui.add(key, Role::button, logical, {.radius = 12});
    node.name = name;
    ui.put_icon(node, icon, color, (logical.width - kIcon) / 2, (logical.height - kIcon) / 2, kIcon, mirrored);
    return ui.pressed(node.id);
}

void link_button(Ui& ui, Column& column, std::string_view key, std::string_view label, std::string_view href, std::string_view icon) {
    constexpr float kHeight = 44;
    constexpr float kIcon = 18;
    const TextBlock block = ui.text(label, tinted(type::kLabel, Color::accent_text), column.width - 40);
    const float left = (column.width - block.width - kIcon - 8) / 2;
    Node& node = ui.add(key, Role::link, {column.x, column.y, column.width, kHeight}, {.fill = Color::surface, .border = Color::border_strong, .radius = 12});
    node.name = label;
    node.description = ui.tr(Key::opens_new_tab);
    node.href = href;
    ui.put(node, block, left, (kHeight - block.height) / 2);
    ui.put_icon(node, icon, Color::accent_text, left + block.width + 8, (kHeight - kIcon) / 2, kIcon, true);
    column.gap(kHeight);
}

FieldEvents field(Ui& ui, Column& column, std::string_view key, const FieldSpec& spec) {
    if (!spec.label.empty()) {
        paragraph(ui, column, std::string(key) + "/label", spec.label, type::kLabel);
        column.gap(6);
    }
    const bool invalid = !spec.error.empty();
    Node& node = ui.add(key, spec.height > 60 ? Role::text_area : Role::text_field, {column.x, column.y, column.width, spec.height},
                        {.fill = Color::surface, .border = invalid ? Color::danger : Color::border_strong, .radius = 12, .border_width = invalid ? 1.5f : 1});
    node.name = spec.label.empty() ? spec.placeholder : spec.label;
    node.value = spec.value;
    node.placeholder = spec.placeholder;
    node.description = spec.hint;
    node.error = spec.error;
    node.input_hint = spec.input;
    node.autocomplete = spec.autocomplete;
    node.max_length = spec.max_length;
    node.states = invalid ? State::invalid : 0u;
    const NodeId id = node.id;
    column.gap(spec.height);
    const std::string_view below = invalid ? spec.error : spec.hint;
    if (!below.empty()) {
        column.gap(6);
        paragraph(ui, column, std::string(key) + "/below", below, invalid ? tinted(type::kSmall, Color::danger) : type::kSmall);
    }
    return {ui.typed(id), ui.submitted(id)};
}

Card begin_card(Ui& ui, Column& column, std::string_view key, Role role, Color fill, Color border) {
    const auto scope = ui.begin(key, role, {column.x, column.y, column.width, 0}, {.fill = fill, .border = border, .radius = 14});
    return {scope, {column.x + kPadding, column.y + kPadding, column.width - 2 * kPadding}};
}

void end_card(Ui& ui, Column& column, const Card& card) {
    const float height = card.inner.y + kPadding - column.y;
    ui.end(card.scope, height);
    column.gap(height);
}

List begin_list(Ui& ui, Column& column, std::string_view key) {
    const auto scope = ui.begin(key, Role::list, {column.x, column.y, column.width, 0}, {.fill = Color::surface, .border = Color::border, .radius = 14});
    return {{scope, column}, 0};
}

bool row(Ui& ui, List& list, std::string_view key, const RowSpec& spec) {
    Column& inner = list.card.inner;
    constexpr float kIcon = 20;
    constexpr float kArrow = 18;
    constexpr float kInset = 14;
    if (list.count++ > 0) ui.add(std::string(key) + "/line", Role::none, {inner.x + kInset, inner.y, inner.width - 2 * kInset, 1}, {.fill = Color::border});
    const float start = spec.icon.empty() ? kInset : kInset + kIcon + 12;
    const float words_width = inner.width - start - kArrow - kInset - 8;
    const TextBlock title = ui.text(spec.title, type::kStrong, words_width, {.max_lines = 3, .spans = spec.title_spans, .lang = spec.lang, .panel_side = true});
    const TextBlock subtitle = spec.subtitle.empty() ? TextBlock{}
                                                     : ui.text(spec.subtitle, type::kSmall, words_width, {.max_lines = spec.subtitle_lines, .spans = spec.subtitle_spans, .lang = spec.lang, .panel_side = true});
    const ToneColors tone = colors_of(spec.status_tone);
    const TextBlock status = spec.status.empty() ? TextBlock{} : ui.text(spec.status, {.size = 13, .weight = 600, .line_height = 1.5f, .color = tone.strong}, words_width - 20, {.max_lines = 1});
    const float words_height = title.height + (subtitle.id ? subtitle.height + 2 : 0) + (status.id ? status.height + 14 : 0);
    const float height = std::max(52.0f, words_height + 24);
    const float top = (height - words_height) / 2;

    const auto item = ui.begin(std::string(key) + "/item", Role::list_item, {inner.x, inner.y, inner.width, height});
    const bool outside = !spec.href.empty();
    const float status_top = top + words_height - status.height - 8;
    if (status.id) ui.add(std::string(key) + "/status", Role::none, {inner.x + start, inner.y + status_top, status.width + 20, status.height + 8}, {.fill = tone.soft, .radius = (status.height + 8) / 2});
    Node& node = ui.add(key, outside ? Role::link : Role::button, {inner.x, inner.y, inner.width, height}, {.radius = 14});
    node.name = spec.title;
    node.description = spec.status.empty() ? std::string(spec.subtitle) : std::string(spec.status) + std::string(ui.comma()) + std::string(spec.subtitle);
    node.href = spec.href;
    node.lang = spec.lang;
    if (!spec.icon.empty()) ui.put_icon(node, spec.icon, Color::accent_text, kInset, (height - kIcon) / 2, kIcon);
    ui.put(node, title, start, top);
    if (subtitle.id) ui.put(node, subtitle, start, top + title.height + 2);
    if (status.id) ui.put(node, status, start + 10, status_top + 4);
    const bool other_site = spec.href.starts_with("http");   // tel: and mailto: stay with this device
    ui.put_icon(node, other_site ? icons::kExternal : icons::kForward, Color::text_muted, inner.width - kInset - kArrow, (height - kArrow) / 2, kArrow, true);
    const bool pressed = ui.pressed(node.id);
    ui.end(item);
    inner.gap(height);
    return pressed;
}

void end_list(Ui& ui, Column& column, const List& list) {
    ui.end(list.card.scope, list.card.inner.y - column.y);
    column.y = list.card.inner.y;
}

ToneColors colors_of(Tone tone) {
    switch (tone) {
        case Tone::neutral: return {Color::text_muted, Color::surface_sunken};
        case Tone::positive: return {Color::positive, Color::positive_soft};
        case Tone::warning: return {Color::warning, Color::warning_soft};
        case Tone::danger: return {Color::danger, Color::danger_soft};
        case Tone::accent: return {Color::accent_text, Color::accent_soft};
    }
    return {Color::text_muted, Color::surface_sunken};
}

void banner(Ui& ui, Column& column, std::string_view key, Tone tone, std::string_view icon, std::string_view title, std::string_view words) {
    const ToneColors colors = colors_of(tone);
    constexpr float kIcon = 22;
    constexpr float kInset = 14;
    const float start = kInset + kIcon + 10;
    const float words_width = column.width - start - kInset;
    const TextBlock head = title.empty() ? TextBlock{} : ui.text(title, tinted(type::kStrong, colors.strong), words_width);
    TextStyle body_style = type::kLabel;
    body_style.weight = 400;
    body_style.line_height = 1.65f;
    const TextBlock body = words.empty() ? TextBlock{} : ui.text(words, body_style, words_width);
    const float gap = head.id && body.id ? 2.0f : 0.0f;
    const float height = std::max(kIcon, head.height + gap + body.height) + 2 * kInset;
    const Role role = tone == Tone::danger ? Role::alert : Role::status;
    Node& node = ui.add(key, role, {column.x, column.y, column.width, height}, {.fill = colors.soft, .radius = 14});
    node.name = title.empty() ? words : title;
    const float first_line = head.id ? type::kStrong.size * type::kStrong.line_height : body_style.size * body_style.line_height;
    ui.put_icon(node, icon, colors.strong, kInset, kInset + (first_line - kIcon) / 2, kIcon);
    if (head.id) ui.put(node, head, start, kInset);
    if (body.id) ui.put(node, body, start, kInset + head.height + gap);
    column.gap(height);
}

float pill(Ui& ui, std::string_view key, Tone tone, std::string_view words, float x, float y, float max_width) {
    const ToneColors colors = colors_of(tone);
    const TextBlock block = ui.text(words, {.size = 13, .weight = 600, .line_height = 1.5f, .color = colors.strong}, max_width - 20, {.max_lines = 1});
    const float width = block.width + 20;
    Node& node = ui.add(key, Role::text, {x, y, width, block.height + 8}, {.fill = colors.soft, .radius = (block.height + 8) / 2});
    node.name = words;
    ui.put(node, block, 10, 4);
    return width;
}

void empty_state(Ui& ui, Column& column, std::string_view key, std::string_view icon, std::string_view title, std::string_view hint) {
    constexpr float kCircle = 64;
    constexpr float kIcon = 30;
    column.gap(16);
    Node& circle = ui.add(std::string(key) + "/icon", Role::none, {column.x + (column.width - kCircle) / 2, column.y, kCircle, kCircle}, {.fill = Color::accent_soft, .radius = kCircle / 2});
    ui.put_icon(circle, icon, Color::accent_text, (kCircle - kIcon) / 2, (kCircle - kIcon) / 2, kIcon);
    column.gap(kCircle + 12);
    heading(ui, column, std::string(key) + "/title", title, 3, type::kHeading, {.align = Align::center});
    if (!hint.empty()) {
        column.gap(4);
        paragraph(ui, column, std::string(key) + "/hint", hint, tinted(type::kBody, Color::text_muted), {.align = Align::center});
    }
}

void fact(Ui& ui, Column& column, std::string_view key, std::string_view label, std::string_view value) {
    const TextBlock name = ui.text(label, type::kSmall, column.width * 0.45f);
    TextBlock words = ui.text(value, type::kLabel, column.width - name.width - 12, {.align = Align::end});
    const bool below = words.line_count > 1 && value.find(' ') == std::string_view::npos;
    if (below) words = ui.text(value, type::kLabel, column.width);
    const float top = below ? name.height : 0;
    const float height = std::max(name.height, top + words.height);
    Node& node = ui.add(key, Role::text, {column.x, column.y, column.width, height});
    node.name = std::string(label) + ": " + std::string(value);
    ui.put(node, name, 0, 0);
    ui.put(node, words, column.width - words.layout_width, top);
    column.gap(height);
}

}   // namespace pasokh::ui
