#pragma once
// The answers that every route gives: JSON and RFC 9457 problems, never cached.

#include <string>

#include "core/wire/problem.h"
#include "shell/server/message.h"

namespace pasokh::server {

Response json_answer(int status, std::string body);

/// With a Retry-After header where the problem tells a time.
Response problem_answer(const wire::Problem& problem);
inline Response problem_answer(int status, std::string code) { return problem_answer(wire::Problem{.status = status, .code = std::move(code)}); }

}   // namespace pasokh::server
