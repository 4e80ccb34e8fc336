// The frame around every view: header, search field, scrolling body, tab bar.
#include <algorithm>
#include <array>

#include "core/session/requests.h"
#include "core/ui/icons.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using session::View;
namespace action = session::action;

namespace {

constexpr float kHeader = 56;        ///< with a title of one line
constexpr float kHomeHeader = 120;
constexpr float kSearchHeight = 50;
constexpr float kTabBar = 62;

bool has_search(View view) { return view == View::home || view == View::results; }

std::string title_of(const Ui& ui) {
    switch (ui.state().here.view) {
        case View::home: return ui.tr(Key::title);
        case View::results: return ui.tr(Key::results_title);
        case View::category: return ui.state().category.name;
        case View::article: return ui.tr(Key::title);
        case View::order_form:
        case View::order_status: return ui.tr(Key::tab_orders);
        case View::feedback: return ui.tr(Key::feedback_title);
        case View::contact: return ui.tr(Key::contact_title);
        case View::request_form: return ui.tr(Key::contact_title);
        case View::request_thread: return ui.tr(Key::requests_title);
    }
    return {};
}

/// Draws the header and gives its height, which grows when the title takes a second line.
float draw_header(Ui& ui) {
    constexpr TextOptions kTitle{.max_lines = 2};
    const bool home = ui.state().here.view == View::home;
    const Color ink = home ? Color::on_accent : Color::text;
    const auto header = ui.begin("header", Role::group, {0, 0, ui.width(), 0}, {.fill = home ? Color::accent : Color::surface});
    const bool can_go_back = !home;
    if (can_go_back && icon_button(ui, "back", ui.tr(Key::back), icons::kBack, {6, 6, kTarget, kTarget}, ink, true)) ui.act(action::Back{});

    const float start = can_go_back ? 54 : kPadding;
    Column column{start, 0, ui.width() - start - 58};
    float height = 0;
    if (home) {
        constexpr float kNarrow = 360, kBelowTitle = 48;   // the search field stands half in the header
        column.y = 18;
        if (!ui.state().config.name.empty()) paragraph(ui, column, "shop", ui.state().config.name, tinted(type::kLabel, Color::on_accent), {.max_lines = 1});
        heading(ui, column, "view-title", ui.tr(Key::home_greeting), 2, {.size = ui.width() < kNarrow ? 18.0f : 22.0f, .weight = 700, .line_height = 1.5f, .color = Color::on_accent}, kTitle);
        height = std::max(kHomeHeader, column.y + kBelowTitle);
    } else {
        constexpr float kBelowTitle = 10;
        column.y = (kHeader - type::kHeading.size * type::kHeading.line_height) / 2;
        heading(ui, column, "view-title", title_of(ui), 2, type::kHeading, kTitle);
        height = std::max(kHeader, column.y + kBelowTitle);
        ui.add("header-line", Role::none, {0, height - 1, ui.width(), 1}, {.fill = Color::border});
    }
    if (icon_button(ui, "close", ui.tr(Key::close), icons::kClose, {ui.width() - 50, 6, kTarget, kTarget}, ink)) ui.act(action::Close{});
    ui.end(header, height);
    return height;
}

/// Overlaps the home header by half; gives the y below it.
float draw_search(Ui& ui, float header_height, bool focus) {
    const bool home = ui.state().here.view == View::home;
    const float top = home ? header_height - kSearchHeight / 2 - 4 : header_height + 12;
    const float clear_space = ui.state().query.empty() ? 0 : 40;
    const Rect frame{kPadding, top, ui.width() - 2 * kPadding, kSearchHeight};
    const auto region = ui.begin("search-region", Role::search, frame, {.fill = Color::surface, .border = Color::border_strong, .radius = 14, .shadow = home});
    ui.node(region).name = ui.tr(Key::search_label);
    Node& icon = ui.add("search-icon", Role::none, {frame.x + 14, top, 22, kSearchHeight});
    ui.put_icon(icon, icons::kSearch, Color::text_muted, 0, (kSearchHeight - 22) / 2, 22);
    Node& field = ui.add("search", Role::text_field, {frame.x + 42, top + 1, frame.width - 50 - clear_space, kSearchHeight - 2});
    field.name = ui.tr(Key::search_label);
    field.placeholder = ui.tr(Key::search_placeholder);
    field.value = ui.state().query;
    field.input_hint = "search";
    field.autocomplete = "off";
    field.max_length = 500;
    field.focus_now = focus;
    if (const std::string* text = ui.typed(field.id)) ui.act(action::TypeQuery{*text});
    if (clear_space > 0 && icon_button(ui, "search-clear", ui.tr(Key::search_clear), icons::kClose, {frame.x + frame.width - 46, top + 3, kTarget, kTarget}, Color::text_muted))
        ui.act(action::ClearQuery{});
    ui.end(region);
    return top + kSearchHeight + 8;
}

struct Tab {
    std::string_view key;
    Key label;
    std::string_view icon;
    View view;
};

bool tab_is_current(View tab, View here) {
    switch (here) {
        case View::order_form:
        case View::order_status: return tab == View::order_form;
        case View::feedback: return tab == View::feedback;
        case View::contact:
        case View::request_form:
        case View::request_thread: return tab == View::contact;
        default: return tab == View::home;
    }
}

void draw_tab_bar(Ui& ui) {
    static constexpr std::array<Tab, 4> kTabs = {{
        {"tab-home", Key::tab_home, icons::kHome, View::home},
        {"tab-orders", Key::tab_orders, icons::kParcel, View::order_form},
        {"tab-feedback", Key::tab_feedback, icons::kStar, View::feedback},
        {"tab-contact", Key::tab_contact, icons::kChat, View::contact},
    }};
    const float top = ui.height() - kTabBar;
    const auto bar = ui.begin("tabs", Role::navigation, {0, top, ui.width(), kTabBar}, {.fill = Color::surface});
    ui.node(bar).name = ui.tr(Key::sections);
    ui.add("tabs-line", Role::none, {0, top, ui.width(), 1}, {.fill = Color::border});
    const float tab_width = (ui.width() - 16) / kTabs.size();
    float x = 8;
    for (const Tab& tab : kTabs) {
        const bool current = tab_is_current(tab.view, ui.state().here.view);
        const Color ink = current ? Color::accent_text : Color::text_muted;
        const std::string label = ui.tr(tab.label);
        const TextBlock block = ui.text(label, {.size = 12, .weight = static_cast<std::uint16_t>(current ? 600 : 500), .line_height = 1.5f, .color = ink}, tab_width - 4, {.align = Align::center, .max_lines = 1});
        Node& node = ui.add(tab.key, Role::button, {x, top + 5, tab_width, kTabBar - 9}, {.radius = 12});
        node.name = label;
        node.states = current ? semantics::State::current : 0u;
        ui.put_icon(node, tab.icon, ink, (tab_width - 24) / 2, 6, 24);
        ui.put(node, block, 2, 31);
        const bool pressed = ui.pressed(node.id);
        if (tab.view == View::contact && session::has_news(ui.state())) {
            node.name = label + std::string(ui.comma()) + ui.tr(Key::request_new);
            ui.add("tab-news", Role::none, {x + tab_width / 2 + 6, top + 9, 10, 10}, {.fill = Color::danger, .border = Color::surface, .radius = 5, .border_width = 1.5f});
        }
        if (pressed) ui.act(action::GoTo{tab.view, {}});
        x += tab_width;
    }
    ui.end(bar);
}

/// What the device cannot keep, or kept and cannot read any more.
void draw_device(Ui& ui, Column& column) {
    const session::State& state = ui.state();
    const bool waits = std::any_of(state.outbox.begin(), state.outbox.end(), [](const session::OutboxItem& item) { return !item.in_flight; });
    if (!state.remembers && waits) {
        banner(ui, column, "not-kept", Tone::warning, icons::kAlert, {}, ui.tr(Key::not_kept));
        column.gap(16);
    }
    if (state.unreadable.empty()) return;
    banner(ui, column, "unreadable", Tone::danger, icons::kAlert, ui.tr(Key::unreadable_title), ui.tr(Key::unreadable));
    column.gap(8);
    if (button(ui, column, "unreadable-seen", ui.tr(Key::understood), {.kind = ButtonKind::quiet})) ui.act(action::DismissUnreadable{});
    column.gap(16);
}

void draw_body(Ui& ui, Column& column) {
    if (!ui.state().online) {
        banner(ui, column, "offline", Tone::warning, icons::kOffline, {}, ui.tr(Key::offline_banner));
        column.gap(16);
    }
    draw_device(ui, column);
    switch (ui.state().here.view) {
        case View::home: return draw_home(ui, column);
        case View::results: return draw_results(ui, column);
        case View::category: return draw_category(ui, column);
        case View::article: return draw_article(ui, column);
        case View::order_form: return draw_order_form(ui, column);
        case View::order_status: return draw_order_status(ui, column);
        case View::feedback: return draw_feedback(ui, column);
        case View::contact: return draw_contact(ui, column);
        case View::request_form: return draw_request_form(ui, column);
        case View::request_thread: return draw_request_thread(ui, column);
    }
}

/// The first heading of the body, or the header's title: where reading starts in a new view.
void focus_view(semantics::Tree& tree, NodeId body) {
    Node* title = nullptr;
    bool inside = false;
    for (Node& node : tree.nodes) {
        inside = inside || node.id == body;
        if (node.role != Role::heading) continue;
        title = &node;
        if (inside) break;
    }
    if (title != nullptr) title->focus_now = true;
}

/// The first field that was refused, or the first choice of a group; nothing when there is none.
Node* first_invalid(semantics::Tree& tree) {
    const auto invalid = std::find_if(tree.nodes.begin(), tree.nodes.end(), [](const Node& node) { return (node.states & semantics::State::invalid) != 0; });
    if (invalid == tree.nodes.end() || invalid->role != Role::radio_group) return invalid == tree.nodes.end() ? nullptr : &*invalid;
    const auto choice = std::find_if(invalid, tree.nodes.end(), [&](const Node& node) { return node.parent == invalid->id && node.role == Role::radio; });
    return choice == tree.nodes.end() ? nullptr : &*choice;
}

/// WCAG 3.3.1: who pressed "send" hears and sees what is missing.
void focus_invalid(Ui& ui, Node& scroller) {
    constexpr float kAbove = 48;       // its label
    Node* field = first_invalid(ui.tree());
    if (field == nullptr) return;
    field->focus_now = true;
    const float top = ui.state().here.scroll_top;
    const bool in_sight = field->rect.y - kAbove >= top && field->rect.y + field->rect.height <= top + scroller.rect.height;
    if (!in_sight) scroller.scroll_to = std::max(0.0f, field->rect.y - kAbove);
}

}   // namespace

