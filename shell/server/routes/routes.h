#pragma once
// The HTTP API, version 1. One file a route; each adds itself to the router.
//
//   GET  /v1/config           the shop: names, languages, channels, hours, country, features, address of the knowledge base
//   POST /v1/orders/lookup    core/orders/json.h; 429 with Retry-After, 403 `challenge-required`
//   POST /v1/orders/view      core/orders/json.h; by token (token.h) or signed in (identity.h)
//   POST /v1/challenge        core/orders/challenge.h
//   POST /v1/feedback         core/feedback/json.h; 403 `challenge-required`, as new requests and messages below: forms.h
//   POST /v1/survey-counts    core/feedback/survey_count.h
//   POST /v1/unanswered       core/feedback/unanswered.h
//   POST /hooks/orders, /hooks/woocommerce   other systems, not pages: hooks/hooks.h
//   POST /v1/requests, /v1/requests/status, /v1/requests/messages, /v1/requests/solved    core/requests/json.h
//   GET  /healthz             200 while orders can be read and feedback written
//
// On the operator's own listener (`metrics_listen`), never on the one above:
//   GET  /healthz             as above
//   GET  /readyz              200 after a write has reached the disk just now
//   GET  /metrics             telemetry.h, hooks/figures.h
//
// Ownership: what Context points to outlives the router. Threads: routes run on any.

#include <string>

#include "shell/server/crypto.h"
#include "shell/server/day_counter.h"
#include "shell/server/form_guard.h"
#include "shell/server/hooks/figures.h"
#include "shell/server/order_access.h"
#include "shell/server/rate_limit.h"
#include "shell/server/request_secrets.h"
#include "shell/server/router.h"
#include "shell/server/store.h"
#include "shell/server/telemetry.h"

namespace pasokh::server {

struct Context {
    Store& store;
    const Secret& secret;
    DayCounter& counter;
    OrderAccess& orders;
    FormGuard& forms;
    RateLimit& feedback_limit;
    RateLimit& unanswered_limit;
    RateLimit& requests_limit;
    const RequestSecrets& request_secrets;
    int requests_per_contact_day = 0;
    std::string shop;
    orders::Country country;           ///< of phones without a calling code
    int utc_offset_minutes = 0;        ///< of the shop's days
    std::string config_json;           ///< encode(wire::Config)
    const HookFigures& hook_figures;
};

void add_config_route(Router& router, const Context& context);
void add_orders_route(Router& router, const Context& context);
void add_order_view_route(Router& router, const Context& context);
void add_challenge_route(Router& router, const Context& context);
void add_feedback_route(Router& router, const Context& context);
void add_survey_count_route(Router& router, const Context& context);
void add_unanswered_route(Router& router, const Context& context);
void add_request_routes(Router& router, const Context& context);
void add_health_route(Router& router, const Context& context);
/// GET /healthz, /readyz and /metrics, for a listener that strangers cannot reach.
void add_operator_routes(Router& router, const Context& context, const Telemetry& telemetry, bool has_content);

/// 503 with Retry-After for what the store cannot do now, 500 for our own faults (written to the log).
Response store_failure(const Error& error);

/// 429, or nothing when the client may go on.
std::optional<Response> limited(RateLimit& limit, const Request& request);

}   // namespace pasokh::server
