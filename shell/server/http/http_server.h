#pragma once
// HTTP/1.1 and 1.0 on a TCP port: Boost.Beast parses, coroutines wait, the router answers.
//
// Every phase of a connection has an absolute deadline (not renewed by a trickle of bytes), headers and bodies have
// limits, and framing that two parsers could read differently (Content-Length beside Transfer-Encoding) is refused.
// TLS and HTTP/2 belong to the proxy in front.
//
// Use:
//   TRY_ASSIGN(auto http, HttpServer::listen({.host = "127.0.0.1", .port = 0}, router));
//   print(http->port());
//   http->run();   // until SIGTERM or SIGINT, then until all accepted requests are answered
//
// Ownership: the router outlives it. Errors: invalid_argument (address), unavailable (port in use), io.
// Threads: listen and run from one; routes are called from several.

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/result.h"
#include "shell/server/http/client_address.h"
#include "shell/server/router.h"
#include "shell/server/telemetry.h"

namespace pasokh::server {

struct Deadlines {
    int header_ms = 5000;              ///< from the first byte, or from connecting, to the end of the header
    int body_ms = 10000;               ///< plus 1 s per 16 KB that the route allows
    int write_ms = 10000;
    int idle_ms = 15000;               ///< between requests of one connection
    int stop_ms = 5000;                ///< for requests in flight when a stop is asked
};

struct HttpOptions {
    std::string host = "127.0.0.1";    ///< an address, or "localhost"
    std::uint16_t port = 8080;         ///< 0 = any free one
    std::size_t threads = 2;
    std::size_t max_connections = 4096;
    std::size_t max_connections_per_client = 256;   ///< of one address (IPv6: /64); 0 = no limit. Not of proxies and this machine
    TrustedProxies proxies;            ///< whose X-Forwarded-For is believed
    Deadlines deadlines;
};

class HttpServer {
public:
    virtual ~HttpServer() = default;
    /// `telemetry`, when there is one, outlives it too.
    static Result<std::unique_ptr<HttpServer>> listen(const HttpOptions& options, const Router& router, Telemetry* telemetry = nullptr);
    virtual std::uint16_t port() const = 0;
    virtual void run() = 0;
};

}   // namespace pasokh::server
