// Surveys that the shop asks: whether and where (survey_clock.h decides), and what the customer says to being asked.
#include "core/session/surveys.h"

#include <algorithm>

#include "core/feedback/survey_count.h"
#include "core/session/reduction.h"

namespace pasokh::session {

namespace {

using feedback::Trigger;

/// What may be asked about here; nothing while the customer is on the way to somewhere. At home it is the time after something was found.
std::optional<SurveyMoment> moment_of(const State& state) {
    switch (state.here.view) {
        case View::order_status: return state.order ? std::optional(SurveyMoment{.trigger = Trigger::order_delivered, .order = &*state.order, .article = {}}) : std::nullopt;
        case View::article: return state.article.article ? std::optional(SurveyMoment{.trigger = Trigger::article_read, .order = nullptr, .article = state.article.id}) : std::nullopt;
        case View::home: return state.article.article || state.order ? std::optional(SurveyMoment{}) : std::nullopt;
        default: return std::nullopt;
    }
}

bool may_ask(const State& state) {
    return !state.survey && state.survey_memory_loaded && !state.config.surveys.surveys.empty() && state.config.feedback && state.open && is_form_free(state);
}

/// Nobody waits for the answer, and nothing is told twice.
void tell_count(Reduction& run, feedback::SurveyEvent event) {
    if (run.state.online) run.push(effect::HttpPost{"survey-count", std::string(feedback::kSurveyCountPath), feedback::encode(event)});
}

}   // namespace

const SurveyOffer* shown_survey(const State& state) {
    const std::optional<SurveyMoment> here = state.survey ? moment_of(state) : std::nullopt;
    if (!here || feedback::is_about_order(here->trigger) != feedback::is_about_order(state.survey->trigger)) return nullptr;
    if (here->order != nullptr) return here->order->number == state.survey->about ? &*state.survey : nullptr;
    return here->trigger == state.survey->trigger && here->article == state.survey->about ? &*state.survey : nullptr;
}

std::string_view question_of(const State& state, std::string_view survey) {
    const std::vector<feedback::Survey>& all = state.config.surveys.surveys;
    const auto found = std::find_if(all.begin(), all.end(), [&](const feedback::Survey& one) { return one.id == survey; });
    return found == all.end() ? std::string_view{} : std::string_view(found->question);
}

void consider_survey(Reduction& run) {
    State& state = run.state;
    if (!may_ask(state)) return;
    const std::optional<SurveyMoment> moment = moment_of(state);
    if (!moment) return;
    std::optional<SurveyOffer> offer = survey_due(state.config.surveys, *moment, state.survey_memory, state.now);
    if (!offer) return;
    remember_asked(state.survey_memory, *offer, state.now);
    save_survey_memory(run);
    state.survey = std::move(offer);
    tell_count(run, feedback::SurveyEvent::shown);
}

void note_answer(Reduction& run, const FeedbackForm& form) {
    State& state = run.state;
    if (!form.survey.empty()) tell_count(run, feedback::SurveyEvent::answered);
    if (form.subject.empty() || state.config.surveys.surveys.empty() || !state.survey_memory_loaded) return;
    remember_answered(state.survey_memory, form.kind, form.subject);
    save_survey_memory(run);
    if (state.survey && state.survey->kind == form.kind && state.survey->about == form.subject) state.survey.reset();
}

void on(Reduction& run, const action::AnswerSurvey&) {
    State& state = run.state;
    if (!state.survey) return;
    if (is_form_free(state)) {
        state.feedback = {};
        state.feedback.kind = state.survey->kind;
        state.feedback.survey = state.survey->survey;
        if (feedback::is_about_order(state.survey->trigger)) state.feedback.subject = state.survey->about;
        state.survey.reset();
    }
    go(run, {View::feedback, {}, 0});
}

void on(Reduction& run, const action::PostponeSurvey&) { run.state.survey.reset(); }

void on(Reduction& run, const action::NeverSurvey&) {
    run.state.survey.reset();
    run.state.survey_memory.never = true;
    save_survey_memory(run);
}

}   // namespace pasokh::session
