// POST /v1/survey-counts: one more survey was shown, or answered (core/feedback/survey_count.h).

#include "core/feedback/survey_count.h"
#include "core/wire/reader.h"
#include "shell/server/answers.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

namespace {

constexpr std::size_t kBodyLimit = 256;

void receive(const Context& context, const Request& request, const Respond& respond) {
    if (auto refusal = limited(context.feedback_limit, request)) return respond(std::move(*refusal));
    auto document = wire::Document::parse(request.body);
    if (!document) return respond(problem_answer(400, "bad-request"));
    const feedback::SurveyEvent event = feedback::read_survey_event(*document);
    if (!document->faults().empty())
        return respond(problem_answer({.status = 422, .code = "validation", .retry_after_s = 0, .faults = document->faults()}));
    context.counter.add(event == feedback::SurveyEvent::shown ? Counted::survey_shown : Counted::survey_answered);
    respond({.status = 204, .content_type = {}, .headers = {}, .body = {}, .shared = {}});
}

}   // namespace

void add_survey_count_route(Router& router, const Context& context) {
    router.add({.path = std::string(feedback::kSurveyCountPath), .method = Method::post, .body_limit = kBodyLimit,
                .handle = [&context](const Request& request, const Respond& respond) { receive(context, request, respond); }});
}

}   // namespace pasokh::server
