// "Where is my order": one request, and every miss looks the same.
#include <algorithm>

#include "core/base/json_text.h"
#include "core/orders/json.h"
#include "core/session/reduction.h"

namespace pasokh::session {

namespace {

constexpr int kUsualWait_s = 60;   ///< a 429 without Retry-After

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

/// A number longer than any: the answer is known, and it is the answer to every miss.
bool cannot_exist(std::string_view number) { return number.size() > orders::kMaxOrderNumberBytes; }

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
    const std::optional<orders::Contact> contact = orders::parse_contact(form.contact);
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
    form.request_id = "lookup:";
    append_json_integer(form.request_id, ++state.last_request);
    form.state = LookupState::sending;
    run.push(effect::HttpPost{form.request_id, "/v1/orders/lookup", orders::encode(orders::LookupRequest{std::string(number), *contact})});
}

bool lookup_answered(Reduction& run, const action::HttpAnswered& answer) {
    if (!answer.request_id.starts_with("lookup:")) return false;
    OrderForm& form = run.state.order_form;
    if (answer.request_id != form.request_id) return true;   // of a form that was given up
    form.request_id.clear();
    switch (answer.status) {
        case 0: not_found(run, LookupState::offline, i18n::Key::order_offline); break;
        case 200:
            if (auto order = orders::decode_order(answer.body)) found(run, std::move(*order));
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
