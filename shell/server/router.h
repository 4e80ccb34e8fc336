#pragma once
// Finds the route of a request in an exact table, before its body is read, and refuses what no route takes.
//
// A refusal is decided from the header alone: 404, 405 with Allow, 403 for an origin that is not allowed, 415 for a body
// that is not JSON. Paths that are not in the table belong to the static files. There are no patterns.
//
// Use:
//   router.add({.path = "/v1/feedback", .method = Method::post, .body_limit = 16 * 1024, .handle = ...});
//   Match match = router.match(head);
//   if (match.route) router.dispatch(*match.route, request, respond);   // after reading the body
//   else send(match.refusal);
//
// Threads: built by one thread, then read-only.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "shell/server/message.h"
#include "shell/server/static_files.h"

namespace pasokh::server {

struct Route {
    std::string path;
    Method method = Method::get;
    std::size_t body_limit = 0;
    std::function<void(const Request&, Respond)> handle;
    bool for_pages = true;             ///< false: another server calls it; no CORS, any type of body
};

/// Which pages may call the API: exact origins ("https://shop.example"), or "*" for all. The server's own is always one.
class OriginRule {
public:
    explicit OriginRule(std::vector<std::string> allowed) : allowed_(std::move(allowed)) {}
    /// True for a request without an Origin header: no browser sent it from another page.
    bool allows(const Request& request) const;
    /// Puts the CORS headers on an answer to an allowed request.
    void mark(const Request& request, Response& answer) const;

private:
    bool is_own(const Request& request) const;
    std::vector<std::string> allowed_;
};

struct Match {
    const Route* route = nullptr;
    Response refusal;                  ///< when `route` is null
};

class Router {
public:
    Router(const StaticFiles& files, OriginRule origins) : files_(files), origins_(std::move(origins)) {}
    Router(const Router&) = delete;    // matches point into it
    Router& operator=(const Router&) = delete;

    void add(Route route);
    Match match(const Request& head) const;
    /// For logs and figures, of a fixed set: the path of the route, "static" for every file, "unmatched" for all else.
    std::string_view name_of(const Request& head) const;
    /// Runs the route; its answer gets the CORS headers. An exception in the route is answered with 500.
    void dispatch(const Route& route, const Request& request, const Respond& respond) const;
    /// A problem found after `match` (413, 408), marked like the route's own answers.
    Response refuse(const Request& request, int status, std::string code) const;

private:
    bool is_for_pages(const Request& request) const;
    Response preflight(const Request& head, const std::vector<Route>& routes) const;

    const StaticFiles& files_;
    OriginRule origins_;
    std::map<std::string, std::vector<Route>, std::less<>> routes_;
    const Route static_route_{};       ///< stands for every static file
};

}   // namespace pasokh::server
