#include <array>

#include "core/ui/icons.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using feedback::Reason;
using i18n::Key;
using session::DeliveryState;
using session::View;
using session::Vote;
using session::VoteReason;
namespace action = session::action;

namespace {

/// Indexed by Reason.
constexpr std::array<Key, feedback::kReasonCount> kReasons = {Key::vote_reason_wrong, Key::vote_reason_unclear, Key::vote_reason_off_topic, Key::vote_reason_too_long, Key::vote_reason_other};

void draw_votes(Ui& ui, Column& column, Vote vote) {
    const float width = (column.width - 10) / 2;
    if (button_at(ui, "vote-yes", ui.tr(Key::article_yes), {column.x, column.y, width, kTarget}, {.icon = icons::kThumbUp, .pressed = vote == Vote::helpful}))
        ui.act(action::VoteArticle{Vote::helpful});
    if (button_at(ui, "vote-no", ui.tr(Key::article_no), {column.x + width + 10, column.y, width, kTarget}, {.icon = icons::kThumbDown, .pressed = vote == Vote::not_helpful}))
        ui.act(action::VoteArticle{Vote::not_helpful});
    column.gap(kTarget);
}

void draw_reasons(Ui& ui, Column& column, const VoteReason& given) {
    constexpr float kGap = 6;
    const auto group = ui.begin("reasons", Role::radio_group, {column.x, column.y, column.width, 0});
    ui.node(group).name = ui.tr(Key::vote_reason_label);
    const float top = column.y;
    for (std::size_t i = 0; i < kReasons.size(); ++i) {
        const auto reason = static_cast<Reason>(i);
        const bool chosen = given.chosen == reason;
        const std::string word = ui.tr(kReasons[i]);
        const TextBlock label = ui.text(word, tinted(type::kLabel, chosen ? Color::accent_text : Color::text), column.width - 28, {.max_lines = 1});
        Node& node = ui.add("reason-" + std::string(feedback::reason_name(reason)), Role::radio, {column.x, column.y, column.width, kTarget},
                            {.fill = chosen ? Color::accent_soft : Color::surface, .border = chosen ? Color::accent : Color::border_strong, .radius = 12, .border_width = chosen ? 2.0f : 1.0f});
        node.name = word;
        node.states = chosen ? semantics::State::checked : 0u;
        ui.put(node, label, 14, (kTarget - label.height) / 2);
        if (ui.pressed(node.id)) ui.act(action::PickReason{reason});
        column.gap(kTarget + kGap);
    }
    column.y -= kGap;
    ui.end(group, column.y - top);
}

void draw_reason_form(Ui& ui, Column& column, const VoteReason& given) {
    paragraph(ui, column, "reasons/label", ui.tr(Key::vote_reason_label), type::kStrong);
    column.gap(8);
    draw_reasons(ui, column, given);
    if (!given.chosen) return;
    column.gap(14);
    const std::string too_long = given.text_too_long ? ui.tr(Key::comment_too_long) : std::string();
    const FieldEvents text = field(ui, column, "reason-text", {.label = ui.tr(Key::comment_label), .value = given.text, .error = too_long, .max_length = feedback::kMaxCommentCodePoints, .height = 88});
    if (text.typed != nullptr) ui.act(action::EditReasonText{*text.typed});
    column.gap(12);
    if (button(ui, column, "reason-send", ui.tr(Key::feedback_submit), {.kind = ButtonKind::primary, .icon = icons::kSend})) ui.act(action::SubmitReason{});
}

/// "Thank you" only after the server said so.
void draw_reason(Ui& ui, Column& column, const VoteReason& given) {
    switch (given.delivery) {
        case DeliveryState::none: return draw_reason_form(ui, column, given);
        case DeliveryState::sending: return banner(ui, column, "reason-delivery", Tone::accent, icons::kClock, ui.tr(Key::feedback_sending), {});
        case DeliveryState::waiting: return banner(ui, column, "reason-delivery", Tone::warning, icons::kClock, ui.tr(Key::feedback_waiting_title), ui.state().remembers ? ui.tr(Key::feedback_waiting) : std::string());
        case DeliveryState::confirmed: return banner(ui, column, "reason-delivery", Tone::positive, icons::kCheckCircle, ui.tr(Key::article_thanks), {});
        case DeliveryState::refused:
        case DeliveryState::expired:
            banner(ui, column, "reason-delivery", Tone::danger, icons::kAlert, ui.tr(given.delivery == DeliveryState::refused ? Key::feedback_refused_title : Key::feedback_expired_title), {});
            column.gap(12);
            return draw_reason_form(ui, column, given);
    }
}

}   // namespace

void draw_article_vote(Ui& ui, Column& column) {
    const session::ArticleView& view = ui.state().article;
    Card card = begin_card(ui, column, "vote");
    Column& inner = card.inner;
    heading(ui, inner, "vote-question", ui.tr(Key::article_question), 3, type::kStrong, {.align = Align::center});
    inner.gap(10);
    draw_votes(ui, inner, view.vote);
    if (view.vote == Vote::helpful) {
        inner.gap(10);
        paragraph(ui, inner, "vote-thanks", ui.tr(Key::article_thanks), tinted(type::kLabel, Color::positive), {.align = Align::center});
    } else if (view.vote == Vote::not_helpful) {
        inner.gap(10);
        paragraph(ui, inner, "vote-sorry", ui.tr(Key::article_sorry), type::kLabel, {.align = Align::center});
        inner.gap(10);
        if (button(ui, inner, "vote-contact", ui.tr(Key::article_contact), {.kind = ButtonKind::primary, .icon = icons::kChat})) ui.act(action::GoTo{View::contact, {}});
        inner.gap(18);
        if (ui.state().config.feedback) draw_reason(ui, inner, view.reason);
    }
    end_card(ui, column, card);
}

}   // namespace pasokh::ui
