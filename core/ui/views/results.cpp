#include <algorithm>
#include <cmath>

#include "core/session/results.h"
#include "core/ui/icons.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using session::DeliveryState;
using session::View;
namespace action = session::action;

namespace {

std::vector<TextSpan> marks(const std::vector<search::Range>& ranges) {
    std::vector<TextSpan> spans;
    spans.reserve(ranges.size());
    for (const search::Range& range : ranges) spans.push_back({.begin = range.begin, .end = range.end, .mark = true});
    return spans;
}

/// The one live region of the view: whatever came of the search is drawn between the two and read aloud.
Ui::Scope begin_outcome(Ui& ui, const Column& column, std::string words) {
    const auto scope = ui.begin("outcome", Role::status, {column.x, column.y, column.width, 0});
    ui.node(scope).name = std::move(words);
    return scope;
}

/// One line, also when the query was understood as another: the list below keeps its place.
void draw_count(Ui& ui, Column& column, const search::Answer& answer) {
    std::string words = ui.tr_n(Key::result_count, static_cast<std::int64_t>(answer.hits.size()));   // what is listed
    std::vector<TextSpan> query;
    if (!answer.understood_as.empty()) {
        words += " · " + ui.tr(Key::results_for, {{"query", answer.understood_as}});
        const auto begin = static_cast<std::uint32_t>(words.rfind(answer.understood_as));
        query.push_back({.begin = begin, .end = begin + static_cast<std::uint32_t>(answer.understood_as.size()), .bold = true});
    }
    const float top = column.y;
    const auto outcome = begin_outcome(ui, column, words);
    paragraph(ui, column, "count", words, query.empty() ? type::kSection : tinted(type::kSection, Color::text), {.spans = &query});
    ui.end(outcome, column.y - top);
}

void draw_weak(Ui& ui, Column& column) {
    const float top = column.y;
    const auto outcome = begin_outcome(ui, column, ui.tr(Key::weak_title));
    heading(ui, column, "weak-title", ui.tr(Key::weak_title), 3, type::kStrong);
    ui.end(outcome, column.y - top);
}

std::string_view last_word(std::string_view text) {
    const std::size_t space = text.find_last_of(' ');
    return space == std::string_view::npos ? text : text.substr(space + 1);
}

/// A word that the query may become. As wide as the word; false when it does not fit and is not drawn.
bool draw_completion(Ui& ui, const Column& row, float& x, const search::Completion& completion) {
    constexpr float kHeight = 34;
    constexpr float kInset = 14;
    const TextBlock word = ui.text(last_word(completion.text), type::kLabel, row.width - 2 * kInset, {.max_lines = 1});
    const float width = std::ceil(word.width) + 2 * kInset;
    if (x > row.x && x + width > row.x + row.width) return false;
    const auto item = ui.begin(completion.text + "/item", Role::list_item, {x, row.y, width, kTarget});
    ui.add(completion.text + "/ground", Role::none, {x, row.y + (kTarget - kHeight) / 2, width, kHeight}, {.fill = Color::surface, .border = Color::border, .radius = kHeight / 2});
    Node& chip = ui.add(completion.text, Role::button, {x, row.y, width, kTarget}, {.radius = kHeight / 2});
    chip.name = completion.text;
    ui.put(chip, word, kInset, (kTarget - word.height) / 2);
    if (ui.pressed(chip.id)) ui.act(action::TakeCompletion{completion.text});
    ui.end(item);
    x += width + 8;
    return true;
}

void draw_completions(Ui& ui, const Column& row) {
    const auto list = ui.begin("completions", Role::list, {row.x, row.y, row.width, kTarget});
    ui.node(list).name = ui.tr(Key::completions);
    float x = row.x;
    for (const search::Completion& completion : ui.state().completions)
        if (!draw_completion(ui, row, x, completion)) break;
    ui.end(list);
}

/// Likely words, or the way back to what was typed. The row keeps its place when there is neither: the list below must not
/// jump from letter to letter.
void draw_ways_on(Ui& ui, Column& column) {
    if (!ui.state().answer.understood_as.empty()) {
        const std::string words = ui.tr(Key::search_instead, {{"query", ui.state().query}});
        const TextBlock block = ui.text(words, tinted(type::kLabel, Color::accent_text), column.width, {.max_lines = 1});
        Node& node = ui.add("verbatim", Role::button, {column.x, column.y, std::min(column.width, std::ceil(block.width)), kTarget}, {.radius = 8});
        node.name = words;
        ui.put(node, block, 0, (kTarget - block.height) / 2);
        if (ui.pressed(node.id)) ui.act(action::SearchVerbatim{});
    } else if (!ui.state().completions.empty()) {
        draw_completions(ui, column);
    }
    column.gap(kTarget);
}

void draw_hits(Ui& ui, Column& column) {
    const std::vector<search::Hit>& hits = ui.state().answer.hits;
    const std::vector<session::ResultGroup> groups = session::group_results(ui.state().answer);
    for (const session::ResultGroup& group : groups) {
        std::string key = "results";
        std::string name;
        if (groups.size() > 1) {
            key.append("/").append(group.category);
            name = group.category.empty() ? ui.tr(Key::results_other) : std::string(group.category);
            heading(ui, column, key + "/title", name, 3, type::kSection, {.lang = hits[group.hits.front()].lang, .panel_side = true});
            column.gap(6);
        }
        List list = begin_list(ui, column, key);
        ui.node(list.card.scope).name = name;
        if (!name.empty()) ui.node(list.card.scope).lang = hits[group.hits.front()].lang;
        for (const std::size_t i : group.hits) {
            const search::Hit& hit = hits[i];
            const std::vector<TextSpan> title = marks(hit.title_marks);
            const std::vector<TextSpan> snippet = marks(hit.snippet_marks);
            if (row(ui, list, hit.id, {.title = hit.title, .title_spans = &title, .subtitle = hit.snippet, .subtitle_spans = &snippet, .lang = hit.lang}))
                ui.act(action::OpenArticle{hit.id});
        }
        end_list(ui, column, list);
        column.gap(groups.size() > 1 ? 16 : 0);
    }
}

/// The button stays where it was pressed and says what became of it, so that the focus has a place.
void draw_tell_shop(Ui& ui, Column& column) {
    const session::ToldSearch* told = session::told_search(ui.state());
    const bool may_tell = session::may_tell_shop(ui.state());
    if (!ui.state().config.unanswered_searches || (told == nullptr && !may_tell)) return;
    const auto label = [&] {
        switch (may_tell ? DeliveryState::none : told->delivery) {
            case DeliveryState::none: return Key::tell_shop;
            case DeliveryState::sending: return Key::feedback_sending;
            case DeliveryState::waiting: return Key::tell_shop_waiting;
            case DeliveryState::confirmed: return Key::tell_shop_thanks;
            case DeliveryState::refused:
            case DeliveryState::expired: return Key::tell_shop_failed;
        }
        return Key::tell_shop;
    }();
    const bool thanked = label == Key::tell_shop_thanks;
    if (button(ui, column, "tell-shop", ui.tr(label), {.kind = ButtonKind::quiet, .icon = thanked ? icons::kCheck : std::string_view{}, .disabled = !may_tell}))
        ui.act(action::TellShop{});
    // Afterwards too: nothing below moves.
    paragraph(ui, column, "tell-shop-hint", ui.tr(Key::tell_shop_hint, {{"query", session::query_to_tell(ui.state())}}), type::kSmall, {.align = Align::center});
}

void draw_contact_button(Ui& ui, Column& column) {
    if (button(ui, column, "nothing-contact", ui.tr(Key::no_results_contact), {.kind = ButtonKind::primary, .icon = icons::kChat}))
        ui.act(action::GoTo{View::contact, {}});
}

/// A dead end has four ways out: a person, the shop's ear, popular guides, the topics.
void draw_nothing_found(Ui& ui, Column& column) {
    const float top = column.y;
    const std::string title = ui.tr(Key::no_results_title, {{"query", ui.state().query}});
    const auto outcome = begin_outcome(ui, column, title);
    empty_state(ui, column, "nothing", icons::kSearch, title, ui.tr(Key::no_results_hint));
    ui.end(outcome, column.y - top);
    if (!ui.state().completions.empty()) draw_ways_on(ui, column);
    column.gap(16);
    draw_contact_button(ui, column);
    column.gap(4);
    draw_tell_shop(ui, column);
    column.gap(20);
    draw_suggested(ui, column);
    if (!ui.state().suggested.empty()) column.gap(20);
    draw_categories(ui, column);
    column.gap(20);
    heading(ui, column, "person-title", ui.tr(Key::card_contact_title), 3, type::kSection);
    column.gap(8);
    draw_channels(ui, column);
}

}   // namespace

void draw_results(Ui& ui, Column& column) {
    const search::Answer& answer = ui.state().answer;
    if (draw_missing_knowledge(ui, column)) return;
    if (answer.hits.empty()) return draw_nothing_found(ui, column);
    if (answer.weak) draw_weak(ui, column);
    else draw_count(ui, column, answer);
    draw_ways_on(ui, column);
    column.gap(4);
    draw_hits(ui, column);
    if (!answer.weak) return;
    column.gap(16);
    draw_contact_button(ui, column);
    column.gap(4);
    draw_tell_shop(ui, column);
}

}   // namespace pasokh::ui
