#pragma once
// A request and its answer as the routes see them: no sockets, no HTTP library.
//
// Ownership: `Response::shared` points into memory that outlives the server's last connection (the static files).
// Threads: values; `Respond` may be called from any thread, once.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pasokh::server {

inline constexpr int kFloorStepMs = 50;

enum class Method : std::uint8_t { get, head, post, options, other };

struct Request {
    Method method = Method::get;
    std::string path;                  ///< percent-decoded, without the query
    std::string host, origin, content_type, accept_encoding, if_none_match;
    std::vector<std::pair<std::string, std::string>> webhook_headers = {};   ///< "webhook-..." and "x-wc-webhook-...", names in lower case
    std::string client;                ///< the peer's address as the socket tells it; IPv6 cut to its /64
    std::string body;

    /// Empty when it is not there.
    std::string_view webhook_header(std::string_view name) const {
        for (const auto& [known, value] : webhook_headers)
            if (known == name) return value;
        return {};
    }
};

struct Header {
    std::string_view name;             ///< a literal
    std::string value;                 ///< never text of a request
};

struct Response {
    int status = 200;
    std::string_view content_type;     ///< a literal, or of a static file; empty = no body
    std::vector<Header> headers;
    std::string body;
    std::string_view shared;           ///< sent when `body` is empty
    int floor_ms = 0;                  ///< sent so long after its request came, or at the next step of kFloorStepMs, so that its time tells nothing

    std::string_view bytes() const { return body.empty() ? shared : std::string_view(body); }
};

using Respond = std::function<void(Response)>;

}   // namespace pasokh::server
