#pragma once
// Orders on the wire: POST /v1/orders/lookup (contract v1).
//
//   request   {"number":"SRV-10245","contact":{"phone":"+989120000045"}}   or {"email":"..."}, "pow" (challenge.h)
//   200       an order, see `encode(Order)`
//   404       problem "order-not-found", the same bytes for every reason
//   POST /v1/orders/view
//   request   one of {"view_token":...} {"link_token":...} {"jwt":...} {"jwt":...,"number":...}
//   200       an order, or for a jwt without a number {"orders":[...]}: newest first, at most 50, without lines and events
//   403, 410  problem "token-refused", "token-expired"
//
// Use:
//   page:    body = encode(LookupRequest{number, *parse_contact(typed, home)});  ...  decode_order(answer)
//   server:  TRY_ASSIGN(auto request, read_lookup_request(document, home));
//
// Errors: parse_error, invalid_argument with the JSON pointer. Threads: none.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

inline constexpr std::string_view kViewPath = "/v1/orders/view";

struct LookupRequest {
    std::string number;                ///< as typed
    Contact contact;
    std::optional<SolvedChallenge> pow = {};
};

std::string encode(const LookupRequest& request);
/// Strict: unknown fields are faults. The contact is normalised. Every fault is noted in `document`.
LookupRequest read_lookup_request(wire::Document& document, Country home);

/// Shows the order again without number and contact, for a while (shell/server/token.h).
struct ViewPass {
    std::string token;
    TimestampMs expires_at = 0;
};

std::string encode(const Order& order);
/// An encoded order that has no contact_mask, with the members that differ from answer to answer: that mask, unless it is empty, and
/// those of the pass, unless there is none. What was decoded before is not decoded again.
std::string encode_answer(std::string_view encoded_order, std::string_view contact_mask, const std::optional<ViewPass>& pass);
/// Lenient: unknown fields are ignored and an unknown parcel status becomes `unknown` with its name as raw_status,
/// so that an older page shows a newer server's orders.
Result<Order> decode_order(std::string_view text);

/// {"orders": [...]}; each as above, as far as it was filled in.
std::string encode_list(const std::vector<Order>& orders);
Result<std::vector<Order>> decode_order_list(std::string_view text);

}   // namespace pasokh::orders
