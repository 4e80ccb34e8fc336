
#include "shell/clock.h"
#include "shell/server/answers.h"
#include "shell/server/routes/routes.h"
#include "shell/server/telemetry.h"

namespace pasokh::server {

namespace {
constexpr int kRetryBusyS = 2;
}

Response store_failure(const Error& error) {
    if (error.code == ErrorCode::unavailable || error.code == ErrorCode::io || error.code == ErrorCode::no_space)
        return problem_answer({.status = 503, .code = "busy", .retry_after_s = kRetryBusyS, .faults = {}});
    log_problem("store", error.message);
    return problem_answer(500, "internal");
}

std::optional<Response> limited(RateLimit& limit, const Request& request) {
    const int wait_s = limit.take(request.client, steady_now_ms());
    if (wait_s == 0) return std::nullopt;
    return problem_answer({.status = 429, .code = "rate-limited", .retry_after_s = wait_s, .faults = {}});
}

}   // namespace pasokh::server
