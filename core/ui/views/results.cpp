#include "core/ui/icons.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using session::View;
namespace action = session::action;

namespace {

std::vector<TextSpan> marks(const std::vector<search::Range>& ranges) {
    std::vector<TextSpan> spans;
    spans.reserve(ranges.size());
    for (const search::Range& range : ranges) spans.push_back({.begin = range.begin, .end = range.end, .mark = true});
    return spans;
}

void draw_nothing_found(Ui& ui, Column& column) {
    empty_state(ui, column, "nothing", icons::kSearch, ui.tr(Key::no_results_title, {{"query", ui.state().query}}), ui.tr(Key::no_results_hint));
    column.gap(16);
    if (button(ui, column, "nothing-contact", ui.tr(Key::no_results_contact), {.kind = ButtonKind::primary, .icon = icons::kChat}))
        ui.act(action::GoTo{View::contact, {}});
    if (ui.state().suggested.empty()) return;
    column.gap(24);
    heading(ui, column, "popular-title", ui.tr(Key::popular), 3, type::kSection);
    column.gap(8);
    draw_article_list(ui, column, "popular", ui.state().suggested);
}

}   // namespace

void draw_results(Ui& ui, Column& column) {
    const search::Answer& answer = ui.state().answer;
    if (answer.hits.empty()) return draw_nothing_found(ui, column);

    const std::string count = ui.tr_n(Key::result_count, static_cast<std::int64_t>(answer.hits.size()));   // what is listed
    const TextBlock block = ui.text(count, type::kSection, column.width);
    Node& status = ui.add("count", Role::status, {column.x, column.y, column.width, block.height});
    status.name = count;
    ui.put(status, block, 0, 0);
    column.gap(block.height);
    if (!answer.understood_as.empty())
        paragraph(ui, column, "understood", ui.tr(Key::results_for, {{"query", answer.understood_as}}), type::kLabel);
    column.gap(8);

    List list = begin_list(ui, column, "results");
    for (const search::Hit& hit : answer.hits) {
        const std::vector<TextSpan> title = marks(hit.title_marks);
        const std::vector<TextSpan> snippet = marks(hit.snippet_marks);
        if (row(ui, list, hit.id, {.title = hit.title, .title_spans = &title, .subtitle = hit.snippet, .subtitle_spans = &snippet, .lang = hit.lang}))
            ui.act(action::OpenArticle{hit.id});
    }
    end_list(ui, column, list);
}

}   // namespace pasokh::ui
