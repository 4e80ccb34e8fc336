#include "core/wire/problem.h"

#include <array>

#include "core/wire/writer.h"

namespace pasokh::wire {

namespace {

struct Title {
    std::string_view code, title;
};

constexpr std::array<Title, 21> kTitles = {{
    {"bad-request", "The request is not valid HTTP or JSON"},
    {"origin-not-allowed", "This origin may not use this server"},
    {"challenge-required", "Too much is asked or sent just now: solve a challenge and send this again with it"},
    {"token-refused", "This token opens nothing"},
    {"token-expired", "This token was good, and no longer is"},
    {"order-not-found", "No order matches these details"},
    {"request-not-found", "No request matches these details"},
    {"not-found", "Nothing is at this address"},
    {"method", "This address does not support this method"},
    {"timeout", "The request took too long to arrive"},
    {"too-large", "The body is too large"},
    {"uri", "The address is too long"},
    {"media-type", "The body must be application/json"},
    {"validation", "Some fields are not valid"},
    {"idempotency-mismatch", "This id was used with other content"},
    {"rate-limited", "Too many requests"},
    {"headers", "The headers are too large"},
    {"webhook-signature", "No signature fits this body"},
    {"webhook-timestamp", "This was signed too long ago, or by a clock that is wrong"},
    {"internal", "The server failed"},
    {"busy", "The server cannot do this now"},
}};

}   // namespace

std::string_view problem_title(std::string_view code) {
    for (const Title& entry : kTitles)
        if (entry.code == code) return entry.title;
    return "The request failed";
}

std::string encode(const Problem& problem) {
    Writer out;
    out.begin_object();
    out.member("type", "/problems/" + problem.code);
    out.member("title", problem_title(problem.code));
    out.member("status", problem.status);
    out.member("code", problem.code);
    if (problem.retry_after_s > 0) out.member("retry_after", problem.retry_after_s);
    if (!problem.faults.empty()) {
        out.key("errors").begin_array();
        for (const Fault& fault : problem.faults)
            out.begin_object().member("pointer", fault.pointer).member("code", fault.code).end_object();
        out.end_array();
    }
    out.end_object();
    return out.take();
}

Problem decode_problem(int http_status, std::string_view body) {
    Problem problem{.status = http_status, .code = http_status >= 500 ? "internal" : "bad-request"};
    auto document = Document::parse(body);
    if (!document) return problem;
    const Reader root = document->root();
    if (!root.at("code").is_text()) return problem;
    problem.code = root.at("code").text({.min = 1, .max = 64});
    problem.retry_after_s = static_cast<int>(root.at("retry_after").optional_integer(0, 86400).value_or(0));
    for (const Reader& entry : root.at("errors").optional_items(kMaxFaults))
        problem.faults.push_back({entry.at("pointer").text(), entry.at("code").text()});
    return problem;
}

}   // namespace pasokh::wire
