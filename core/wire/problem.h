#pragma once
// An error answer: application/problem+json (RFC 9457) with the code that people's words are chosen by.
//
// Use:
//   body = encode(Problem{.status = 422, .code = "validation", .faults = document.faults()});
//   Problem problem = decode_problem(status, body);   // never fails: an unreadable body is a problem too
//
// Codes: bad-request 400, webhook-signature and webhook-timestamp 401, origin-not-allowed, challenge-required and
// token-refused 403, order-not-found, request-not-found
// and not-found 404, method 405, timeout 408, token-expired 410,
// too-large 413, uri 414, media-type 415, validation and idempotency-mismatch 422, rate-limited 429, headers 431,
// internal 500, busy 503.

#include <string>
#include <string_view>
#include <vector>

#include "core/wire/reader.h"

namespace pasokh::wire {

struct Problem {
    int status = 500;
    std::string code = "internal";
    int retry_after_s = 0;             ///< 0 = not told
    std::vector<Fault> faults = {};    ///< of `validation`
};

/// The English sentence for developers; customers see the widget's own words, by code.
std::string_view problem_title(std::string_view code);

/// `type` is a relative reference "/problems/<code>"; `title` follows from the code, so two problems of one code
/// have the same bytes unless they carry faults.
std::string encode(const Problem& problem);

/// `http_status` fills in for a body that is no problem document (a proxy's page, an empty answer).
Problem decode_problem(int http_status, std::string_view body);

}   // namespace pasokh::wire
