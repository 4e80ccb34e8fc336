#include <algorithm>
#include <array>

#include "core/text/utf8.h"
#include "core/ui/icons.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using session::DeliveryState;
using session::View;
namespace action = session::action;

namespace {

struct Face {
    Key word;
    std::string_view icon;
};
constexpr std::array<Face, 5> kFaces = {{
    {Key::score_1, icons::kSmileWorst}, {Key::score_2, icons::kSmileBad}, {Key::score_3, icons::kSmileNeutral}, {Key::score_4, icons::kSmileGood}, {Key::score_5, icons::kSmileBest},
}};

void draw_faces(Ui& ui, Column& column, const session::FeedbackForm& form) {
    constexpr float kGap = 6;
    const float width = (column.width - kGap * 4) / 5;
    const float height = 84;
    const auto group = ui.begin("score", Role::radio_group, {column.x, column.y, column.width, height});
    ui.node(group).name = ui.tr(Key::feedback_question);
    ui.node(group).states = form.score_missing ? semantics::State::invalid : 0u;
    for (int score = 1; score <= 5; ++score) {
        const Face& face = kFaces[static_cast<std::size_t>(score - 1)];
        const bool chosen = form.score == score;
        const Color ink = chosen ? Color::accent_text : Color::text_muted;
        const std::string word = ui.tr(face.word);
        const TextBlock label = ui.text(word, {.size = 12, .weight = static_cast<std::uint16_t>(chosen ? 600 : 400), .line_height = 1.4f, .color = ink}, width - 4, {.align = Align::center, .max_lines = 1});
        Node& node = ui.add("score-" + std::to_string(score), Role::radio, {column.x + (width + kGap) * static_cast<float>(score - 1), column.y, width, height},
                            {.fill = chosen ? Color::accent_soft : Color::surface, .border = chosen ? Color::accent : form.score_missing ? Color::danger : Color::border_strong, .radius = 14, .border_width = chosen ? 2.0f : 1.0f});
        node.name = ui.tr(Key::score_position, {{"score", i18n::number(ui.lang(), score)}, {"max", i18n::number(ui.lang(), 5)}, {"word", word}});
        node.states = chosen ? semantics::State::checked : 0u;
        ui.put_icon(node, face.icon, ink, (width - 36) / 2, 12, 36);
        ui.put(node, label, 2, 56);
        if (ui.pressed(node.id)) ui.act(action::PickScore{score});
    }
    ui.end(group);
    column.gap(height);
}

void draw_form(Ui& ui, Column& column, const session::FeedbackForm& form) {
    const auto scope = ui.begin("feedback-form", Role::form, {column.x, column.y, column.width, 0});
    ui.node(scope).name = ui.tr(Key::feedback_title);
    const float top = column.y;
    heading(ui, column, "question", ui.tr(Key::feedback_question), 2, type::kTitle);
    if (!form.subject.empty()) paragraph(ui, column, "about", ui.tr(Key::feedback_about_order, {{"number", form.subject}}), type::kSmall);
    column.gap(14);
    draw_faces(ui, column, form);
    if (form.score_missing) {
        column.gap(6);
        paragraph(ui, column, "score-missing", ui.tr(Key::score_missing), tinted(type::kSmall, Color::danger));
    }
    column.gap(20);
    const auto left = static_cast<std::int64_t>(feedback::kMaxCommentCodePoints) - static_cast<std::int64_t>(text::count_code_points(form.comment));
    const std::string too_long = form.comment_too_long ? ui.tr(Key::comment_too_long) : std::string();
    const std::string remaining = ui.tr_n(Key::comment_remaining, left < 0 ? 0 : left);
    const FieldEvents comment = field(ui, column, "comment",
        {.label = ui.tr(Key::comment_label), .value = form.comment, .placeholder = ui.tr(Key::comment_placeholder), .hint = remaining, .error = too_long, .max_length = feedback::kMaxCommentCodePoints, .height = 120});
    if (comment.typed != nullptr) ui.act(action::EditComment{*comment.typed});
    column.gap(20);
    if (button(ui, column, "send", ui.tr(Key::feedback_submit), {.kind = ButtonKind::primary, .icon = icons::kSend})) ui.act(action::SubmitFeedback{});
    ui.end(scope, column.y - top);
}

/// What became of the answer; "sent" only after the server said so.
void draw_delivery(Ui& ui, Column& column, const session::FeedbackForm& form) {
    const bool low = form.score.value_or(5) <= feedback::kLowScore;
    switch (form.delivery) {
        case DeliveryState::none: return;
        case DeliveryState::waiting: banner(ui, column, "delivery", Tone::warning, icons::kClock, ui.tr(Key::feedback_waiting_title), ui.tr(Key::feedback_waiting)); break;
        case DeliveryState::sending: banner(ui, column, "delivery", Tone::accent, icons::kClock, ui.tr(Key::feedback_sending), {}); break;
        case DeliveryState::confirmed: {
            const std::string words = low ? ui.tr(Key::feedback_sorry) + " " + ui.tr(Key::feedback_promise) : ui.tr(Key::feedback_sent);
            banner(ui, column, "delivery", Tone::positive, icons::kCheckCircle, ui.tr(Key::feedback_sent_title), words);
            break;
        }
        case DeliveryState::refused: banner(ui, column, "delivery", Tone::danger, icons::kAlert, ui.tr(Key::feedback_refused_title), ui.tr(Key::feedback_refused)); break;
        case DeliveryState::expired: banner(ui, column, "delivery", Tone::danger, icons::kAlert, ui.tr(Key::feedback_expired_title), ui.tr(Key::feedback_expired)); break;
    }
    column.gap(16);
}

void draw_sent(Ui& ui, Column& column, const session::FeedbackForm& form) {
    heading(ui, column, "sent-title", ui.tr(Key::feedback_title), 2, type::kTitle);
    column.gap(12);
    draw_delivery(ui, column, form);
    Card card = begin_card(ui, column, "answer");
    if (form.score) {
        const Face& face = kFaces[static_cast<std::size_t>(std::clamp(*form.score, 1, 5) - 1)];
        const TextBlock word = ui.text(ui.tr(face.word), type::kStrong, card.inner.width - 40);
        Node& node = ui.add("answer-score", Role::text, {card.inner.x, card.inner.y, card.inner.width, 32});
        node.name = ui.tr(face.word);
        ui.put_icon(node, face.icon, Color::accent_text, 0, 2, 28);
        ui.put(node, word, 40, (32 - word.height) / 2);
        card.inner.gap(32);
    }
    if (!form.comment.empty()) {
        card.inner.gap(8);
        paragraph(ui, card.inner, "answer-comment", form.comment, type::kBody);
    }
    end_card(ui, column, card);
    column.gap(16);
    const bool low = form.score.value_or(5) <= feedback::kLowScore;
    if (low || form.delivery == DeliveryState::refused) {
        const bool can_write = ui.state().config.requests;
        if (can_write && button(ui, column, "sent-write", ui.tr(Key::request_title), {.kind = ButtonKind::primary, .icon = icons::kMail})) ui.act(action::GoTo{View::request_form, form.subject});
        if (can_write) column.gap(10);
        if (button(ui, column, "sent-contact", ui.tr(Key::card_contact_title), {.kind = can_write ? ButtonKind::secondary : ButtonKind::primary, .icon = icons::kChat})) ui.act(action::GoTo{View::contact, form.subject});
        column.gap(10);
    }
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
    if (form.delivery == DeliveryState::none)
        draw_form(ui, column, form);
    else
        draw_sent(ui, column, form);
}

}   // namespace pasokh::ui
