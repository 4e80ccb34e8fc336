// POST /v1/unanswered: a search that found no answer, told by a tap (core/feedback/unanswered.h).
//
// Kept are the day, the language and the masked query: no address, no identity, no finer time. The same id with the same
// query answers 200 and counts once.

#include "core/feedback/unanswered.h"
#include "core/text/fold.h"
#include "core/wire/reader.h"
#include "core/wire/writer.h"
#include "shell/clock.h"
#include "shell/server/answers.h"
#include "shell/server/routes/routes.h"
#include "shell/server/shop_day.h"

namespace pasokh::server {

namespace {

constexpr std::size_t kBodyLimit = 4 * 1024;

Response stored_answer(const std::string& id, const SearchOutcome& outcome) {
    wire::Writer out;
    out.begin_object().member("id", id).member("day", outcome.day).end_object();
    Response answer = json_answer(outcome.replayed ? 200 : 201, out.take());
    if (outcome.replayed) answer.headers.push_back({"Idempotent-Replayed", "true"});
    return answer;
}

void receive(const Context& context, const Request& request, const Respond& respond) {
    if (auto refusal = limited(context.unanswered_limit, request)) return respond(std::move(*refusal));
    auto document = wire::Document::parse(request.body);
    if (!document) return respond(problem_answer(400, "bad-request"));
    const feedback::UnansweredSearch search = feedback::read_unanswered(*document);
    if (!document->faults().empty())
        return respond(problem_answer({.status = 422, .code = "validation", .retry_after_s = 0, .faults = document->faults()}));

    StoredSearch stored{.shop = context.shop, .id_sha256 = sha256_hex(search.id), .query = search.query, .query_key = text::fold(search.query),
                        .lang = search.lang, .day = shop_day(now_ms(), context.utc_offset_minutes)};
    context.store.add_unanswered(std::move(stored), [respond, id = search.id](Result<SearchOutcome> outcome) {
        if (outcome) return respond(stored_answer(id, *outcome));
        if (outcome.error().code == ErrorCode::conflict) return respond(problem_answer(422, "idempotency-mismatch"));
        respond(store_failure(outcome.error()));
    });
}

}   // namespace

void add_unanswered_route(Router& router, const Context& context) {
    router.add({.path = std::string(feedback::kUnansweredPath), .method = Method::post, .body_limit = kBodyLimit,
                .handle = [&context](const Request& request, const Respond& respond) { receive(context, request, respond); }});
}

}   // namespace pasokh::server
