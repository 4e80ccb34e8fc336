#pragma once
// A shop's whole server without its sockets: every route and webhook on a SQLite store of its own, with one order and one request
// in it, all limits off.
//
// Use:
//   WholeServer server;
//   Response answer = server.answer(route, request);
//
// What nobody can guess is put in for those who ask: `sign` for webhooks, `with_secrets` for tokens, keys and codes in a body.
//
// Ownership: its folder is removed with it. Threads: one.

#include <memory>
#include <string>

#include "shell/server/hooks/hooks.h"
#include "shell/server/routes/routes.h"

namespace pasokh::server {

class WholeServer {
public:
    WholeServer();
    ~WholeServer();

    const Router& router() const;
    /// Waits for the one answer that a route owes.
    Response answer(const Route& route, const Request& request);
    /// Where a webhook says "@SIGN" or "@NOW": the right signature of what it carries, the present second.
    void sign(Request& request) const;
    /// "@JWT", "@VIEW", "@LINK", "@CODE", "@KEY" and "@POW" in a body as the shop's real ones.
    std::string with_secrets(std::string body) const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}   // namespace pasokh::server
