// POST /v1/feedback: stored exactly once under the ULID that the page made at "send".
//
// 201 is sent only after the row is durable. The same id with the same content answers 200 and changes nothing, so a page
// that lost an answer simply sends again; with other content it is refused.

#include "core/feedback/json.h"
#include "core/wire/reader.h"
#include "shell/server/answers.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

namespace {

constexpr std::size_t kBodyLimit = 16 * 1024;

Response stored_answer(const std::string& id, const FeedbackOutcome& outcome) {
    Response answer = json_answer(outcome.replayed ? 200 : 201, feedback::encode(feedback::Receipt{id, outcome.received_at}));
    if (outcome.replayed) answer.headers.push_back({"Idempotent-Replayed", "true"});
    return answer;
}

void receive(const Context& context, const Request& request, const Respond& respond) {
    if (auto refusal = limited(context.feedback_limit, request)) return respond(std::move(*refusal));
    auto document = wire::Document::parse(request.body);
    if (!document) return respond(problem_answer(400, "bad-request"));
    feedback::Feedback feedback = feedback::read_feedback(*document);
    if (!document->faults().empty())
        return respond(problem_answer({.status = 422, .code = "validation", .retry_after_s = 0, .faults = document->faults()}));

    std::string digest = sha256_hex(feedback::encode(feedback));
    std::string id = feedback.id;
    StoredFeedback stored{.shop = context.shop, .feedback = std::move(feedback), .body_sha256 = std::move(digest), .received_at = now_ms()};
    context.store.add_feedback(std::move(stored), [respond, id = std::move(id)](Result<FeedbackOutcome> outcome) {
        if (outcome) return respond(stored_answer(id, *outcome));
        if (outcome.error().code == ErrorCode::conflict) return respond(problem_answer(422, "idempotency-mismatch"));
        respond(store_failure(outcome.error()));
    });
}

}   // namespace

void add_feedback_route(Router& router, const Context& context) {
    router.add({.path = "/v1/feedback", .method = Method::post, .body_limit = kBodyLimit,
                .handle = [&context](const Request& request, const Respond& respond) { receive(context, request, respond); }});
}

}   // namespace pasokh::server
