// POST /v1/orders/lookup: an order for whoever knows its number and the full phone or e-mail it was placed with.
//
// Limits are taken before the database is asked (lookup_guard.h), so they tell nothing about which orders exist. Every miss
// has the same bytes, costs the same work and takes the same time: no order, another contact, a number or contact
// that is closed for now.

#include "core/orders/json.h"
#include "core/wire/reader.h"
#include "shell/clock.h"
#include "shell/server/answers.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

namespace {

constexpr std::size_t kBodyLimit = 4 * 1024;
/// As long as a contact's MAC, and never one.
constexpr std::string_view kNobody = "----------------------------------------------------------------";

Response miss(const Context& context) {
    Response answer = problem_answer(404, "order-not-found");
    answer.floor_ms = context.orders.miss_floor_ms;
    return answer;
}

void find(const Context& context, OrderKey key, Admission admission, Respond respond) {
    if (admission.blocked) key.mac = kNobody;
    context.store.find_order(key, [&context, admission = std::move(admission), respond = std::move(respond)](Result<std::optional<ShownOrder>> found) {
        if (!found) return respond(store_failure(found.error()));
        context.counter.add(*found ? Counted::lookup_hit : Counted::lookup_miss);
        if (!*found) return respond(miss(context));
        context.orders.guard.found(admission);
        respond(json_answer(200, orders::encode_answer((*found)->encoded, (*found)->contact_mask, context.orders.pass_for((*found)->id, now_ms()))));
    });
}

void attempt(const Context& context, const std::string& client, OrderKey key, int solved_bits, Respond respond) {
    Admission admission = context.orders.guard.admit({.client = client, .number_norm = key.number_norm, .contact_mac = key.mac}, solved_bits, steady_now_ms());
    if (admission.wait_s > 0) return respond(problem_answer({.status = 429, .code = "rate-limited", .retry_after_s = admission.wait_s, .faults = {}}));
    if (admission.bits > 0) return respond(problem_answer(403, "challenge-required"));
    find(context, std::move(key), std::move(admission), std::move(respond));
}

/// A solved challenge is used up before the lookup is tried, and only while challenges are asked for.
void lookup(const Context& context, const Request& request, Respond respond) {
    if (auto refusal = limited(context.orders.lookup_limit, request)) return respond(std::move(*refusal));
    auto document = wire::Document::parse(request.body);
    if (!document) return respond(problem_answer(400, "bad-request"));
    const orders::LookupRequest asked = orders::read_lookup_request(*document, context.country);
    if (!document->faults().empty())
        return respond(problem_answer({.status = 422, .code = "validation", .retry_after_s = 0, .faults = document->faults()}));

    OrderKey key{.shop = context.shop, .number_norm = orders::normalise_order_number(asked.number), .kind = asked.contact.kind,
                 .mac = context.secret.contact_mac(context.shop, asked.contact)};
    const int bits = asked.pow && context.orders.guard.required_bits(steady_now_ms()) > 0 ? context.orders.challenges.solved_bits(*asked.pow, now_ms()) : 0;
    if (bits == 0) return attempt(context, request.client, std::move(key), 0, std::move(respond));
    const orders::Challenge& challenge = asked.pow->challenge;
    context.store.use_challenge(context.shop, challenge.salt, challenge.expires_at, now_ms(),
                                [&context, client = request.client, key = std::move(key), bits, respond = std::move(respond)](Result<bool> fresh) {
                                    if (!fresh) return respond(store_failure(fresh.error()));
                                    attempt(context, client, key, *fresh ? bits : 0, respond);
                                });
}

}   // namespace

void add_orders_route(Router& router, const Context& context) {
    router.add({.path = "/v1/orders/lookup", .method = Method::post, .body_limit = kBodyLimit,
                .handle = [&context](const Request& request, Respond respond) { lookup(context, request, std::move(respond)); }});
}

}   // namespace pasokh::server
