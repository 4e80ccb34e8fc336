// "Where is my order": one request, and every miss looks the same. A server under attack asks for work first (core/orders/challenge.h).
#include <algorithm>

#include "core/base/json_text.h"
#include "core/orders/json.h"
#include "core/session/reduction.h"
#include "core/wire/problem.h"

namespace pasokh::session {

namespace {

constexpr int kUsualWait_s = 60;   ///< a 429 without Retry-After
constexpr std::string_view kLookupPrefix = "lookup:", kChallengePrefix = "challenge:", kViewPrefix = "view:";
constexpr int kMaxChallenges = 3;      ///< a harder one may follow; then the server is not to be pleased
constexpr int kTriesInSlice = 6000;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpace);
    return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

/// An edited form is a new question; an answer under way is still shown.
void edited(OrderForm& form) {
    if (form.state != LookupState::sending) form.state = LookupState::idle;
}

void found(Reduction& run, orders::Order order) {
    State& state = run.state;
    state.order_form.state = LookupState::found;
    state.order = std::move(order);
    run.emit("lookup", {{"result", "found"}});
    if (state.here.view == View::order_form) {
        go(run, {View::order_status, {}, 0});
    } else {
        run.announce(i18n::Key::order_found);
    }
}

void not_found(Reduction& run, LookupState outcome, i18n::Key words) {
    run.state.order_form.state = outcome;
    if (run.state.here.view != View::order_form) run.announce(words);
    if (outcome == LookupState::missed) return run.emit("lookup", {{"result", "missed"}});
    if (outcome == LookupState::failed) run.emit("error", {{"code", "lookup"}});
}

void limited(Reduction& run, int retry_after_s) {
    OrderForm& form = run.state.order_form;
    form.retry_after_s = retry_after_s > 0 ? retry_after_s : kUsualWait_s;
    form.limited_until = run.state.now + form.retry_after_s * kSecondMs;
    form.state = LookupState::limited;
}

/// Longer than any, or with letters that no number has: the answer is known, and it is the answer to every miss.
bool cannot_exist(std::string_view number) { return number.size() > orders::kMaxOrderNumberBytes || !orders::is_order_number(number); }

void post(Reduction& run, std::string_view prefix, std::string_view path, std::string body) {
    std::string id(prefix);
    append_json_integer(id, ++run.state.last_request);
    run.state.order_form.request_id = id;
    run.push(effect::HttpPost{std::move(id), std::string(path), std::move(body)});
}

void send(Reduction& run) { post(run, kLookupPrefix, "/v1/orders/lookup", orders::encode(run.state.order_form.asked)); }

/// Number and contact still open it.
void pass_ended(Reduction& run) {
    run.state.own_orders.wants_form = true;
    not_found(run, LookupState::pass_ended, i18n::Key::order_pass_ended);
}

/// The shop is being guessed at. The customer sees only that it takes a little longer.
void ask_challenge(Reduction& run) {
    if (++run.state.order_form.challenges > kMaxChallenges) return not_found(run, LookupState::failed, i18n::Key::order_failed);
    post(run, kChallengePrefix, orders::kChallengePath, "{}");
}

void begin_puzzle(Reduction& run, const std::string& body) {
    Result<orders::Challenge> challenge = orders::decode_challenge(body);
    if (!challenge || challenge->bits > orders::kMaxChallengeBits) return not_found(run, LookupState::failed, i18n::Key::order_failed);
    run.state.order_form.puzzle = {.challenge = std::move(*challenge), .next = 0};
}

}   // namespace

void on(Reduction& run, const action::EditOrderNumber& action) {
    OrderForm& form = run.state.order_form;
    form.number = action.text;
    form.number_missing = false;
    edited(form);
}

void on(Reduction& run, const action::EditContact& action) {
    OrderForm& form = run.state.order_form;
    form.contact = action.text;
    form.contact_missing = false;
    edited(form);
}

void on(Reduction& run, const action::SubmitOrderLookup&) {
    State& state = run.state;
    OrderForm& form = state.order_form;
    if (form.state == LookupState::sending) return;
    const std::optional<orders::Contact> contact = orders::parse_contact(form.contact, state.config.country);
    form.number_missing = orders::normalise_order_number(form.number).empty();
    form.contact_missing = !contact;
    if (form.number_missing || form.contact_missing) {
        form.state = LookupState::idle;
        return;
    }
    if (state.now < form.limited_until) {
        form.retry_after_s = static_cast<int>((form.limited_until - state.now + kSecondMs - 1) / kSecondMs);
        form.state = LookupState::limited;
        return;
    }
    if (!state.online) {
        form.state = LookupState::offline;
        return;
    }
    const std::string_view number = trimmed(form.number);
    if (cannot_exist(number)) return not_found(run, LookupState::missed, i18n::Key::order_missed_title);
    form.asked = {.number = std::string(number), .contact = *contact};
    form.challenges = 0;
    form.state = LookupState::sending;
    send(run);
}

void ask_to_view(Reduction& run, std::string body) {
    OrderForm& form = run.state.order_form;
    if (!run.state.online) return not_found(run, LookupState::offline, i18n::Key::order_offline);
    form.puzzle.reset();
    form.state = LookupState::sending;
    post(run, kViewPrefix, orders::kViewPath, std::move(body));
}

std::optional<orders::SolvedChallenge> work_on(Puzzle& puzzle) {
    const std::optional<std::int64_t> number = orders::search_solution(puzzle.challenge, puzzle.next, kTriesInSlice);
    puzzle.next += kTriesInSlice;
    return number ? std::optional(orders::SolvedChallenge{.challenge = puzzle.challenge, .number = *number}) : std::nullopt;
}

void work_on_puzzle(Reduction& run) {
    OrderForm& form = run.state.order_form;
    if (!form.puzzle) return;
    form.asked.pow = work_on(*form.puzzle);
    if (!form.asked.pow) return;
    form.puzzle.reset();
    send(run);
}

bool lookup_answered(Reduction& run, const action::HttpAnswered& answer) {
    const bool challenge = answer.request_id.starts_with(kChallengePrefix), view = answer.request_id.starts_with(kViewPrefix);
    if (!challenge && !view && !answer.request_id.starts_with(kLookupPrefix)) return false;
    OrderForm& form = run.state.order_form;
    if (answer.request_id != form.request_id) return true;   // of a form that was given up
    form.request_id.clear();
    if (view && (answer.status == 403 || answer.status == 404 || answer.status == 410)) {
        pass_ended(run);
        return true;
    }
    switch (answer.status) {
        case 0: not_found(run, LookupState::offline, i18n::Key::order_offline); break;
        case 200:
            if (challenge) begin_puzzle(run, answer.body);
            else if (auto order = orders::decode_order(answer.body)) found(run, std::move(*order));
            else not_found(run, LookupState::failed, i18n::Key::order_failed);
            break;
        case 403:
            if (!challenge && wire::decode_problem(403, answer.body).code == "challenge-required") ask_challenge(run);
            else not_found(run, LookupState::failed, i18n::Key::order_failed);
            break;
        case 404:
        case 422: not_found(run, LookupState::missed, i18n::Key::order_missed_title); break;   // a bad number is a miss like any other
        case 429: limited(run, answer.retry_after_s); break;
        default: not_found(run, LookupState::failed, i18n::Key::order_failed); break;
    }
    return true;
}

}   // namespace pasokh::session
