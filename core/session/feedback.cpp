// "How did it go": the form, and the vote below an article. Both are deliveries of the outbox.
#include <algorithm>

#include "core/base/ulid.h"
#include "core/feedback/json.h"
#include "core/session/left_forms.h"
#include "core/session/reduction.h"
#include "core/text/fit.h"
#include "core/text/utf8.h"
#include "core/wire/reader.h"

namespace pasokh::session {

namespace {

constexpr std::string_view kFeedbackPath = "/v1/feedback";

/// Its text is with the outbox, or has arrived: the form only shows it.
bool is_sent(DeliveryState delivery) {
    return delivery == DeliveryState::waiting || delivery == DeliveryState::sending || delivery == DeliveryState::confirmed;
}

bool is_too_long(std::string_view comment) { return text::count_code_points(comment) > feedback::kMaxCommentCodePoints; }

bool is_being_written(const FeedbackForm& form) { return form.score || !is_blank(form.comment); }

void set_delivery(ArticleView& view, std::string_view id, DeliveryState delivery) {
    if (view.vote_id == id) view.vote_delivery = delivery;
    if (view.reason.sent_id == id) view.reason.delivery = delivery;
}

bool is_shown(const ArticleView& view, std::string_view id) { return view.vote_id == id || view.reason.sent_id == id; }

/// Words about one order are not another's: they wait until the form is about theirs again.
void set_order(State& state, const std::string& number) {
    FeedbackForm& form = state.feedback;
    if (form.subject == number) return;
    if (is_being_written(form)) {
        if (form.subject.empty()) {
            form.subject = number;
            return;
        }
        set_aside(state.left_feedback, form);
    }
    if (!take_back(state.left_feedback, form, &FeedbackForm::subject, number)) form.subject = number;
}

/// The id it is sent under.
std::string send(Reduction& run, feedback::Feedback answer) {
    answer.id = make_ulid(run.state.now, run.context.random);
    answer.subject = text::utf8_prefix(text::tidy_line(answer.subject), feedback::kMaxSubjectBytes);
    answer.lang = run.state.lang;
    answer.occurred_at = run.state.now;
    answer.stamp = stamp_for(run.state, !answer.comment.empty());
    enqueue(run, answer.id, std::string(kFeedbackPath), feedback::encode(answer));
    return answer.id;
}

}   // namespace

void on(Reduction& run, const action::VoteArticle& action) {
    ArticleView& view = run.state.article;
    const bool voted = view.vote != Vote::none && is_sent(view.vote_delivery);
    if (!view.article || action.vote == Vote::none || voted) return;
    view.vote = action.vote;
    if (!run.state.config.feedback) return;   // nobody is there to take it
    view.vote_id = send(run, {.kind = feedback::Kind::article, .score = action.vote == Vote::helpful ? 1 : 0, .subject = view.article->info.id});
    view.vote_delivery = delivery_of(run.state, view.vote_id);
}

void on(Reduction& run, const action::PickReason& action) {
    ArticleView& view = run.state.article;
    if (view.vote == Vote::not_helpful && !is_sent(view.reason.delivery)) view.reason.chosen = action.reason;
}

void on(Reduction& run, const action::EditReasonText& action) {
    VoteReason& reason = run.state.article.reason;
    if (is_sent(reason.delivery)) return;
    reason.text = action.text;
    reason.text_too_long = is_too_long(reason.text);
}

void on(Reduction& run, const action::SubmitReason&) {
    ArticleView& view = run.state.article;
    VoteReason& reason = view.reason;
    if (!view.article || view.vote != Vote::not_helpful || !reason.chosen || is_sent(reason.delivery)) return;
    reason.text_too_long = is_too_long(reason.text);
    if (reason.text_too_long) return;
    reason.sent_id = send(run, {.kind = feedback::Kind::article, .score = 0, .comment = text::tidy_text(reason.text), .subject = view.article->info.id,
                                .reason = reason.chosen, .replaces = view.vote_id});
    reason.delivery = delivery_of(run.state, reason.sent_id);
}

void on(Reduction& run, const action::PickScore& action) {
    FeedbackForm& form = run.state.feedback;
    const feedback::Scale scale = feedback::scale_of(form.kind);
    if (is_sent(form.delivery) || action.score < scale.min || action.score > scale.max) return;
    form.score = action.score;
    form.score_missing = false;
}

void on(Reduction& run, const action::EditComment& action) {
    FeedbackForm& form = run.state.feedback;
    if (is_sent(form.delivery)) return;
    form.comment = action.text;
    form.comment_too_long = is_too_long(form.comment);
}

void on(Reduction& run, const action::SubmitFeedback&) {
    FeedbackForm& form = run.state.feedback;
    if (is_sent(form.delivery)) return;
    form.score_missing = !form.score;
    form.comment_too_long = is_too_long(form.comment);
    if (form.score_missing || form.comment_too_long) return;
    form.sent_id = send(run, {.kind = form.kind, .score = *form.score, .comment = text::tidy_text(form.comment), .subject = form.subject});
    form.delivery = delivery_of(run.state, form.sent_id);
    note_answer(run, form);
}

void on(Reduction& run, const action::RestartFeedback&) {
    if (run.state.feedback.delivery == DeliveryState::none) return;
    run.state.feedback = {};
    show_failed(run);
}

void set_feedback_subject(State& state, const std::string& argument) {
    if (argument.empty()) return;
    FeedbackForm& form = state.feedback;
    const std::optional<feedback::Kind> kind = feedback::parse_kind(argument);
    if (kind == feedback::Kind::article) return;   // has its place below the article
    if (form.delivery == DeliveryState::confirmed && (kind || form.subject != argument)) form = {};   // another question
    if (form.delivery != DeliveryState::none) return;
    if (kind && *kind != form.kind) form.score.reset();   // of another scale
    if (kind) form.kind = *kind;
    else set_order(state, argument);
}

void set_delivery(State& state, std::string_view id, DeliveryState delivery) {
    if (id.empty()) return;
    if (state.feedback.sent_id == id) state.feedback.delivery = delivery;
    if (state.request_form.sent_id == id) state.request_form.delivery = delivery;
    set_delivery(state.article, id, delivery);
    for (ArticleView& left : state.left_articles) set_delivery(left, id, delivery);
    for (ToldSearch& told : state.told)
        if (told.id == id) told.delivery = delivery;
}

bool is_shown(const State& state, std::string_view id) {
    if (id.empty()) return false;
    const bool told = std::any_of(state.told.begin(), state.told.end(), [id](const ToldSearch& search) { return search.id == id; });
    const bool left = std::any_of(state.left_articles.begin(), state.left_articles.end(), [id](const ArticleView& view) { return is_shown(view, id); });
    return told || left || state.feedback.sent_id == id || state.request_form.sent_id == id || is_shown(state.article, id);
}

DeliveryState delivery_of(const State& state, std::string_view id) {
    for (const OutboxItem& item : state.outbox)
        if (item.id == id) return item.in_flight ? DeliveryState::sending : item.outcome;
    return DeliveryState::none;
}

bool is_of_form(const OutboxItem& item) {
    return item.path == kFeedbackPath && item.body.find("\"kind\":\"article\"") == std::string::npos;
}

bool is_form_free(const State& state) {
    const FeedbackForm& form = state.feedback;
    if (form.delivery == DeliveryState::confirmed) return state.here.view != View::feedback;   // its "sent" was read
    return form.delivery == DeliveryState::none && !is_being_written(form);
}

void show_in_form(State& state, const OutboxItem& item, DeliveryState delivery) {
    if (!is_of_form(item)) return;
    auto document = wire::Document::parse(item.body);
    if (!document) return;
    const feedback::Feedback sent = feedback::read_feedback(*document);
    if (!document->status()) return;
    state.feedback = {};
    state.feedback.kind = sent.kind;
    state.feedback.score = sent.score;
    state.feedback.comment = sent.comment;
    state.feedback.subject = sent.subject;
    state.feedback.sent_id = item.id;
    state.feedback.delivery = delivery;
}

}   // namespace pasokh::session
