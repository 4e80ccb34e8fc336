// POST /hooks/woocommerce: what WooCommerce sends when an order changes.
//
// The topic is a header, which the signature does not cover: a delivery removes an order only when its signed body is what WooCommerce
// sends of a removed one, the id alone.

#include <algorithm>

#include "shell/clock.h"
#include "shell/server/answers.h"
#include "shell/server/hooks/hooks.h"
#include "shell/server/hooks/signature.h"
#include "shell/server/routes/routes.h"
#include "shell/server/telemetry.h"

namespace pasokh::server {

namespace {

Response done() { return {.status = 200, .content_type = "text/plain; charset=utf-8", .headers = {{"Cache-Control", "no-store"}}, .body = "ok\n", .shared = {}}; }

/// When a webhook is made WooCommerce asks, unsigned, whether anybody is there: "webhook_id=7".
bool is_ping(const Request& request) {
    constexpr std::string_view kStart = "webhook_id=";
    const std::string_view body = request.body;
    if (!request.webhook_header("x-wc-webhook-signature").empty() || !body.starts_with(kStart)) return false;
    const std::string_view id = body.substr(kStart.size());
    return !id.empty() && id.size() <= 20 && std::all_of(id.begin(), id.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
}

struct Understood {
    OrderDelivery delivery;
    HookResult result = HookResult::written;   ///< anything else: nothing to deliver
    std::string id;
    std::string reason;
};

Understood understand(const HookContext& context, const Request& request, TimestampMs now) {
    Understood out{.delivery = {.shop = context.shop, .at = now}};
    const std::string_view topic = request.webhook_header("x-wc-webhook-topic");
    if (!topic.starts_with("order.")) {
        out.result = HookResult::ignored;
        return out;
    }
    auto document = wire::Document::parse(request.body, kWooCommerceDepth);
    if (!document) {
        out.result = HookResult::unreadable;
        out.reason = "the body is not JSON";
        return out;
    }
    const wire::Reader json = document->root();
    WooCommerceOrder read = read_woocommerce(json, nullptr, context.rules, context.shop, context.secret);
    if (topic == "order.deleted" && !read.id.empty() && !json.at("status").is_present()) read.kind = WooCommerceOrder::Kind::gone;
    out.id = read.id;
    switch (read.kind) {
        case WooCommerceOrder::Kind::order: out.delivery.orders.push_back(std::move(read.stored)); break;
        case WooCommerceOrder::Kind::gone: out.delivery.removed.push_back(std::string(kWooCommerceSource) + ':' + read.id); break;
        case WooCommerceOrder::Kind::draft: out.result = HookResult::ignored; break;
        case WooCommerceOrder::Kind::unreadable:
            out.result = HookResult::unreadable;
            out.reason = "the order's " + read.reason + " is missing or not valid";
            break;
    }
    return out;
}

HookResult result_of(const DeliveryOutcome& outcome) {
    return outcome.summary.added + outcome.summary.updated + outcome.removed > 0 ? HookResult::written : HookResult::unchanged;
}

void receive(const HookContext& context, const Request& request, const Respond& respond) {
    if (is_ping(request)) {
        context.figures.count(HookSource::woocommerce, HookResult::ignored);
        return respond(done());
    }
    if (verify_woocommerce(context.woocommerce_secrets, request.webhook_header("x-wc-webhook-signature"), request.body) != SignatureVerdict::genuine) {
        context.figures.count(HookSource::woocommerce, HookResult::forged);
        return respond(problem_answer(401, "webhook-signature"));
    }
    const TimestampMs now = now_ms();
    context.figures.heard(HookSource::woocommerce, now);
    Understood understood = understand(context, request, now);
    if (understood.result != HookResult::written) {
        context.figures.count(HookSource::woocommerce, understood.result);
        if (understood.result == HookResult::unreadable) log_problem("woocommerce webhook", understood.reason);
        return respond(done());
    }
    context.store.deliver_orders(std::move(understood.delivery), [&context, respond, id = understood.id](Result<DeliveryOutcome> outcome) {
        context.figures.count(HookSource::woocommerce, outcome ? result_of(*outcome) : HookResult::failed);
        if (outcome && context.on_changed) context.on_changed(id);
        respond(outcome ? done() : store_failure(outcome.error()));
    });
}

}   // namespace

void add_woocommerce_hook(Router& router, const HookContext& context) {
    router.add({.path = "/hooks/woocommerce", .method = Method::post, .body_limit = kHookBodyBytes,
                .handle = [&context](const Request& request, const Respond& respond) { receive(context, request, respond); }, .for_pages = false});
}

}   // namespace pasokh::server
