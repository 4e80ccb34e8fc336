#include "core/ui/icons.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using session::KnowledgeState;
using session::View;
namespace action = session::action;

void draw_article_list(Ui& ui, Column& column, std::string_view key, const std::vector<kb::ArticleInfo>& articles) {
    List list = begin_list(ui, column, key);
    for (const kb::ArticleInfo& info : articles)
        if (row(ui, list, info.id, {.title = info.title, .icon = icons::of_category(info.category_id), .lang = info.lang})) ui.act(action::OpenArticle{info.id});
    end_list(ui, column, list);
}

namespace {

void draw_category_grid(Ui& ui, Column& column) {
    constexpr float kGap = 10;
    const float width = (column.width - kGap) / 2;
    const auto grid = ui.begin("categories", Role::list, {column.x, column.y, column.width, 0});
    float x = column.x;
    float y = column.y;
    float row_height = 0;
    for (const session::HomeCategory& category : ui.state().categories) {
        const TextBlock name = ui.text(category.name, type::kStrong, width - 28, {.max_lines = 2});
        const TextBlock count = ui.text(ui.tr_n(Key::article_count, category.article_count), type::kSmall, width - 28, {.max_lines = 1});
        const float height = 14 + 24 + 8 + name.height + count.height + 12;
        const auto item = ui.begin(category.id + "/item", Role::list_item, {x, y, width, height});
        Node& node = ui.add(category.id, Role::button, {x, y, width, height}, {.fill = Color::surface, .border = Color::border, .radius = 14});
        node.name = category.name;
        node.description = ui.tr_n(Key::article_count, category.article_count);
        ui.put_icon(node, icons::of_category(category.id), Color::accent_text, 14, 14, 24);
        ui.put(node, name, 14, 46);
        ui.put(node, count, 14, 46 + name.height);
        const bool pressed = ui.pressed(node.id);
        ui.end(item);
        if (pressed) ui.act(action::OpenCategory{category.id});
        row_height = std::max(row_height, height);
        if (x > column.x) {
            x = column.x;
            y += row_height + kGap;
            row_height = 0;
        } else {
            x += width + kGap;
        }
    }
    const float bottom = x > column.x ? y + row_height : y - kGap;
    ui.end(grid, bottom - column.y);
    column.y = bottom;
}

/// The other two jobs, one tap away from the first screen.
void draw_shortcuts(Ui& ui, Column& column) {
    List list = begin_list(ui, column, "shortcuts");
    if (ui.state().config.orders &&
        row(ui, list, "shortcut-order", {.title = ui.tr(Key::card_order_title), .subtitle = ui.tr(Key::card_order_hint), .icon = icons::kParcel}))
        ui.act(action::GoTo{View::order_form, {}});
    if (ui.state().config.feedback &&
        row(ui, list, "shortcut-feedback", {.title = ui.tr(Key::card_feedback_title), .subtitle = ui.tr(Key::card_feedback_hint), .icon = icons::kStar}))
        ui.act(action::GoTo{View::feedback, {}});
    if (row(ui, list, "shortcut-contact", {.title = ui.tr(Key::card_contact_title), .subtitle = ui.tr(Key::card_contact_hint), .icon = icons::kChat}))
        ui.act(action::GoTo{View::contact, {}});
    end_list(ui, column, list);
}

}   // namespace

bool draw_missing_knowledge(Ui& ui, Column& column) {
    switch (ui.state().knowledge) {
        case KnowledgeState::ready: return false;
        case KnowledgeState::loading:
            paragraph(ui, column, "loading", ui.tr(Key::loading), tinted(type::kBody, Color::text_muted), {.align = Align::center});
            column.gap(12);
            return true;
        case KnowledgeState::failed:
            empty_state(ui, column, "failed", icons::kOffline, ui.tr(Key::knowledge_failed_title), ui.tr(Key::knowledge_failed_hint));
            column.gap(16);
            draw_channels(ui, column);
            column.gap(16);
            return true;
    }
    return false;
}

void draw_suggested(Ui& ui, Column& column) {
    const session::State& state = ui.state();
    if (state.suggested.empty()) return;
    heading(ui, column, "suggested-title", ui.tr(state.suggested_for_page ? Key::suggested : Key::popular), 3, type::kSection);
    column.gap(8);
    draw_article_list(ui, column, "suggested", state.suggested);
}

void draw_categories(Ui& ui, Column& column) {
    if (ui.state().categories.empty()) return;
    heading(ui, column, "categories-title", ui.tr(Key::categories), 3, type::kSection);
    column.gap(8);
    draw_category_grid(ui, column);
}

void draw_home(Ui& ui, Column& column) {
    draw_request_news(ui, column);
    draw_missing_knowledge(ui, column);
    if (ui.state().knowledge == KnowledgeState::failed) return;
    draw_suggested(ui, column);
    if (!ui.state().suggested.empty()) column.gap(20);
    draw_survey_card(ui, column);
    draw_shortcuts(ui, column);
    if (!ui.state().categories.empty()) column.gap(20);
    draw_categories(ui, column);
}

void draw_category(Ui& ui, Column& column) {
    if (draw_missing_knowledge(ui, column)) return;
    const session::CategoryView& category = ui.state().category;
    if (category.articles.empty())
        empty_state(ui, column, "empty", icons::kBook, category.name, ui.tr(Key::category_empty));
    else
        draw_article_list(ui, column, "articles", category.articles);
}

}   // namespace pasokh::ui
