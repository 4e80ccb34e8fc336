// One request: what was written to and fro, and what the customer says of its outcome.
#include <algorithm>

#include "core/base/ulid.h"
#include "core/orders/contact.h"
#include "core/requests/code.h"
#include "core/requests/json.h"
#include "core/session/reduction.h"
#include "core/session/requests.h"
#include "core/text/fit.h"
#include "core/text/utf8.h"
#include "core/wire/reader.h"

namespace pasokh::session {

namespace {

constexpr std::string_view kPrefix = "thread:";
constexpr int kUsualWait_s = 60;       ///< a 429 without Retry-After

const OwnRequest* own_request(const State& state, std::string_view code) {
    for (const OwnRequest& own : state.own_requests)
        if (own.code == code) return &own;
    return nullptr;
}

/// By the key that the device keeps, else by the contact that was typed. Nothing when there is neither.
std::optional<requests::Proof> proof_of(const State& state) {
    const ThreadView& view = state.thread_view;
    const auto code = requests::parse_code(view.code);
    if (!code) return std::nullopt;
    if (const OwnRequest* own = own_request(state, *code)) return requests::Proof{.code = *code, .contact = {}, .key = own->key};
    const std::optional<orders::Contact> contact = orders::parse_contact(view.contact, state.config.country);
    if (!contact) return std::nullopt;
    return requests::Proof{.code = *code, .contact = contact->value, .key = {}};
}

void ask(Reduction& run, const std::string& code, std::string_view path, std::string body) {
    ThreadView& view = run.state.thread_view;
    if (!run.state.online) {
        view.state = LookupState::offline;
        return;
    }
    view.state = LookupState::sending;
    run.push(effect::HttpPost{std::string(kPrefix) + code, std::string(path), std::move(body)});
}

/// An answer to another question of this thread may have been overtaken.
bool is_older(const std::optional<requests::Thread>& shown, const requests::Thread& thread) { return shown && thread.updated_at < shown->updated_at; }

void found(Reduction& run, requests::Thread thread) {
    State& state = run.state;
    ThreadView& view = state.thread_view;
    const bool on_screen = requests::parse_code(view.code) == thread.code && (view.thread || view.state == LookupState::sending);
    note_thread(run, thread, on_screen && state.open && state.here.view == View::request_thread);
    if (!on_screen) return;
    view.state = LookupState::found;
    view.code = thread.code;
    if (!is_older(view.thread, thread)) view.thread = std::move(thread);
    if (state.here.view == View::request_thread) state.here.argument = view.code;
    show_failed(run);
}

void not_found(Reduction& run, std::string_view code, LookupState outcome, int retry_after_s) {
    ThreadView& view = run.state.thread_view;
    if (requests::parse_code(view.code) != code || view.state != LookupState::sending) return;
    view.state = outcome;
    view.retry_after_s = retry_after_s;
}

std::optional<requests::NewMessage> read(const OutboxItem& item) {
    auto document = wire::Document::parse(item.body);
    if (!document) return std::nullopt;
    requests::NewMessage message = requests::read_new_message(*document);
    return document->status() ? std::optional(std::move(message)) : std::nullopt;
}

}   // namespace

std::string show_code(std::string_view code) { return requests::show_code(code); }

std::vector<PendingReply> pending_replies(const State& state) {
    std::vector<PendingReply> pending;
    for (const OutboxItem& item : state.outbox) {
        if (item.thread.empty() || item.thread != state.thread_view.code) continue;
        std::optional<requests::NewMessage> message = read(item);
        if (!message) continue;
        pending.push_back({std::move(message->text), item.in_flight ? DeliveryState::sending : item.outcome});
    }
    return pending;
}

void on(Reduction& run, const action::EditThreadCode& action) {
    ThreadView& view = run.state.thread_view;
    view.code = action.text;
    view.code_missing = false;
    view.state = LookupState::idle;
}

void on(Reduction& run, const action::EditThreadContact& action) {
    ThreadView& view = run.state.thread_view;
    view.contact = action.text;
    view.contact_missing = false;
    view.state = LookupState::idle;
}

void on(Reduction& run, const action::FindThread&) {
    ThreadView& view = run.state.thread_view;
    if (view.state == LookupState::sending) return;
    const auto code = requests::parse_code(view.code);
    view.code_missing = !code;
    view.contact_missing = !(code && own_request(run.state, *code)) && !orders::parse_contact(view.contact, run.state.config.country);
    if (view.code_missing || view.contact_missing) return;
    if (const auto proof = proof_of(run.state)) ask(run, *code, requests::kStatusPath, requests::encode(*proof));
}

void on(Reduction& run, const action::EditReply& action) {
    ThreadView& view = run.state.thread_view;
    view.draft = action.text;
    view.draft_missing = false;
    view.draft_too_long = text::count_code_points(view.draft) > requests::kMaxMessageCodePoints;
}

void on(Reduction& run, const action::SendReply&) {
    State& state = run.state;
    ThreadView& view = state.thread_view;
    const std::optional<requests::Proof> proof = proof_of(state);
    std::string message = text::tidy_text(view.draft);
    view.draft_missing = message.empty();
    view.draft_too_long = text::count_code_points(message) > requests::kMaxMessageCodePoints;
    if (!view.thread || !proof || view.draft_missing || view.draft_too_long) return;
    const requests::NewMessage reply{.id = make_ulid(state.now, run.context.random), .proof = *proof, .text = std::move(message), .stamp = stamp_for(state, true)};
    view.draft.clear();
    std::erase_if(state.left_drafts, [&](const LeftDraft& left) { return left.code == view.code; });
    view.draft_failure = DeliveryState::none;
    enqueue(run, reply.id, std::string(requests::kMessagesPath), requests::encode(reply));
}

void on(Reduction& run, const action::MarkSolved& action) {
    ThreadView& view = run.state.thread_view;
    const std::optional<requests::Proof> proof = proof_of(run.state);
    if (!view.thread || !proof || view.state == LookupState::sending) return;
    ask(run, proof->code, requests::kSolvedPath, requests::encode(requests::SolvedWord{*proof, action.solved}));
}

void on(Reduction& run, const action::ForgetRequest&) {
    State& state = run.state;
    const auto code = requests::parse_code(state.thread_view.code);
    if (!code || !is_own(state, *code)) return;
    forget_own_request(run, *code);
    state.thread_view = {};
    on(run, action::Back{});
    std::erase_if(state.history, [](const Place& place) { return place.view == View::request_thread && !place.argument.empty(); });
}

void leave_thread(State& state) {
    ThreadView& view = state.thread_view;
    if (!view.thread) return;          // the form that asks keeps what was typed
    std::erase_if(state.left_drafts, [&](const LeftDraft& left) { return left.code == view.code; });
    if (!is_blank(view.draft)) state.left_drafts.push_back({view.code, view.draft});
    view = {};
}

void open_thread(Reduction& run, const std::string& code) {
    State& state = run.state;
    ThreadView& view = state.thread_view;
    if (view.code != code) {
        leave_thread(state);
        view = {.code = code, .contact = std::move(view.contact)};
        for (const LeftDraft& left : state.left_drafts)
            if (left.code == code) view.draft = left.text;
    }
    if (const auto proof = proof_of(state)) ask(run, proof->code, requests::kStatusPath, requests::encode(*proof));
}

bool thread_answered(Reduction& run, const action::HttpAnswered& answer) {
    if (!answer.request_id.starts_with(kPrefix)) return false;
    const std::string_view code = std::string_view(answer.request_id).substr(kPrefix.size());
    switch (answer.status) {
        case 0: not_found(run, code, LookupState::offline, 0); break;
        case 200:
            if (auto thread = requests::decode_thread(answer.body); thread && thread->code == code) found(run, std::move(*thread));
            else not_found(run, code, LookupState::failed, 0);
            break;
        case 404:
        case 422: not_found(run, code, LookupState::missed, 0); break;
        case 429: not_found(run, code, LookupState::limited, answer.retry_after_s > 0 ? answer.retry_after_s : kUsualWait_s); break;
        default: not_found(run, code, LookupState::failed, 0); break;
    }
    return true;
}

bool is_reply(const OutboxItem& item) { return item.path == requests::kMessagesPath; }

bool is_draft_free(const State& state, const OutboxItem& item) {
    const ThreadView& view = state.thread_view;
    if (!view.thread || !is_blank(view.draft)) return false;
    const std::optional<requests::NewMessage> message = read(item);
    return !message || message->proof.code == view.code;
}

bool waits_for_earlier(const State& state, const OutboxItem& item) {
    if (item.thread.empty()) return false;
    return std::any_of(state.outbox.begin(), state.outbox.end(), [&](const OutboxItem& other) {
        return other.thread == item.thread && other.outcome == DeliveryState::waiting && other.id < item.id;
    });
}

std::string thread_of(const OutboxItem& item) {
    const std::optional<requests::NewMessage> message = is_reply(item) ? read(item) : std::nullopt;
    return message ? message->proof.code : std::string();
}

void show_in_draft(State& state, const OutboxItem& item, DeliveryState outcome) {
    std::optional<requests::NewMessage> message = read(item);
    if (!message) return;
    state.thread_view.draft = std::move(message->text);
    state.thread_view.draft_failure = outcome;
}

void reply_confirmed(Reduction& run, const OutboxItem& item) {
    run.emit("request", {{"id", item.id}});
    const State& state = run.state;
    const std::optional<requests::NewMessage> message = read(item);
    if (state.here.view != View::request_thread) return run.announce(i18n::Key::request_sent_title);
    if (message && message->proof.code == state.thread_view.code) open_thread(run, message->proof.code);
}

}   // namespace pasokh::session
