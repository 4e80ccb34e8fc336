#include "core/session/reduce.h"

#include <algorithm>

#include "core/i18n/strings.h"
#include "core/session/reduction.h"

namespace pasokh::session {

namespace {

void on(Reduction& run, const action::Opened&) {
    run.state.open = true;
    run.emit("open");
    run_outbox(run);
    check_own_requests(run);
}

void on(Reduction& run, const action::Close&) {
    run.state.open = false;
    run.push(effect::ClosePanel{});
    run.emit("close");
}

void on(Reduction& run, const action::SetLanguage& action) {
    if (!i18n::is_supported(action.lang)) return run.emit("error", {{"code", "language"}, {"lang", action.lang}});
    if (run.state.lang == action.lang) return;
    run.state.lang = action.lang;
    run.push(effect::LoadHome{});
    reload_content(run);
}

void on(Reduction& run, const action::SetTheme& action) { run.state.theme = action.theme; }

void on(Reduction& run, const action::SetOnline& action) {
    run.state.online = action.online;
    if (!action.online) return;
    network_is_back(run.state);
    run_outbox(run);
    check_own_requests(run);
}

void on(Reduction& run, const action::SetPage& action) {
    if (run.state.page_path == action.path) return;
    run.state.page_path = action.path;
    if (run.state.knowledge == KnowledgeState::ready) run.push(effect::LoadHome{});
}

void on(Reduction& run, const action::ConfigLoaded& action) {
    if (action.config.form_stamp != run.state.config.form_stamp) run.state.stamped_at = run.state.now;
    run.state.config = action.config;
    check_own_requests(run);
}

void on(Reduction& run, const action::KnowledgeLoaded& action) {
    const bool first = run.state.knowledge != KnowledgeState::ready;
    run.state.knowledge = KnowledgeState::ready;
    run.state.knowledge_error.clear();
    run.state.categories = action.categories;
    run.state.suggested = action.suggested;
    run.state.suggested_for_page = action.suggested_for_page;
    if (first) reload_content(run);   // asked for before there was a pack
}

void on(Reduction& run, const action::KnowledgeFailed& action) {
    run.state.knowledge = KnowledgeState::failed;
    run.state.knowledge_error = action.reason;
    run.emit("error", {{"code", "knowledge"}, {"reason", action.reason}});
}

void on(Reduction& run, const action::ReloadKnowledge&) {
    run.push(effect::LoadHome{});
    reload_content(run);
}

void on(Reduction& run, const action::HttpAnswered& action) {
    if (!lookup_answered(run, action) && !own_orders_answered(run, action) && !thread_answered(run, action) && !work_answered(run, action)) outbox_answered(run, action);
}

void on(Reduction& run, const action::Tick&) {
    work_on_puzzle(run);
    work_on_delivery(run);
    run_outbox(run);
}

}   // namespace

std::vector<Effect> reduce(State& state, const Action& action, const Context& context) {
    state.now = context.now;
    Reduction run{state, context};
    std::visit([&run](const auto& what) { on(run, what); }, action);
    consider_survey(run);
    return std::move(run.effects);
}

std::optional<TimestampMs> wake_at(const State& state) {
    const bool works = state.order_form.puzzle || std::any_of(state.outbox.begin(), state.outbox.end(), [](const OutboxItem& item) { return item.puzzle.has_value(); });
    if (works) return state.now;       // the next frame does the next slice
    std::optional<TimestampMs> earliest;
    for (const OutboxItem& item : state.outbox) {
        if (item.in_flight || item.outcome != DeliveryState::waiting) continue;
        const TimestampMs expiry = item.created_at + kOutboxLifetimeMs;
        const TimestampMs at = state.online && !waits_for_earlier(state, item) ? std::min(item.next_at, expiry) : expiry;
        if (!earliest || at < *earliest) earliest = at;
    }
    return earliest;
}

}   // namespace pasokh::session
