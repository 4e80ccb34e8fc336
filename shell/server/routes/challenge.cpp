// POST /v1/challenge: work for a page whose lookup or form was answered with `challenge-required`.

#include <algorithm>

#include "core/wire/reader.h"
#include "shell/clock.h"
#include "shell/server/answers.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

namespace {

constexpr std::size_t kBodyLimit = 256;

void give(const Context& context, const Request& request, const Respond& respond) {
    if (auto refusal = limited(context.orders.challenge_limit, request)) return respond(std::move(*refusal));
    auto document = wire::Document::parse(request.body);
    if (!document) return respond(problem_answer(400, "bad-request"));
    document->root().allow_only({});
    if (!document->faults().empty())
        return respond(problem_answer({.status = 422, .code = "validation", .retry_after_s = 0, .faults = document->faults()}));
    const TimestampMs now = steady_now_ms();
    const int bits = std::max(context.orders.guard.bits_to_offer(now), context.forms.bits_to_offer(now));
    respond(json_answer(200, orders::encode(context.orders.challenges.make(bits, now_ms()))));
}

}   // namespace

void add_challenge_route(Router& router, const Context& context) {
    router.add({.path = std::string(orders::kChallengePath), .method = Method::post, .body_limit = kBodyLimit,
                .handle = [&context](const Request& request, const Respond& respond) { give(context, request, respond); }});
}

}   // namespace pasokh::server
