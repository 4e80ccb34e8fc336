// Orders that need no typing: those of a signed-in customer, and the one of a signed link.
#include "core/base/base64url.h"
#include "core/base/json_text.h"
#include "core/orders/json.h"
#include "core/session/reduction.h"
#include "core/wire/reader.h"

namespace pasokh::session {

namespace {

constexpr std::string_view kListPrefix = "orders:";

std::string body_of(std::string_view kind, std::string_view token, std::string_view number = {}) {
    std::string body = "{";
    append_json_string(body, kind);
    body += ':';
    append_json_string(body, token);
    if (!number.empty()) {
        body += ",\"number\":";
        append_json_string(body, number);
    }
    return body + '}';
}

/// Whom a token is about, as it says itself: only to know whether it is the same person. Empty when it cannot be read.
std::string customer_of(std::string_view jwt) {
    const std::size_t first = jwt.find('.'), second = jwt.find('.', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos) return {};
    const std::optional<std::string> payload = decode_base64url(jwt.substr(first + 1, second - first - 1));
    if (!payload) return {};
    auto document = wire::Document::parse(*payload);
    return document ? document->root().at("sub").text() : std::string();
}

/// As if they had never been here: the next person at this device is somebody else.
void forget(State& state) {
    state.own_orders = {};
    state.order.reset();
    state.order_form = {};             // what is under way is no longer for anybody
    state.feedback = {};
    state.left_feedback.clear();
    state.request_form = {};
    state.left_requests.clear();
    state.thread_view = {};
    state.left_drafts.clear();
    state.survey.reset();
}

}   // namespace

void load_own_orders(Reduction& run) {
    State& state = run.state;
    OwnOrders& own = state.own_orders;
    if (own.jwt.empty() || !own.request_id.empty() || !state.online) return;
    own.request_id = kListPrefix;
    append_json_integer(own.request_id, ++state.last_request);
    run.push(effect::HttpPost{own.request_id, std::string(orders::kViewPath), body_of("jwt", own.jwt)});
}

void on(Reduction& run, const action::Identify& action) {
    State& state = run.state;
    OwnOrders& own = state.own_orders;
    if (action.jwt == own.jwt) return;
    std::string customer = customer_of(action.jwt);
    const bool was_somebody = !own.jwt.empty() || !own.customer.empty();
    const bool is_renewed = !customer.empty() && customer == own.customer;
    if (was_somebody && !is_renewed) forget(state);
    own.jwt = action.jwt;
    own.customer = std::move(customer);
    if (state.here.view == View::order_form || state.here.view == View::order_status) load_own_orders(run);
}

void on(Reduction& run, const action::OpenOwnOrder& action) {
    const OwnOrders& own = run.state.own_orders;
    if (own.jwt.empty() || run.state.order_form.state == LookupState::sending) return;
    ask_to_view(run, body_of("jwt", own.jwt, action.number));
}

void on(Reduction& run, const action::OpenOrderLink& action) {
    if (action.token.empty()) return;
    run.state.own_orders.wants_form = true;   // what is told about the link is told there
    go(run, {View::order_form, {}, 0});
    ask_to_view(run, body_of("link_token", action.token));
}

void on(Reduction& run, const action::ShowOrderForm& action) {
    run.state.own_orders.wants_form = action.show;
    run.state.restore_scroll = 0.0f;
    if (run.state.order_form.state != LookupState::sending) run.state.order_form.state = LookupState::idle;
}

bool own_orders_answered(Reduction& run, const action::HttpAnswered& answer) {
    if (!answer.request_id.starts_with(kListPrefix)) return false;
    OwnOrders& own = run.state.own_orders;
    if (answer.request_id != own.request_id) return true;   // of somebody who has left
    own.request_id.clear();
    if (answer.status == 403 || answer.status == 410) {   // the shop must say again who this is; until then they are a guest
        own = {.customer = std::move(own.customer)};
        return true;
    }
    if (answer.status != 200) return true;   // the form is there, and the next visit tries again
    auto orders = orders::decode_order_list(answer.body);
    if (orders) own.orders = std::move(*orders);
    return true;
}

bool shows_own_orders(const State& state) { return !state.own_orders.wants_form && !state.own_orders.orders.empty(); }

}   // namespace pasokh::session
