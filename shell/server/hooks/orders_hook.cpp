// POST /hooks/orders: orders from any system that signs by Standard Webhooks.

#include "core/wire/writer.h"
#include "shell/clock.h"
#include "shell/server/answers.h"
#include "shell/server/hooks/hooks.h"
#include "shell/server/hooks/signature.h"
#include "shell/server/import/import.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

namespace {

/// The far end of the window may be that far in the future.
constexpr TimestampMs kNonceLifeMs = 2 * kWebhookWindowMs + kMinuteMs;

Response outcome_answer(const DeliveryOutcome& outcome) {
    wire::Writer out;
    out.begin_object().member("added", outcome.summary.added).member("updated", outcome.summary.updated).member("unchanged", outcome.summary.unchanged).end_object();
    Response answer = json_answer(200, out.take());
    if (outcome.replayed) answer.headers.push_back({"Idempotent-Replayed", "true"});
    return answer;
}

HookResult result_of(const DeliveryOutcome& outcome) {
    if (outcome.replayed) return HookResult::replayed;
    return outcome.summary.added + outcome.summary.updated + outcome.removed > 0 ? HookResult::written : HookResult::unchanged;
}

void receive(const HookContext& context, const Request& request, const Respond& respond) {
    const TimestampMs now = now_ms();
    const std::string id(request.webhook_header("webhook-id"));
    const SignatureVerdict verdict = verify_standard_webhook(context.orders_secrets, {.id = id, .timestamp = request.webhook_header("webhook-timestamp"),
                                                                             .signatures = request.webhook_header("webhook-signature"), .body = request.body}, now);
    if (verdict != SignatureVerdict::genuine) {
        context.figures.count(HookSource::orders, HookResult::forged);
        return respond(problem_answer(401, verdict == SignatureVerdict::stale ? "webhook-timestamp" : "webhook-signature"));
    }
    context.figures.heard(HookSource::orders, now);
    std::vector<wire::Fault> faults;
    auto orders = read_orders_body(request.body, {.shop = context.shop, .country = context.country, .now = now, .source = "api", .utc_offset_minutes = context.utc_offset_minutes}, context.secret, faults);
    if (!orders) {
        context.figures.count(HookSource::orders, HookResult::unreadable);
        if (orders.error().code == ErrorCode::parse_error) return respond(problem_answer(400, "bad-request"));
        return respond(problem_answer({.status = 422, .code = "validation", .retry_after_s = 0, .faults = std::move(faults)}));
    }
    OrderDelivery delivery{.shop = context.shop, .at = now, .nonce = id, .nonce_forget_at = now + kNonceLifeMs, .orders = std::move(*orders)};
    context.store.deliver_orders(std::move(delivery), [&figures = context.figures, respond](Result<DeliveryOutcome> outcome) {
        figures.count(HookSource::orders, outcome ? result_of(*outcome) : HookResult::failed);
        respond(outcome ? outcome_answer(*outcome) : store_failure(outcome.error()));
    });
}

}   // namespace

void add_orders_hook(Router& router, const HookContext& context) {
    router.add({.path = "/hooks/orders", .method = Method::post, .body_limit = kHookBodyBytes,
                .handle = [&context](const Request& request, const Respond& respond) { receive(context, request, respond); }, .for_pages = false});
}

}   // namespace pasokh::server
