#include "core/session/surveys.h"
#include "core/text/utf8.h"
#include "core/ui/icons.h"
#include "core/ui/views/score_scale.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using session::DeliveryState;
using session::View;
namespace action = session::action;

namespace {

std::string question_words(const Ui& ui, const session::FeedbackForm& form) {
    const std::string_view own_words = session::question_of(ui.state(), form.survey);
    return own_words.empty() ? ui.tr(question_word(form.kind)) : std::string(own_words);
}

bool is_low(const session::FeedbackForm& form) { return form.score && feedback::mood_of(form.kind, *form.score) == feedback::Mood::low; }

/// Whoever was let down need not wait for the end of the form.
void draw_low_offer(Ui& ui, Column& column, const session::FeedbackForm& form) {
    if (!is_low(form)) return;
    column.gap(14);
    banner(ui, column, "low-offer", Tone::accent, icons::kChat, {}, ui.tr(Key::low_score_offer));
    column.gap(8);
    if (button(ui, column, "low-contact", ui.tr(Key::card_contact_title), {})) ui.act(action::GoTo{View::contact, form.subject});
}

void draw_form(Ui& ui, Column& column, const session::FeedbackForm& form) {
    const auto scope = ui.begin("feedback-form", Role::form, {column.x, column.y, column.width, 0});
    ui.node(scope).name = ui.tr(Key::feedback_title);
    const float top = column.y;
    const std::string question = question_words(ui, form);
    heading(ui, column, "question", question, 2, type::kTitle);
    if (!form.subject.empty()) paragraph(ui, column, "about", ui.tr(Key::feedback_about_order, {{"number", form.subject}}), type::kSmall);
    column.gap(14);
    draw_scale(ui, column, form, question);
    if (form.score_missing) {
        column.gap(6);
        paragraph(ui, column, "score-missing", ui.tr(Key::score_missing), tinted(type::kSmall, Color::danger));
    }
    draw_low_offer(ui, column, form);
    column.gap(20);
    const auto left = static_cast<std::int64_t>(feedback::kMaxCommentCodePoints) - static_cast<std::int64_t>(text::count_code_points(form.comment));
    const std::string too_long = form.comment_too_long ? ui.tr(Key::comment_too_long) : std::string();
    const std::string remaining = ui.tr_n(Key::comment_remaining, left < 0 ? 0 : left);
    const FieldEvents comment = field(ui, column, "comment",
        {.label = ui.tr(follow_up_word(form.kind, form.score)), .value = form.comment, .placeholder = form.score ? std::string() : ui.tr(Key::comment_placeholder), .hint = remaining, .error = too_long, .max_length = feedback::kMaxCommentCodePoints, .height = 120});
    if (comment.typed != nullptr) ui.act(action::EditComment{*comment.typed});
    column.gap(20);
    if (button(ui, column, "send", ui.tr(Key::feedback_submit), {.kind = ButtonKind::primary, .icon = icons::kSend})) ui.act(action::SubmitFeedback{});
    ui.end(scope, column.y - top);
}

/// What became of the answer; "sent" only after the server said so.
void draw_delivery(Ui& ui, Column& column, const session::FeedbackForm& form) {
    switch (form.delivery) {
        case DeliveryState::none: return;
        case DeliveryState::waiting: banner(ui, column, "delivery", Tone::warning, icons::kClock, ui.tr(Key::feedback_waiting_title), ui.state().remembers ? ui.tr(Key::feedback_waiting) : std::string()); break;
        case DeliveryState::sending: banner(ui, column, "delivery", Tone::accent, icons::kClock, ui.tr(Key::feedback_sending), {}); break;
        case DeliveryState::confirmed: {
            std::string words = ui.tr(is_low(form) ? Key::feedback_sorry : Key::feedback_sent);
            if (is_low(form) && !form.subject.empty()) words += " " + ui.tr(Key::feedback_promise);   // the order tells whom to answer
            banner(ui, column, "delivery", Tone::positive, icons::kCheckCircle, ui.tr(Key::feedback_sent_title), words);
            break;
        }
        case DeliveryState::refused: banner(ui, column, "delivery", Tone::danger, icons::kAlert, ui.tr(Key::feedback_refused_title), ui.tr(Key::feedback_refused)); break;
        case DeliveryState::expired: banner(ui, column, "delivery", Tone::danger, icons::kAlert, ui.tr(Key::feedback_expired_title), ui.tr(Key::feedback_expired)); break;
    }
    column.gap(16);
}

/// A person, for whoever was let down or could not be heard.
void draw_other_ways(Ui& ui, Column& column, const session::FeedbackForm& form) {
    const bool can_write = ui.state().config.requests;
    if (can_write && button(ui, column, "sent-write", ui.tr(Key::request_title), {.kind = ButtonKind::primary, .icon = icons::kMail})) ui.act(action::GoTo{View::request_form, form.subject});
    if (can_write) column.gap(10);
    if (button(ui, column, "sent-contact", ui.tr(Key::card_contact_title), {.kind = can_write ? ButtonKind::secondary : ButtonKind::primary, .icon = icons::kChat})) ui.act(action::GoTo{View::contact, form.subject});
    column.gap(10);
}

/// It has ended without arriving: the form is there to be sent again.
void draw_failed(Ui& ui, Column& column, const session::FeedbackForm& form) {
    draw_delivery(ui, column, form);
    draw_form(ui, column, form);
    column.gap(10);
    if (form.delivery == DeliveryState::refused && !is_low(form)) draw_other_ways(ui, column, form);   // a low score has its offer in the form
    if (button(ui, column, "again", ui.tr(Key::feedback_again), {.kind = ButtonKind::quiet})) ui.act(action::RestartFeedback{});
}

void draw_sent(Ui& ui, Column& column, const session::FeedbackForm& form) {
    heading(ui, column, "sent-title", ui.tr(Key::feedback_title), 2, type::kTitle);
    column.gap(12);
    draw_delivery(ui, column, form);
    Card card = begin_card(ui, column, "answer");
    if (form.score) {
        const std::string words = score_words(ui, form.kind, *form.score);
        const TextBlock word = ui.text(words, type::kStrong, card.inner.width - 40);
        Node& node = ui.add("answer-score", Role::text, {card.inner.x, card.inner.y, card.inner.width, 32});
        node.name = words;
        ui.put_icon(node, score_icon(form.kind, *form.score), Color::accent_text, 0, 2, 28);
        ui.put(node, word, 40, (32 - word.height) / 2);
        card.inner.gap(32);
    }
    if (!form.comment.empty()) {
        card.inner.gap(8);
        paragraph(ui, card.inner, "answer-comment", form.comment, type::kBody);
    }
    end_card(ui, column, card);
    column.gap(16);
    if (is_low(form)) draw_other_ways(ui, column, form);
    if (form.delivery == DeliveryState::waiting) {
        if (button(ui, column, "retry", ui.tr(Key::retry_now), {})) ui.act(action::RetryNow{});
        column.gap(10);
    }
    if (button(ui, column, "again", ui.tr(Key::feedback_again), {.kind = ButtonKind::quiet})) ui.act(action::RestartFeedback{});
}

}   // namespace

void draw_feedback(Ui& ui, Column& column) {
    const session::FeedbackForm& form = ui.state().feedback;
    if (!ui.state().config.feedback) {
        heading(ui, column, "title", ui.tr(Key::feedback_title), 2, type::kTitle);
        column.gap(8);
        paragraph(ui, column, "unavailable", ui.tr(Key::feedback_unavailable), tinted(type::kBody, Color::text_muted));
        column.gap(16);
        return draw_channels(ui, column);
    }
    switch (form.delivery) {
        case DeliveryState::none: return draw_form(ui, column, form);
        case DeliveryState::refused:
        case DeliveryState::expired: return draw_failed(ui, column, form);
        default: return draw_sent(ui, column, form);
    }
}

}   // namespace pasokh::ui
