#include "core/session/surveys.h"
#include "core/ui/icons.h"
#include "core/ui/views/score_scale.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
namespace action = session::action;

void draw_survey_card(Ui& ui, Column& column) {
    const session::SurveyOffer* offer = session::shown_survey(ui.state());
    if (offer == nullptr) return;
    const std::string_view own_words = session::question_of(ui.state(), offer->survey);
    const std::string question = own_words.empty() ? ui.tr(question_word(offer->kind)) : std::string(own_words);
    Card card = begin_card(ui, column, "survey");
    ui.node(card.scope).name = question;
    Column& inner = card.inner;
    heading(ui, inner, "survey-question", question, 3, type::kStrong);
    paragraph(ui, inner, "survey-hint", ui.tr(Key::card_feedback_hint), type::kSmall);
    inner.gap(10);
    if (button(ui, inner, "survey-answer", ui.tr(Key::survey_answer), {.icon = icons::kStar})) ui.act(action::AnswerSurvey{});
    inner.gap(4);
    const float width = (inner.width - 8) / 2;
    if (button_at(ui, "survey-later", ui.tr(Key::survey_later), {inner.x, inner.y, width, kTarget}, {.kind = ButtonKind::quiet})) ui.act(action::PostponeSurvey{});
    if (button_at(ui, "survey-never", ui.tr(Key::survey_never), {inner.x + width + 8, inner.y, width, kTarget}, {.kind = ButtonKind::quiet})) ui.act(action::NeverSurvey{});
    inner.gap(kTarget);
    end_card(ui, column, card);
    column.gap(16);
}

}   // namespace pasokh::ui
