// GET /healthz: for load balancers and supervisors. 503 asks for a restart.

#include "shell/server/answers.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

void add_health_route(Router& router, const Context& context) {
    router.add({.path = "/healthz", .method = Method::get, .body_limit = 0, .handle = [&context](const Request&, const Respond& respond) {
                    if (const Status ready = context.store.check(); !ready) return respond(store_failure(ready.error()));
                    respond(json_answer(200, R"({"status":"ok"})"));
                }});
}

}   // namespace pasokh::server
