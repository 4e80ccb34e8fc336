#pragma once
// A search that found no answer, as a customer chose to tell it: POST /v1/unanswered (contract v1).
//
//   request   {"id":"01J...","query":"کارت هدیه","lang":"fa"}
//   201, 200  {"id":"01J...","day":"2026-11-22"}; 200 with "Idempotent-Replayed: true" when it was stored before
//   422       problem "validation" or "idempotency-mismatch"
//
// No query leaves the device on its own, and what may name a person leaves it never: the page masks before it sends, the
// server before it stores.
//
// Use:
//   page:    body = encode(UnansweredSearch{id, private_query(typed), "fa"});
//   server:  UnansweredSearch search = read_unanswered(document);
//
// Errors: invalid_argument with the JSON pointer, noted in the document. Threads: none.

#include <cstddef>
#include <string>
#include <string_view>

namespace pasokh::wire {
class Document;
}

namespace pasokh::feedback {

inline constexpr std::string_view kUnansweredPath = "/v1/unanswered";
inline constexpr std::size_t kMaxQueryCodePoints = 200;

struct UnansweredSearch {
    std::string id;                    ///< ULID made at the tap
    std::string query;                 ///< masked, trimmed, 1 to kMaxQueryCodePoints code points
    std::string lang;                  ///< BCP 47, of the interface
};

/// "•••" for whatever may name a person: words with "@", five digits in a row, and eight that only spaces, dashes, dots,
/// slashes or brackets part, in any script's digits. Masking twice changes nothing.
std::string mask_private(std::string_view text);

/// The query as it may be sent: trimmed, masked, cut to kMaxQueryCodePoints. Empty when no word is left.
std::string private_query(std::string_view typed);

/// One spelling for one content.
std::string encode(const UnansweredSearch& search);
/// Strict: unknown fields are faults. The query comes back masked, whatever was sent.
UnansweredSearch read_unanswered(wire::Document& document);

}   // namespace pasokh::feedback
