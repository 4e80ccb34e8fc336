#pragma once
// Orders on the wire: POST /v1/orders/lookup (contract v1).
//
//   request   {"number":"SRV-10245","contact":{"phone":"+989120000045"}}   or {"email":"..."}, "pow" (challenge.h)
//   200       an order, see `encode(Order)`
//   404       problem "order-not-found", the same bytes for every reason
//
// Use:
//   page:    body = encode(LookupRequest{number, *parse_contact(typed)});  ...  decode_order(answer)
//   server:  TRY_ASSIGN(auto request, read_lookup_request(document));
//
// Errors: parse_error, invalid_argument with the JSON pointer. Threads: none.

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/orders/challenge.h"
#include "core/orders/contact.h"
#include "core/orders/model.h"

namespace pasokh::wire {
class Document;
class Reader;
class Writer;
}

namespace pasokh::orders {

struct LookupRequest {
    std::string number;                ///< as typed
    Contact contact;
    std::optional<SolvedChallenge> pow = {};
};

std::string encode(const LookupRequest& request);
/// Strict: unknown fields are faults. The contact is normalised. Every fault is noted in `document`.
LookupRequest read_lookup_request(wire::Document& document);

std::string encode(const Order& order);
/// Lenient: unknown fields are ignored and an unknown parcel status becomes `unknown` with its name as raw_status,
/// so that an older page shows a newer server's orders.
Result<Order> decode_order(std::string_view text);

}   // namespace pasokh::orders
