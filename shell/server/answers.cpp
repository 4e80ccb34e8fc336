#include "shell/server/answers.h"

namespace pasokh::server {

namespace {
Response personal_answer(int status, std::string_view content_type, std::string body) {
    return {.status = status, .content_type = content_type,
            .headers = {{"Cache-Control", "no-store"}, {"Cross-Origin-Resource-Policy", "same-origin"}}, .body = std::move(body), .shared = {}};
}
}   // namespace

Response json_answer(int status, std::string body) { return personal_answer(status, "application/json", std::move(body)); }

Response problem_answer(const wire::Problem& problem) {
    Response answer = personal_answer(problem.status, "application/problem+json", wire::encode(problem));
    if (problem.retry_after_s > 0) answer.headers.push_back({"Retry-After", std::to_string(problem.retry_after_s)});
    return answer;
}

}   // namespace pasokh::server
