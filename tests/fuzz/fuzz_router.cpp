// A whole request, as its head and body, through the HTTP parser's glue, the router and the route to the answer: one answer, never a 5xx,
// and whatever is refused is refused with a problem document. The head ends at the first empty line; the body is what follows. See
// whole_server.h for what "@JWT" and its like mean.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "core/base/verify.h"
#include "core/text/utf8.h"
#include "shell/server/http/client_address.h"
#include "shell/server/http/request_head.h"
#include "tests/fuzz/problem_check.h"
#include "tests/fuzz/whole_server.h"

using namespace pasokh;
using namespace pasokh::server;
namespace http = boost::beast::http;

namespace {

constexpr std::size_t kFreshAfter = 5000;   ///< requests; what earlier ones stored must not pile up

/// A fresh shop now and then. Made at its declaration, so that it ends before OpenSSL does.
WholeServer& server() {
    static auto shop = std::make_unique<WholeServer>();
    static std::size_t asked = 0;
    if (++asked % kFreshAfter == 0) {
        shop.reset();
        shop = std::make_unique<WholeServer>();
    }
    return *shop;
}

void check_answer(const Response& answer) {
    VERIFY(answer.status >= 200 && answer.status < 500);
    for (const Header& header : answer.headers) VERIFY(header.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos);
    if (answer.status >= 400) check_problem(answer);
    else if (answer.content_type == "application/json") VERIFY(wire::Document::parse(answer.bytes(), 64).has_value() && !text::find_invalid_utf8(answer.bytes()));
}

/// As http_server.cpp does it, without the waiting.
void serve(std::string_view head, std::string_view body) {
    http::request_parser<http::string_body> parser;
    parser.header_limit(kMaxHeaderBytes);
    boost::system::error_code error;
    parser.put(boost::asio::buffer(head.data(), head.size()), error);
    if (!parser.is_header_done()) return;
    if (const auto refusal = refuse_head(parser.get().base())) return check_answer(*refusal);
    auto request = read_head(parser.get().base());
    if (!request) return;
    static const TrustedProxies proxies = [] {
        TrustedProxies some;
        VERIFY(some.add("10.0.0.0/8"));
        return some;
    }();
    request->client = proxies.client_of("10.0.0.7", forwarded_for(parser.get().base()));
    WholeServer& shop = server();
    const Match match = shop.router().match(*request);
    if (match.route == nullptr) return check_answer(match.refusal);
    request->body = shop.with_secrets(std::string(body));
    if (request->body.size() > match.route->body_limit) return check_answer(shop.router().refuse(*request, 413, "too-large"));
    shop.sign(*request);
    check_answer(shop.answer(*match.route, *request));
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::string_view kEnd = "\r\n\r\n";
    const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
    const std::size_t end = text.find(kEnd);
    if (end == std::string_view::npos || size > 64 * 1024) return 0;
    serve(text.substr(0, end + kEnd.size()), text.substr(end + kEnd.size()));
    return 0;
}