void draw_panel(Ui& ui, const PanelOptions& options) {
    ui.tree().title = ui.tr(Key::title);
    ui.add("ground", Role::none, {0, 0, ui.width(), ui.height()}, {.fill = Color::background});
    const View view = ui.state().here.view;
    float top = draw_header(ui);
    if (has_search(view)) top = draw_search(ui, top, options.focus_search);

    // One scroller a place, so that each keeps its own offset; results keep theirs while the query grows.
    std::string key = "body/" + std::string(session::view_name(view));
    if (view != View::results) key += "/" + ui.state().here.argument;
    const auto scroller = ui.begin_scroller(key, {0, top, ui.width(), ui.height() - kTabBar - top}, options.scroll_to);
    ui.node(scroller).name = title_of(ui);
    Column column{kPadding, has_search(view) ? 8.0f : 16.0f, ui.width() - 2 * kPadding};
    draw_body(ui, column);
    ui.end_scroller(scroller, column.y + 24);
    draw_tab_bar(ui);

    for (const semantics::Event& event : ui.events()) {
        if (event.kind == semantics::Event::Kind::link) ui.act(action::OpenLink{event.text});
        if (event.kind == semantics::Event::Kind::dismiss) ui.act(action::Close{});
        if (event.kind == semantics::Event::Kind::scroll && event.node == ui.tree().nodes[scroller.index].id) ui.act(action::Scrolled{event.scroll_top});
    }
    if (options.focus_invalid && !options.view_entered) focus_invalid(ui, ui.node(scroller));
    if (options.view_entered && !(has_search(view))) focus_view(ui.tree(), ui.tree().nodes[scroller.index].id);
}

}   // namespace pasokh::ui
