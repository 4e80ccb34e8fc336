// POST /v1/orders/lookup: an order for whoever knows its number and the full phone or e-mail it was placed with.
//
// Limits are taken before the database is asked, so they tell nothing about which orders exist. Every miss has the same
// bytes: no order, another phone, another e-mail.

#include "core/orders/json.h"
#include "core/wire/reader.h"
#include "shell/server/answers.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

namespace {

constexpr std::size_t kBodyLimit = 4 * 1024;

void lookup(const Context& context, const Request& request, const Respond& respond) {
    if (auto refusal = limited(context.lookup_limit, request)) return respond(std::move(*refusal));
    auto document = wire::Document::parse(request.body);
    if (!document) return respond(problem_answer(400, "bad-request"));
    const orders::LookupRequest asked = orders::read_lookup_request(*document);
    if (!document->faults().empty())
        return respond(problem_answer({.status = 422, .code = "validation", .retry_after_s = 0, .faults = document->faults()}));

    const OrderKey key{.shop = context.shop, .number_norm = orders::normalise_order_number(asked.number), .kind = asked.contact.kind,
                       .mac = context.secret.contact_mac(context.shop, asked.contact)};
    context.store.find_order(key, [respond, &counter = context.counter](Result<std::optional<orders::Order>> found) {
        if (!found) return respond(store_failure(found.error()));
        counter.add(*found ? Counted::lookup_hit : Counted::lookup_miss);
        if (!*found) return respond(problem_answer(404, "order-not-found"));
        respond(json_answer(200, orders::encode(**found)));
    });
}

}   // namespace

void add_orders_route(Router& router, const Context& context) {
    router.add({.path = "/v1/orders/lookup", .method = Method::post, .body_limit = kBodyLimit,
                .handle = [&context](const Request& request, const Respond& respond) { lookup(context, request, respond); }});
}

}   // namespace pasokh::server
