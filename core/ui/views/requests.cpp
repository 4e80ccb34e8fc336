// The ways to requests from other views.
#include "core/session/requests.h"

#include <algorithm>

#include "core/ui/icons.h"
#include "core/ui/views/request_words.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using session::OwnRequest;
using session::View;
namespace action = session::action;

namespace {

void draw_own(Ui& ui, List& list, const OwnRequest& own) {
    const std::string state = ui.tr(own.has_news() ? Key::request_new : state_word(own.state));
    const std::string below = state + std::string(ui.comma()) + isolated(session::show_code(own.code));
    if (row(ui, list, "request-" + own.code, {.title = ui.tr(topic_word(own.topic)), .subtitle = below, .icon = own.has_news() ? icons::kBell : icons::kChat}))
        ui.act(action::GoTo{View::request_thread, own.code});
}

}   // namespace

void draw_request_entries(Ui& ui, Column& column) {
    const session::State& state = ui.state();
    if (!state.config.requests) return;
    List list = begin_list(ui, column, "write");
    if (row(ui, list, "write-to-us", {.title = ui.tr(Key::request_title), .subtitle = ui.tr(Key::request_hint), .icon = icons::kMail}))
        ui.act(action::GoTo{View::request_form, state.here.argument});
    for (auto own = state.own_requests.rbegin(); own != state.own_requests.rend(); ++own) draw_own(ui, list, *own);
    if (row(ui, list, "have-code", {.title = ui.tr(Key::request_have_code), .subtitle = ui.tr(Key::request_have_code_hint), .icon = icons::kSearch}))
        ui.act(action::GoTo{View::request_thread, {}});
    end_list(ui, column, list);
    column.gap(14);
}

void draw_request_news(Ui& ui, Column& column) {
    const std::vector<OwnRequest>& all = ui.state().own_requests;
    const auto own = std::find_if(all.begin(), all.end(), [](const OwnRequest& one) { return one.has_news(); });
    if (own == all.end()) return;
    List list = begin_list(ui, column, "news");
    const std::string below = ui.tr(topic_word(own->topic)) + std::string(ui.comma()) + isolated(session::show_code(own->code));
    if (row(ui, list, "news-" + own->code, {.title = ui.tr(Key::request_news), .subtitle = below, .icon = icons::kBell})) ui.act(action::GoTo{View::request_thread, own->code});
    end_list(ui, column, list);
    column.gap(20);
}

}   // namespace pasokh::ui
