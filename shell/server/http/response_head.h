#pragma once
// From a Response to the header bytes that go before its body, in one string.
// Included by http_server.cpp only: it names Beast.

#include <boost/beast/http.hpp>

#include <string>
#include <string_view>

#include "shell/server/message.h"

namespace pasokh::server {

struct HeadOptions {
    std::string_view date;             ///< IMF-fixdate
    std::string_view request_id;       ///< empty: not told
    bool http_1_0 = false;
    bool keep_alive = true;
};

/// 204 and 304 are over with their header (RFC 9110 section 8.6).
inline bool has_length(const Response& answer) { return answer.status != 204 && answer.status != 304; }

inline std::string response_head(const Response& answer, const HeadOptions& options) {
    constexpr std::size_t kUsualBytes = 512;
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(answer.status));
    std::string head;
    head.reserve(kUsualBytes);
    const auto field = [&head](std::string_view name, std::string_view value) { head.append(name).append(": ").append(value).append("\r\n"); };
    head.append(options.http_1_0 ? "HTTP/1.0 " : "HTTP/1.1 ").append(std::to_string(answer.status)).append(" ").append(reason.data(), reason.size()).append("\r\n");
    field("Date", options.date);
    field("X-Content-Type-Options", "nosniff");
    if (!options.request_id.empty()) field("X-Request-Id", options.request_id);
    for (const Header& header : answer.headers) field(header.name, header.value);
    if (!answer.content_type.empty()) field("Content-Type", answer.content_type);
    // What each version means without this field is the other way round.
    if (options.keep_alive == options.http_1_0) field("Connection", options.keep_alive ? "keep-alive" : "close");
    if (has_length(answer)) field("Content-Length", std::to_string(answer.bytes().size()));
    return head.append("\r\n");
}

}   // namespace pasokh::server
