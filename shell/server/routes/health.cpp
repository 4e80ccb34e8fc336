// GET /healthz: for load balancers and supervisors. 503 asks for a restart. And the operator's routes.

#include "shell/server/answers.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

void add_health_route(Router& router, const Context& context) {
    router.add({.path = "/healthz", .method = Method::get, .body_limit = 0, .handle = [&context](const Request&, const Respond& respond) {
                    context.store.check([respond](const Status& ready) { respond(ready ? json_answer(200, R"({"status":"ok"})") : store_failure(ready.error())); });
                }});
}

void add_operator_routes(Router& router, const Context& context, const Telemetry& telemetry, bool has_content) {
    add_health_route(router, context);
    router.add({.path = "/readyz", .method = Method::get, .body_limit = 0, .handle = [&context, has_content](const Request&, const Respond& respond) {
                    context.store.check([&context, respond, has_content](const Status& readable) {
                        if (!readable) return respond(store_failure(readable.error()));
                        context.store.check_write([respond, has_content](const Status& written) {
                            if (!written) return respond(store_failure(written.error()));
                            respond(json_answer(200, has_content ? R"({"status":"ready","content":"loaded"})" : R"({"status":"ready","content":"none"})"));
                        });
                    });
                }});
    router.add({.path = "/metrics", .method = Method::get, .body_limit = 0, .handle = [&telemetry](const Request&, const Respond& respond) {
                    respond({.status = 200, .content_type = "text/plain; version=0.0.4; charset=utf-8", .headers = {{"Cache-Control", "no-store"}},
                             .body = telemetry.prometheus(), .shared = {}});
                }});
}

}   // namespace pasokh::server
