#pragma once
// From a parsed HTTP header to the Request that routes see, or to the reason for refusing it.
// Included by http_server.cpp only: it names Beast.

#include <boost/beast/http.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "shell/server/answers.h"
#include "shell/server/message.h"

namespace pasokh::server {

inline constexpr std::uint32_t kMaxHeaderBytes = 8192;
inline constexpr std::size_t kMaxUriBytes = 2048;
inline constexpr std::size_t kMaxHeaderFields = 64;

/// "%D8%A7" as bytes; nothing for a broken escape or NUL.
inline std::optional<std::string> percent_decoded(std::string_view text) {
    const auto value = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char byte = text[i];
        if (byte == '%') {
            if (i + 2 >= text.size() || value(text[i + 1]) < 0 || value(text[i + 2]) < 0) return std::nullopt;
            byte = static_cast<char>(value(text[i + 1]) * 16 + value(text[i + 2]));
            i += 2;
        }
        if (byte == '\0') return std::nullopt;
        out += byte;
    }
    return out;
}

/// "shop.example", "192.0.2.1:8080", "[2001:db8::1]:443" (RFC 9110 section 7.2). A proxy and we must mean the same shop.
inline bool is_host(std::string_view host) {
    const auto all = [](std::string_view text, std::string_view letters) { return text.find_first_not_of(letters) == std::string_view::npos; };
    const bool v6 = host.starts_with('[');
    const std::size_t name_end = v6 ? host.find(']') + 1 : std::min(host.find(':'), host.size());
    if (v6 && (name_end < 4 || !all(host.substr(1, name_end - 2), "0123456789abcdefABCDEF:.") || host.substr(0, name_end).find(':') == std::string_view::npos)) return false;
    if (!v6 && !all(host.substr(0, name_end), "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")) return false;
    const std::string_view port = host.substr(name_end);
    return port.empty() || (name_end > 0 && port.starts_with(':') && port.size() <= 6 && all(port.substr(1), "0123456789"));
}

/// What Beast accepts and we do not.
template <typename Fields>
std::optional<Response> refuse_head(const boost::beast::http::request_header<Fields>& head) {
    namespace http = boost::beast::http;
    if (head.target().size() > kMaxUriBytes) return problem_answer(414, "uri");
    std::size_t fields = 0;
    for (auto field = head.begin(); field != head.end(); ++field) ++fields;
    if (fields > kMaxHeaderFields) return problem_answer(431, "headers");
    if (head.version() != 10 && head.version() != 11) return problem_answer(400, "bad-request");
    const std::size_t hosts = head.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && head.version() == 11)) return problem_answer(400, "bad-request");
    const auto host = head[http::field::host];
    if (!is_host({host.data(), host.size()})) return problem_answer(400, "bad-request");
    // A proxy and we must see the same end of the body (request smuggling).
    // Beast takes one length written twice; a proxy may not.
    if (head.count(http::field::content_length) > 1 || head[http::field::content_length].find(',') != boost::beast::string_view::npos) return problem_answer(400, "bad-request");
    const std::size_t codings = head.count(http::field::transfer_encoding);
    if (codings > 0 && (codings > 1 || head.count(http::field::content_length) > 0 || head.version() == 10 ||
                        !boost::beast::iequals(head[http::field::transfer_encoding], "chunked")))
        return problem_answer(400, "bad-request");
    if (!head.target().starts_with('/')) return problem_answer(400, "bad-request");
    return std::nullopt;
}

/// Every X-Forwarded-For of the request as one list.
template <typename Fields>
std::string forwarded_for(const boost::beast::http::request_header<Fields>& head) {
    std::string list;
    const auto fields = head.equal_range("X-Forwarded-For");
    for (auto field = fields.first; field != fields.second; ++field) {
        if (!list.empty()) list += ',';
        list.append(field->value().data(), field->value().size());
    }
    return list;
}

inline Method method_of(boost::beast::http::verb verb) {
    switch (verb) {
        case boost::beast::http::verb::get: return Method::get;
        case boost::beast::http::verb::head: return Method::head;
        case boost::beast::http::verb::post: return Method::post;
        case boost::beast::http::verb::options: return Method::options;
        default: return Method::other;
    }
}

/// Those a webhook is signed with.
template <typename Fields>
std::vector<std::pair<std::string, std::string>> webhook_headers_of(const boost::beast::http::request_header<Fields>& head) {
    std::vector<std::pair<std::string, std::string>> found;
    for (const auto& field : head) {
        if (std::string_view("wWxX").find(field.name_string().front()) == std::string_view::npos) continue;
        std::string name(field.name_string().data(), field.name_string().size());
        for (char& letter : name)
            if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
        if (name.starts_with("webhook-") || name.starts_with("x-wc-webhook-")) found.emplace_back(std::move(name), std::string(field.value().data(), field.value().size()));
    }
    return found;
}

/// Nothing when the target is no valid path.
template <typename Fields>
std::optional<Request> read_head(const boost::beast::http::request_header<Fields>& head) {
    namespace http = boost::beast::http;
    const std::string_view target(head.target().data(), head.target().size());
    auto path = percent_decoded(target.substr(0, target.find_first_of("?#")));
    if (!path) return std::nullopt;
    const auto field = [&](http::field name) {
        const auto value = head[name];
        return std::string(value.data(), value.size());
    };
    return Request{.method = method_of(head.method()), .path = std::move(*path), .host = field(http::field::host), .origin = field(http::field::origin),
                   .content_type = field(http::field::content_type), .accept_encoding = field(http::field::accept_encoding),
                   .if_none_match = field(http::field::if_none_match),
                   .webhook_headers = webhook_headers_of(head), .client = {}, .body = {}};
}

}   // namespace pasokh::server
