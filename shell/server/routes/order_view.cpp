// POST /v1/orders/view: orders for whoever holds a token (token.h) or is signed in with the shop (identity.h).
//
// Nothing is guessed here, so the limits of guest lookups do not apply: an order whose number is closed to guests is
// still shown. All that is wrong with a token has one answer, except that it was good once.

#include "core/orders/json.h"
#include "core/wire/reader.h"
#include "shell/clock.h"
#include "shell/server/answers.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

namespace {

constexpr std::size_t kBodyLimit = 4 * 1024;
constexpr int kMostOrders = 50;

struct ViewRequest {
    std::string view_token, link_token, jwt;   ///< one of them
    std::string number_norm;                   ///< with `jwt`: one order; empty: all
};

ViewRequest read_request(wire::Document& document) {
    const wire::Reader root = document.root();
    root.allow_only({"view_token", "link_token", "jwt", "number"});
    ViewRequest asked;
    int tokens = 0;
    for (const auto& [name, place] : {std::pair{"view_token", &asked.view_token}, {"link_token", &asked.link_token}, {"jwt", &asked.jwt}}) {
        if (!root.at(name).is_present()) continue;
        *place = root.at(name).token(kMaxTokenBytes);
        ++tokens;
    }
    if (root.is_object() && tokens != 1) root.fail(tokens == 0 ? "required" : "ambiguous");
    if (const wire::Reader number = root.at("number"); number.is_present()) {
        if (tokens == 1 && asked.jwt.empty()) number.fail("ambiguous");   // the token names its order
        const std::string written = number.text({.min = 1, .max = orders::kMaxOrderNumberBytes});
        asked.number_norm = orders::normalise_order_number(written);
        if (!written.empty() && !orders::is_order_number(written)) number.fail("format");
    }
    return asked;
}

Response refusal(Verdict verdict) { return verdict == Verdict::expired ? problem_answer(410, "token-expired") : problem_answer(403, "token-refused"); }

/// With a pass to see it again, unless a pass was what showed it: that would never end.
void show(const Context& context, const std::string& order_id, bool with_pass, const Respond& respond) {
    context.store.find_order_by_id(context.shop, order_id, [&context, order_id, with_pass, respond](Result<std::optional<ShownOrder>> found) {
        if (!found) return respond(store_failure(found.error()));
        if (!*found) return respond(problem_answer(404, "order-not-found"));
        const auto pass = with_pass ? std::optional(context.orders.pass_for(order_id, now_ms())) : std::nullopt;
        respond(json_answer(200, orders::encode_answer((*found)->encoded, (*found)->contact_mask, pass)));
    });
}

void show_by_token(const Context& context, TokenKind kind, const std::string& token, const Respond& respond) {
    const TokenReading reading = context.orders.tokens.read(kind, token, now_ms());
    if (reading.verdict != Verdict::good) return respond(refusal(reading.verdict));
    show(context, reading.order_id, kind == TokenKind::link, respond);
}

void show_to_customer(const Context& context, const ViewRequest& asked, const Respond& respond) {
    IdentityReading reading = context.orders.identity.read(asked.jwt, now_ms());
    if (reading.verdict != Verdict::good) return respond(refusal(reading.verdict));
    const bool one = !asked.number_norm.empty();
    CustomerKey key{.shop = context.shop, .customer_ref = std::move(reading.customer_ref), .number_norm = asked.number_norm};
    context.store.list_customer_orders(std::move(key), one ? 1 : kMostOrders, [&context, one, respond](Result<std::vector<orders::Order>> found) {
        if (!found) return respond(store_failure(found.error()));
        if (!one) return respond(json_answer(200, orders::encode_list(*found)));
        if (found->empty()) return respond(problem_answer(404, "order-not-found"));
        show(context, found->front().id, true, respond);
    });
}

void view(const Context& context, const Request& request, const Respond& respond) {
    if (auto refused = limited(context.orders.view_limit, request)) return respond(std::move(*refused));
    auto document = wire::Document::parse(request.body);
    if (!document) return respond(problem_answer(400, "bad-request"));
    const ViewRequest asked = read_request(*document);
    if (!document->faults().empty())
        return respond(problem_answer({.status = 422, .code = "validation", .retry_after_s = 0, .faults = document->faults()}));
    if (!asked.jwt.empty()) return show_to_customer(context, asked, respond);
    if (!asked.link_token.empty()) return show_by_token(context, TokenKind::link, asked.link_token, respond);
    show_by_token(context, TokenKind::view, asked.view_token, respond);
}

}   // namespace

void add_order_view_route(Router& router, const Context& context) {
    router.add({.path = std::string(orders::kViewPath), .method = Method::post, .body_limit = kBodyLimit,
                .handle = [&context](const Request& request, const Respond& respond) { view(context, request, respond); }});
}

}   // namespace pasokh::server
