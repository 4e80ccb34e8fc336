#include "core/session/requests.h"
#include "core/ui/icons.h"
#include "core/ui/views/request_words.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::DateStyle;
using i18n::Key;
using requests::RequestState;
using session::DeliveryState;
using session::LookupState;
using session::ThreadView;
namespace action = session::action;

namespace {

constexpr std::string_view kSampleCode = "7K2Q9-F4XWT";

void draw_outcome(Ui& ui, Column& column, const ThreadView& view) {
    switch (view.state) {
        case LookupState::idle:
        case LookupState::sending:
        case LookupState::found:
        case LookupState::pass_ended: return;   // threads have no pass
        case LookupState::missed: banner(ui, column, "missed", Tone::danger, icons::kAlert, ui.tr(Key::request_missed_title), ui.tr(Key::request_missed)); break;
        case LookupState::offline: banner(ui, column, "no-network", Tone::warning, icons::kOffline, {}, ui.tr(Key::order_offline)); break;
        case LookupState::limited: {
            const bool minutes = view.retry_after_s >= 60;
            banner(ui, column, "limited", Tone::warning, icons::kClock, {}, minutes ? ui.tr_n(Key::order_limited_minutes, (view.retry_after_s + 59) / 60) : ui.tr_n(Key::order_limited_seconds, view.retry_after_s));
            break;
        }
        case LookupState::failed: banner(ui, column, "failed", Tone::danger, icons::kAlert, {}, ui.tr(Key::order_failed)); break;
    }
    column.gap(16);
}

void draw_forget(Ui& ui, Column& column) {
    column.gap(10);
    if (button(ui, column, "forget", ui.tr(Key::request_forget), {.kind = ButtonKind::quiet})) ui.act(action::ForgetRequest{});
    paragraph(ui, column, "forget-hint", ui.tr(Key::request_forget_hint), type::kSmall, {.align = Align::center});
}

/// Of a request that was sent from another device, or that the shop cannot show now.
void draw_finder(Ui& ui, Column& column, const ThreadView& view) {
    const bool own = session::is_own(ui.state(), view.code);   // its key is here: the contact is not needed
    heading(ui, column, "title", ui.tr(Key::request_have_code), 2, type::kTitle);
    column.gap(4);
    paragraph(ui, column, "intro", ui.tr(Key::request_find_intro), tinted(type::kBody, Color::text_muted));
    column.gap(16);
    draw_outcome(ui, column, view);
    const auto scope = ui.begin("find-form", Role::form, {column.x, column.y, column.width, 0});
    ui.node(scope).name = ui.tr(Key::request_have_code);
    const float top = column.y;
    const std::string code_error = view.code_missing ? ui.tr(Key::request_code_missing) : std::string();
    const FieldEvents code = field(ui, column, "code",
        {.label = ui.tr(Key::request_code_label), .value = view.code, .placeholder = ui.tr(Key::request_code_placeholder, {{"code", kSampleCode}}), .error = code_error, .max_length = 32});
    if (!own) column.gap(16);
    const std::string contact_error = view.contact_missing ? ui.tr(Key::order_contact_missing) : std::string();
    const FieldEvents contact = own ? FieldEvents{} : field(ui, column, "contact", {.label = ui.tr(Key::order_contact_label), .value = view.contact, .error = contact_error, .autocomplete = "tel", .max_length = requests::kMaxContactBytes});
    column.gap(20);
    if (code.typed != nullptr) ui.act(action::EditThreadCode{*code.typed});
    if (contact.typed != nullptr) ui.act(action::EditThreadContact{*contact.typed});
    const bool sending = view.state == LookupState::sending;
    const bool pressed = button(ui, column, "find", ui.tr(sending ? Key::request_finding : Key::request_find), {.kind = ButtonKind::primary, .icon = icons::kSearch, .busy = sending});
    if ((pressed || code.submitted || contact.submitted) && !sending) ui.act(action::FindThread{});
    ui.end(scope, column.y - top);
    if (own) draw_forget(ui, column);
}

struct Bubble {
    std::string_view text;
    std::string head;                  ///< who and when, or what becomes of it
    bool of_shop = false;
    bool failed = false;
};

/// The shop's words stand at the start, the customer's at the end of the line.
void draw_bubble(Ui& ui, Column& column, std::string_view key, const Bubble& bubble) {
    constexpr float kInset = 12;
    const float width = column.width * 0.88f;
    const TextBlock head = ui.text(bubble.head, bubble.failed ? tinted(type::kSmall, Color::danger) : type::kSmall, width - 2 * kInset);
    const TextBlock words = ui.text(bubble.text, type::kBody, width - 2 * kInset);
    const float height = head.height + words.height + 2 * kInset;
    const float x = bubble.of_shop ? column.x : column.x + column.width - width;
    Node& node = ui.add(key, Role::list_item, {x, column.y, width, height},
                        {.fill = bubble.of_shop ? Color::accent_soft : Color::surface, .border = bubble.of_shop ? Color::none : Color::border, .radius = 14});
    node.name = bubble.head + ": " + std::string(bubble.text);
    ui.put(node, head, kInset, kInset);
    ui.put(node, words, kInset, kInset + head.height);
    column.gap(height + 10);
}

Key delivery_word(DeliveryState delivery) {
    switch (delivery) {
        case DeliveryState::sending: return Key::feedback_sending;
        case DeliveryState::refused: return Key::feedback_refused_title;
        case DeliveryState::expired: return Key::feedback_expired_title;
        default: return Key::feedback_waiting_title;
    }
}

void draw_messages(Ui& ui, Column& column, const requests::Thread& thread) {
    const auto list = ui.begin("messages", Role::list, {column.x, column.y, column.width, 0});
    ui.node(list).name = ui.tr(Key::request_messages);
    const float top = column.y;
    const std::string& shop = ui.state().config.name;
    for (std::size_t i = 0; i < thread.messages.size(); ++i) {
        const requests::Message& message = thread.messages[i];
        const bool of_shop = message.from == requests::Author::shop;
        const std::string who = !of_shop ? ui.tr(Key::request_from_customer) : shop.empty() ? ui.tr(Key::request_from_shop) : shop;
        const std::string when = i18n::date(ui.lang(), message.at, ui.state().utc_offset_minutes, DateStyle::day_month_time);
        draw_bubble(ui, column, "message-" + std::to_string(i), {message.text, who + std::string(ui.comma()) + when, of_shop});
    }
    std::size_t nth = 0;
    for (const session::PendingReply& reply : session::pending_replies(ui.state())) {
        const bool failed = reply.delivery == DeliveryState::refused || reply.delivery == DeliveryState::expired;
        draw_bubble(ui, column, "pending-" + std::to_string(nth++), {reply.text, ui.tr(delivery_word(reply.delivery)), false, failed});
    }
    ui.end(list, column.y - top);
}

/// "Was it solved?": asked once the shop has answered; one tap opens it again.
void draw_solved(Ui& ui, Column& column, RequestState state, bool busy) {
    if (state == RequestState::open) return;
    column.gap(6);
    if (state == RequestState::solved) {
        banner(ui, column, "solved", Tone::positive, icons::kCheckCircle, ui.tr(Key::request_solved_thanks), {});
        column.gap(10);
        if (button(ui, column, "reopen", ui.tr(Key::request_reopen), {.kind = ButtonKind::quiet, .busy = busy})) ui.act(action::MarkSolved{false});
        return column.gap(10);
    }
    Card card = begin_card(ui, column, "solved-card");
    heading(ui, card.inner, "solved-question", ui.tr(Key::request_solved_question), 3, type::kStrong, {.align = Align::center});
    card.inner.gap(10);
    if (button(ui, card.inner, "solved-yes", ui.tr(Key::request_solved_yes), {.kind = ButtonKind::primary, .icon = icons::kThumbUp, .busy = busy})) ui.act(action::MarkSolved{true});
    if (state == RequestState::closed) {   // an answered one is open as soon as the customer writes
        card.inner.gap(8);
        if (button(ui, card.inner, "solved-no", ui.tr(Key::request_solved_no), {.busy = busy})) ui.act(action::MarkSolved{false});
    }
    end_card(ui, column, card);
    column.gap(10);
}

void draw_reply(Ui& ui, Column& column, const ThreadView& view) {
    column.gap(6);
    if (view.draft_failure != DeliveryState::none) {
        banner(ui, column, "reply-failure", Tone::danger, icons::kAlert, ui.tr(delivery_word(view.draft_failure)), ui.tr(view.draft_failure == DeliveryState::refused ? Key::feedback_refused : Key::feedback_expired));
        column.gap(12);
    }
    const auto scope = ui.begin("reply-form", Role::form, {column.x, column.y, column.width, 0});
    ui.node(scope).name = ui.tr(Key::request_reply_label);
    const float top = column.y;
    const std::string error = view.draft_missing ? ui.tr(Key::request_message_missing) : view.draft_too_long ? ui.tr(Key::comment_too_long) : std::string();
    const FieldEvents reply = field(ui, column, "reply",
        {.label = ui.tr(Key::request_reply_label), .value = view.draft, .placeholder = ui.tr(Key::request_reply_placeholder), .error = error, .max_length = 2 * requests::kMaxMessageCodePoints, .height = 96});
    if (reply.typed != nullptr) ui.act(action::EditReply{*reply.typed});
    column.gap(12);
    if (button(ui, column, "reply-send", ui.tr(Key::feedback_submit), {.icon = icons::kSend})) ui.act(action::SendReply{});
    ui.end(scope, column.y - top);
}

Tone tone_of(RequestState state) {
    switch (state) {
        case RequestState::open: return Tone::warning;
        case RequestState::answered: return Tone::accent;
        case RequestState::solved: return Tone::positive;
        case RequestState::closed: return Tone::neutral;
    }
    return Tone::neutral;
}

void draw_thread(Ui& ui, Column& column, const ThreadView& view, const requests::Thread& thread) {
    heading(ui, column, "title", ui.tr(topic_word(thread.topic)), 2, type::kTitle);
    column.gap(6);
    pill(ui, "state", tone_of(thread.state), ui.tr(state_word(thread.state)), column.x, column.y, column.width);
    column.gap(28 + 10);
    fact(ui, column, "code", ui.tr(Key::request_code_label), isolated(session::show_code(thread.code)));
    if (!thread.order_number.empty()) {
        column.gap(6);
        fact(ui, column, "order", ui.tr(Key::order_number_label), isolated(thread.order_number));
    }
    column.gap(16);
    draw_outcome(ui, column, view);
    draw_messages(ui, column, thread);
    draw_solved(ui, column, thread.state, view.state == LookupState::sending);
    draw_reply(ui, column, view);
    if (session::is_own(ui.state(), thread.code)) draw_forget(ui, column);
}

}   // namespace

void draw_request_thread(Ui& ui, Column& column) {
    const ThreadView& view = ui.state().thread_view;
    if (view.thread) draw_thread(ui, column, view, *view.thread);
    else draw_finder(ui, column, view);
}

}   // namespace pasokh::ui
