// POST /v1/feedback: stored exactly once under the ULID that the page made at "send".
//
// 201 is sent only after the row is durable. The same id with the same content answers 200 and changes nothing, so a page
// that lost an answer simply sends again; with other content it is refused.

#include "core/feedback/json.h"
#include "core/wire/reader.h"
#include "shell/clock.h"
#include "shell/server/answers.h"
#include "shell/server/routes/forms.h"

namespace pasokh::server {

namespace {

constexpr std::size_t kBodyLimit = 16 * 1024;

Response stored_answer(const std::string& id, const FeedbackOutcome& outcome) {
    Response answer = json_answer(outcome.replayed ? 200 : 201, feedback::encode(feedback::Receipt{id, outcome.received_at}));
    if (outcome.replayed) answer.headers.push_back({"Idempotent-Replayed", "true"});
    return answer;
}

void add(const Context& context, StoredFeedback stored, const Respond& respond) {
    std::string id = stored.feedback.id;
    context.store.add_feedback(std::move(stored), [respond, id = std::move(id)](Result<FeedbackOutcome> outcome) {
        if (outcome) return respond(stored_answer(id, *outcome));
        if (outcome.error().code == ErrorCode::conflict) return respond(problem_answer(422, "idempotency-mismatch"));
        respond(store_failure(outcome.error()));
    });
}

void receive(const Context& context, const Request& request, const Respond& respond) {
    if (auto refusal = limited(context.feedback_limit, request)) return respond(std::move(*refusal));
    auto document = wire::Document::parse(request.body);
    if (!document) return respond(problem_answer(400, "bad-request"));
    feedback::Feedback feedback = feedback::read_feedback(*document);
    FormProof proof{.client = request.client, .stamp = feedback.stamp, .website = feedback.website, .has_words = !feedback.comment.empty(), .pow = read_pow(*document)};
    if (!document->faults().empty())
        return respond(problem_answer({.status = 422, .code = "validation", .retry_after_s = 0, .faults = document->faults()}));

    std::string digest = sha256_hex(feedback::encode(feedback));
    StoredFeedback stored{.shop = context.shop, .feedback = std::move(feedback), .body_sha256 = std::move(digest), .received_at = now_ms()};
    admit_form(context, std::move(proof), respond, [&context, respond, stored = std::move(stored)](bool is_spam) mutable {
        stored.is_spam = is_spam;
        add(context, std::move(stored), respond);
    });
}

}   // namespace

void add_feedback_route(Router& router, const Context& context) {
    router.add({.path = "/v1/feedback", .method = Method::post, .body_limit = kBodyLimit,
                .handle = [&context](const Request& request, const Respond& respond) { receive(context, request, respond); }});
}

}   // namespace pasokh::server
