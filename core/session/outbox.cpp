// Deliveries: at least once from here, once on the server (the ULID is its primary key), never given up in silence.
#include <algorithm>
#include <string_view>

#include "core/base/ulid.h"
#include "core/session/reduce.h"
#include "core/session/reduction.h"
#include "core/wire/problem.h"

namespace pasokh::session {

namespace {

constexpr std::string_view kRequestPrefix = "outbox:";

enum class Verdict : std::uint8_t { confirmed, refused, later };

/// What an HTTP status means for a delivery. Those that are refused would be refused for ever; the rest may pass:
/// a shop that is being moved answers 404 or 403, a busy one 429 or 503.
Verdict verdict_of(int status) {
    if (status >= 200 && status <= 299) return Verdict::confirmed;
    switch (status) {
        case 400:
        case 409:
        case 410:
        case 413:
        case 415:
        case 422: return Verdict::refused;
        default: return Verdict::later;
    }
}

std::vector<OutboxItem>::iterator find(State& state, std::string_view id) {
    return std::find_if(state.outbox.begin(), state.outbox.end(), [id](const OutboxItem& item) { return item.id == id; });
}

void drop(Reduction& run, std::vector<OutboxItem>::iterator item) {
    run.push(effect::DropOutbox{item->id});
    run.state.outbox.erase(item);
}

/// Doubles from kOutboxFirstRetryMs to kOutboxLongestRetryMs, plus up to a quarter so that a thousand pages do not all
/// come back in the same second.
TimestampMs back_off(std::uint32_t tries, std::uint8_t random) {
    TimestampMs delay = kOutboxFirstRetryMs;
    for (std::uint32_t i = 1; i < tries && delay < kOutboxLongestRetryMs; ++i) delay *= 2;
    delay += delay * random / 1024;
    return std::min(delay, kOutboxLongestRetryMs);
}

/// Its form is on the screen and says what became of it; votes and told searches say it where they stand.
bool is_looked_at(const State& state, const OutboxItem& item) {
    if (is_request(item)) return state.here.view == View::request_form;
    if (is_reply(item)) return state.here.view == View::request_thread;
    return !is_of_form(item) || state.here.view == View::feedback;
}

/// What would be lost stays where it is until its form can show it.
bool may_show(const State& state, const OutboxItem& item) {
    if (is_request(item)) return is_request_form_free(state);
    if (is_reply(item)) return is_draft_free(state, item);
    return !is_of_form(item) || is_form_free(state);
}

void show(State& state, const OutboxItem& item, DeliveryState delivery) {
    if (is_request(item)) show_in_request_form(state, item, delivery);
    else if (is_reply(item)) show_in_draft(state, item, delivery);
    else show_in_form(state, item, delivery);
}

/// The end of a delivery that never arrived. Its words stay on the screen: in the form they came from, or in the form as soon
/// as it is free. The vote of an article that was left and a told search have none to miss; the page gets their error event.
void give_up(Reduction& run, const std::string& id, DeliveryState outcome) {
    State& state = run.state;
    const auto item = find(state, id);
    const std::string what = is_told_search(*item) ? "unanswered" : is_request(*item) || is_reply(*item) ? "request" : "feedback";
    run.emit("error", {{"code", what + (outcome == DeliveryState::expired ? "-expired" : "-refused")}, {"id", id}});
    if (!is_looked_at(state, *item))
        run.announce(outcome == DeliveryState::expired ? i18n::Key::feedback_expired_title : i18n::Key::feedback_refused_title);
    if (is_shown(state, id)) {
        set_delivery(state, id, outcome);
        return drop(run, item);
    }
    item->outcome = outcome;
    show_failed(run);
}

void expire(Reduction& run) {
    std::vector<std::string> expired;
    for (const OutboxItem& item : run.state.outbox)
        if (!item.in_flight && item.outcome == DeliveryState::waiting && run.state.now - item.created_at >= kOutboxLifetimeMs)
            expired.push_back(item.id);
    for (const std::string& id : expired) give_up(run, id, DeliveryState::expired);
}

/// A request's own record takes the item's place on the device, so that there is no moment without either.
void confirm_request(Reduction& run, std::vector<OutboxItem>::iterator item, const action::HttpAnswered& answer) {
    if (!request_confirmed(run, *item, answer.body)) return wait_longer(run, *item, answer.retry_after_s);   // a page that answers everything with 200
    run.state.outbox.erase(item);
}

void confirm_reply(Reduction& run, std::vector<OutboxItem>::iterator item) {
    const OutboxItem sent = *item;
    drop(run, item);
    reply_confirmed(run, sent);
}

void confirm(Reduction& run, std::vector<OutboxItem>::iterator item, const action::HttpAnswered& answer) {
    if (is_request(*item)) return confirm_request(run, item, answer);
    if (is_reply(*item)) return confirm_reply(run, item);
    const std::string id = item->id;
    const bool told = is_told_search(*item);
    set_delivery(run.state, id, DeliveryState::confirmed);
    drop(run, item);
    if (told) return run.announce(i18n::Key::tell_shop_thanks);
    run.emit("feedback", {{"id", id}});
    const bool form = run.state.feedback.sent_id == id;
    if (form && run.state.here.view != View::feedback) run.announce(i18n::Key::feedback_sent_title);
}

bool wants_work(const action::HttpAnswered& answer) { return answer.status == 403 && wire::decode_problem(403, answer.body).code == "challenge-required"; }

}   // namespace

void send(Reduction& run, OutboxItem& item, const orders::SolvedChallenge* pow) {
    item.in_flight = true;
    set_delivery(run.state, item.id, DeliveryState::sending);
    run.push(effect::HttpPost{std::string(kRequestPrefix) + item.id, item.path, pow == nullptr ? item.body : orders::with_pow(item.body, *pow)});
}

void wait_longer(Reduction& run, OutboxItem& item, int retry_after_s) {
    item.in_flight = false;
    item.challenges = 0;
    ++item.tries;
    item.next_at = run.state.now + std::max(back_off(item.tries, run.context.random[0]), retry_after_s * kSecondMs);
    item.server_asked_to_wait = retry_after_s > 0;
    set_delivery(run.state, item.id, DeliveryState::waiting);
    run.push(effect::SaveOutbox{item});
}

void enqueue(Reduction& run, std::string id, std::string path, std::string body) {
    OutboxItem item;
    item.id = std::move(id);
    item.path = std::move(path);
    item.body = std::move(body);
    item.created_at = run.state.now;
    item.next_at = run.state.now;
    item.thread = thread_of(item);
    run.push(effect::SaveOutbox{item});   // first to storage, then to the network
    run.state.outbox.push_back(std::move(item));
    run_outbox(run);
}

void run_outbox(Reduction& run) {
    expire(run);
    if (!run.state.online) return;
    for (OutboxItem& item : run.state.outbox)
        if (!item.in_flight && item.outcome == DeliveryState::waiting && item.next_at <= run.state.now && !waits_for_earlier(run.state, item)) send(run, item);
}

void network_is_back(State& state) {
    for (OutboxItem& item : state.outbox)
        if (!item.in_flight && !item.server_asked_to_wait) item.next_at = std::min(item.next_at, state.now);
}

void on(Reduction& run, const action::RetryNow&) {
    network_is_back(run.state);
    run_outbox(run);
}

void on(Reduction& run, const action::OutboxLoaded& action) {
    State& state = run.state;
    for (const OutboxItem& loaded : action.items) {
        if (is_unreadable(run, loaded)) continue;
        if (is_own_request(loaded)) {
            load_own_request(state, loaded);
            continue;
        }
        if (is_survey_memory(loaded)) {
            load_survey_memory(state, loaded);
            continue;
        }
        const bool known = find(state, loaded.id) != state.outbox.end();
        if (known || is_shown(state, loaded.id) || !is_ulid(loaded.id)) continue;   // shown and not in the outbox: it has ended
        OutboxItem item = loaded;
        item.in_flight = false;
        item.server_asked_to_wait = false;
        item.outcome = DeliveryState::waiting;
        item.thread = thread_of(item);
        // A clock that was set back must not hold it for years.
        item.created_at = std::min(item.created_at, state.now);
        item.next_at = std::min(item.next_at, state.now + kOutboxLongestRetryMs);
        if (is_told_search(item)) remember_told(state, item);
        else if (!is_reply(item) && may_show(state, item)) show(state, item, DeliveryState::waiting);
        state.outbox.push_back(std::move(item));
    }
    state.survey_memory_loaded = true;
    run_outbox(run);
    check_own_requests(run);
}

void show_failed(Reduction& run) {
    State& state = run.state;
    for (std::size_t i = 0; i < state.outbox.size();) {
        const OutboxItem& item = state.outbox[i];
        const bool ended = item.outcome != DeliveryState::waiting;
        if (!ended || !may_show(state, item)) {
            ++i;
            continue;
        }
        show(state, item, item.outcome);
        drop(run, state.outbox.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

void outbox_answered(Reduction& run, const action::HttpAnswered& answer) {
    if (!answer.request_id.starts_with(kRequestPrefix)) return;
    const auto item = find(run.state, std::string_view(answer.request_id).substr(kRequestPrefix.size()));
    if (item == run.state.outbox.end() || !item->in_flight) return;
    if (wants_work(answer) && ask_for_work(run, *item)) return;
    item->in_flight = false;
    switch (verdict_of(answer.status)) {
        case Verdict::confirmed: confirm(run, item, answer); break;
        case Verdict::refused: give_up(run, std::string(item->id), DeliveryState::refused); break;
        case Verdict::later: wait_longer(run, *item, answer.retry_after_s); break;
    }
    run_outbox(run);   // a message may have waited for this one
}

}   // namespace pasokh::session
