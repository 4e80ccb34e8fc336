#include "shell/server/router.h"

#include <algorithm>
#include <exception>

#include "shell/server/answers.h"
#include "shell/server/telemetry.h"

namespace pasokh::server {

namespace {

constexpr std::string_view kPreflightSeconds = "7200";

std::string allow_of(const std::vector<Route>& routes) {
    std::string allow = "OPTIONS";
    for (const Route& route : routes) allow += route.method == Method::get ? ", GET, HEAD" : ", POST";
    return allow;
}

/// "application/json" with any parameters, whatever its case.
bool is_json(std::string_view content_type) {
    constexpr std::string_view kJson = "application/json";
    const std::string_view type = content_type.substr(0, content_type.find_first_of("; \t"));
    return std::equal(type.begin(), type.end(), kJson.begin(), kJson.end(),
                      [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

const Route* find_method(const std::vector<Route>& routes, Method method) {
    const Method wanted = method == Method::head ? Method::get : method;
    for (const Route& route : routes)
        if (route.method == wanted) return &route;
    return nullptr;
}

}   // namespace

bool OriginRule::is_own(const Request& request) const {
    for (const std::string_view scheme : {"http://", "https://"})
        if (request.origin.starts_with(scheme) && request.origin.substr(scheme.size()) == request.host) return true;
    return false;
}

bool OriginRule::allows(const Request& request) const {
    if (request.origin.empty() || is_own(request)) return true;
    return std::any_of(allowed_.begin(), allowed_.end(), [&](const std::string& origin) { return origin == "*" || origin == request.origin; });
}

void OriginRule::mark(const Request& request, Response& answer) const {
    answer.headers.push_back({"Vary", "Origin"});
    if (request.origin.empty()) return;
    // The header repeats our own copy of the origin, never the client's bytes.
    for (const std::string& origin : allowed_) {
        if (origin != "*" && origin != request.origin) continue;
        answer.headers.push_back({"Access-Control-Allow-Origin", origin});
        answer.headers.push_back({"Access-Control-Expose-Headers", "Retry-After, Idempotent-Replayed"});
        return;
    }
}

void Router::add(Route route) {
    auto& routes = routes_[route.path];
    routes.push_back(std::move(route));
}

Response Router::preflight(const Request& head, const std::vector<Route>& routes) const {
    Response answer{.status = 204, .content_type = {}, .headers = {{"Allow", allow_of(routes)}}, .body = {}, .shared = {}};
    origins_.mark(head, answer);
    answer.headers.push_back({"Access-Control-Allow-Methods", allow_of(routes)});
    answer.headers.push_back({"Access-Control-Allow-Headers", "Content-Type"});
    answer.headers.push_back({"Access-Control-Max-Age", std::string(kPreflightSeconds)});
    return answer;
}

Match Router::match(const Request& head) const {
    const auto found = routes_.find(head.path);
    if (found == routes_.end()) {
        if (!files_.has(head.path)) return {.route = nullptr, .refusal = problem_answer(404, "not-found")};
        if (head.method == Method::get || head.method == Method::head) return {.route = &static_route_, .refusal = {}};
        Response refusal = problem_answer(405, "method");
        refusal.headers.push_back({"Allow", "GET, HEAD"});
        return {.route = nullptr, .refusal = std::move(refusal)};
    }
    if (!is_for_pages(head)) {
        if (const Route* route = find_method(found->second, head.method)) return {.route = route, .refusal = {}};
        Response refusal = problem_answer(405, "method");
        refusal.headers.push_back({"Allow", "POST"});
        return {.route = nullptr, .refusal = std::move(refusal)};
    }
    if (!origins_.allows(head)) return {.route = nullptr, .refusal = problem_answer(403, "origin-not-allowed")};
    if (head.method == Method::options) return {.route = nullptr, .refusal = preflight(head, found->second)};
    const Route* route = find_method(found->second, head.method);
    if (route == nullptr) {
        Response refusal = refuse(head, 405, "method");
        refusal.headers.push_back({"Allow", allow_of(found->second)});
        return {.route = nullptr, .refusal = std::move(refusal)};
    }
    if (route->method == Method::post && !is_json(head.content_type)) return {.route = nullptr, .refusal = refuse(head, 415, "media-type")};
    return {.route = route, .refusal = {}};
}

std::string_view Router::name_of(const Request& head) const {
    if (const auto found = routes_.find(head.path); found != routes_.end()) return found->first;
    return files_.has(head.path) ? "static" : "unmatched";
}

bool Router::is_for_pages(const Request& request) const {
    const auto found = routes_.find(request.path);
    return found == routes_.end() || found->second.front().for_pages;
}

void Router::dispatch(const Route& route, const Request& request, const Respond& respond) const {
    if (&route == &static_route_) return respond(files_.answer(request));
    // The answer may come after this call has returned, so it keeps its own copy of the two headers it needs: one, however
    // often the callback is passed on.
    auto head = std::make_shared<const Request>(Request{.method = request.method, .path = {}, .host = request.host, .origin = request.origin, .content_type = {},
                 .accept_encoding = {}, .if_none_match = {}, .client = {}, .body = {}});
    const Respond marked = [this, for_pages = route.for_pages, head = std::move(head), respond](Response answer) {
        if (for_pages) origins_.mark(*head, answer);
        respond(std::move(answer));
    };
    try {
        route.handle(request, marked);
    } catch (const std::exception& problem) {
        log_problem(route.path, problem.what());
        marked(problem_answer(500, "internal"));
    }
}

Response Router::refuse(const Request& request, int status, std::string code) const {
    Response answer = problem_answer(status, std::move(code));
    if (is_for_pages(request) && routes_.find(request.path) != routes_.end() && origins_.allows(request)) origins_.mark(request, answer);
    return answer;
}

}   // namespace pasokh::server
