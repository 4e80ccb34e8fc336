// GET /v1/config: the same answer for everybody, but for the stamp at its end; revalidated by ETag.
//
// A stamp is good for days (form_stamps.h), so a page that has one of today is not given another.

#include "shell/clock.h"
#include "shell/server/answers.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

namespace {

std::string with_stamp(std::string json, const std::string& stamp) { return json.replace(json.size() - 1, 1, R"(,"form_stamp":")" + stamp + "\"}"); }

}   // namespace

void add_config_route(Router& router, const Context& context) {
    router.add({.path = "/v1/config", .method = Method::get, .body_limit = 0,
                .handle = [&context, digest = sha256_hex(context.config_json).substr(0, 20)](const Request& request, const Respond& respond) {
                    const TimestampMs now = now_ms();
                    const std::string etag = '"' + digest + '-' + std::to_string(now / kDayMs) + '"';
                    const bool known = request.if_none_match.find(etag) != std::string::npos;
                    Response answer{.status = known ? 304 : 200, .content_type = {}, .headers = {{"ETag", etag}, {"Cache-Control", "private, no-cache"}},
                                    .body = {}, .shared = {}};
                    if (!known) {
                        answer.content_type = "application/json";
                        answer.body = with_stamp(context.config_json, context.forms.stamp(now));
                    }
                    respond(std::move(answer));
                }});
}

}   // namespace pasokh::server
