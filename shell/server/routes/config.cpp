// GET /v1/config: the same answer for everybody, revalidated by ETag.

#include "shell/server/answers.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

void add_config_route(Router& router, const Context& context) {
    const std::string etag = '"' + sha256_hex(context.config_json).substr(0, 20) + '"';
    router.add({.path = "/v1/config", .method = Method::get, .body_limit = 0,
                .handle = [&context, etag](const Request& request, const Respond& respond) {
                    const bool known = request.if_none_match.find(etag) != std::string::npos;
                    Response answer{.status = known ? 304 : 200, .content_type = {}, .headers = {{"ETag", etag}, {"Cache-Control", "no-cache"}},
                                    .body = {}, .shared = {}};
                    if (!known) {
                        answer.content_type = "application/json";
                        answer.shared = context.config_json;
                    }
                    respond(std::move(answer));
                }});
}

}   // namespace pasokh::server
