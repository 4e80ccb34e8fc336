// The query and what came of it: typing is a way of going somewhere, and what was not found may be told to the shop.
#include <algorithm>

#include "core/base/ulid.h"
#include "core/feedback/unanswered.h"
#include "core/session/reduction.h"
#include "core/session/results.h"
#include "core/wire/reader.h"

namespace pasokh::session {

namespace {
constexpr std::size_t kMostRemembered = 50;

void remember(State& state, ToldSearch told) {
    state.told.push_back(std::move(told));
    if (state.told.size() > kMostRemembered) state.told.erase(state.told.begin());
}
}   // namespace

void set_query(State& state, const std::string& query) {
    if (state.query != query) state.verbatim = false;
    state.query = query;
}

void search_now(Reduction& run) {
    State& state = run.state;
    if (!is_blank(state.query)) return run.push(effect::Search{state.query, state.verbatim});
    state.answer = {};
    state.completions.clear();
}

void on(Reduction& run, const action::TypeQuery& action) {
    State& state = run.state;
    const bool changed = state.query != action.text;
    set_query(state, action.text);   // blank too: a leading space is a word about to come
    if (is_blank(action.text)) {
        search_now(run);
        if (state.here.view == View::results) go_home(run);
        return;
    }
    if (state.here.view == View::results) {   // one entry of history a search, not one a letter
        state.here.argument = action.text;
        if (changed) {
            state.here.scroll_top = 0;
            state.restore_scroll = 0.0f;
        }
    } else {
        go(run, {View::results, action.text, 0});
    }
    search_now(run);
}

void on(Reduction& run, const action::ClearQuery&) { on(run, action::TypeQuery{}); }

void on(Reduction& run, const action::TakeCompletion& action) { on(run, action::TypeQuery{action.text}); }

void on(Reduction& run, const action::SearchVerbatim&) {
    run.state.verbatim = true;
    search_now(run);
}

void on(Reduction& run, const action::SearchDone& action) {
    take_guides(run.state, action);
    if (action.query != run.state.query) return;   // of an older key press
    run.state.answer = action.answer;
    run.state.completions = action.completions;
    run.emit_search(action.query, action.answer.total);
}

void on(Reduction& run, const action::TellShop&) {
    State& state = run.state;
    if (!may_tell_shop(state)) return;
    const feedback::UnansweredSearch search{make_ulid(state.now, run.context.random), feedback::private_query(state.query), state.lang};
    std::erase_if(state.told, [&](const ToldSearch& told) { return told.query == search.query; });   // one that expired
    remember(state, {search.query, search.id, DeliveryState::none});
    enqueue(run, search.id, std::string(feedback::kUnansweredPath), feedback::encode(search));
    set_delivery(state, search.id, delivery_of(state, search.id));
}

bool is_told_search(const OutboxItem& item) { return item.path == feedback::kUnansweredPath; }

void remember_told(State& state, const OutboxItem& item) {
    auto document = wire::Document::parse(item.body);
    if (!document) return;
    const feedback::UnansweredSearch sent = feedback::read_unanswered(*document);
    if (document->status()) remember(state, {sent.query, item.id, DeliveryState::waiting});
}

}   // namespace pasokh::session
