#include "core/ui/icons.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using session::View;
namespace action = session::action;

void draw_article(Ui& ui, Column& column) {
    if (draw_missing_knowledge(ui, column)) return;
    const session::ArticleView& view = ui.state().article;
    if (!view.article) {
        empty_state(ui, column, "missing", icons::kBook, ui.tr(Key::article_missing_title), ui.tr(Key::article_missing_hint));
        column.gap(16);
        if (button(ui, column, "missing-contact", ui.tr(Key::article_contact), {.kind = ButtonKind::primary, .icon = icons::kChat})) ui.act(action::GoTo{View::contact, {}});
        return;
    }
    const kb::Article& article = *view.article;
    const auto scope = ui.begin("article", Role::article, {column.x, column.y, column.width, 0});
    ui.node(scope).name = article.info.title;
    ui.node(scope).lang = article.info.lang;
    const float top = column.y;
    if (!article.info.category.empty()) {
        paragraph(ui, column, "category", article.info.category, tinted(type::kSection, Color::accent_text), {.lang = article.info.lang});
        column.gap(2);
    }
    heading(ui, column, "title", article.info.title, 2, {.size = 22, .weight = 700, .line_height = 1.45f}, {.lang = article.info.lang});
    if (article.info.updated) {
        column.gap(4);
        const std::string date = i18n::date(ui.lang(), *article.info.updated, 0, i18n::DateStyle::day_month_year);
        paragraph(ui, column, "updated", ui.tr(Key::article_updated, {{"date", date}}), type::kSmall);
    }
    column.gap(14);
    draw_blocks(ui, column, article);
    ui.end(scope, column.y - top);

    column.gap(24);
    draw_article_vote(ui, column);
    column.gap(12);
    draw_survey_card(ui, column);
    if (!view.related.empty()) {
        column.gap(12);
        heading(ui, column, "related-title", ui.tr(Key::article_related), 3, type::kSection);
        column.gap(8);
        draw_article_list(ui, column, "related", view.related);
    }
}

}   // namespace pasokh::ui
