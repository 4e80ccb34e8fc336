#pragma once
// Feedback on the wire: POST /v1/feedback (contract v1).
//
//   request   {"id":"01J...","kind":"csat","score":5,"comment":"...","subject":"SRV-10245","lang":"fa","occurred_at":"..."}
//             of an article vote of 0 also "reason"; "replaces": the id of this customer's answer that this one completes;
//             "stamp": the form_stamp of GET /v1/config; "website": empty, or a program filled it in; "pow": core/orders/challenge.h
//   201, 200  {"id":"01J...","received_at":"..."}; 200 with "Idempotent-Replayed: true" when it was stored before
//   403       problem "challenge-required": send it again with "pow"
//   422       problem "validation" or "idempotency-mismatch"
//
// Use:
//   page:    body = encode(feedback);  ...  decode_receipt(answer)
//   server:  Feedback feedback = read_feedback(document);
//
// Errors: parse_error, invalid_argument with the JSON pointer. Threads: none.

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/feedback/model.h"

namespace pasokh::wire {
class Document;
}

namespace pasokh::feedback {

/// One spelling for one content: the server compares repeated deliveries by it.
std::string encode(const Feedback& feedback);
/// Strict: unknown fields are faults, and so is all that `validate` refuses. Every fault is noted in `document`.
Feedback read_feedback(wire::Document& document);

struct Receipt {
    std::string id;
    TimestampMs received_at = 0;
};
std::string encode(const Receipt& receipt);
Result<Receipt> decode_receipt(std::string_view text);

}   // namespace pasokh::feedback
