#pragma once
// Requests on the wire (contract v1).
//
//   POST /v1/requests
//     request   {"id":"01J...","topic":"damaged","message":"...","contact":"+98912...","order_number":"SRV-1","lang":"fa","occurred_at":"..."}
//     201, 200  {"id":"01J...","code":"7K2Q9F4XWT","key":"64 hex digits","received_at":"..."}
//   POST /v1/requests/status
//     request   a proof: {"code":"...","contact":"..."} or {"code":"...","key":"..."}
//     200       a thread: {"code":"...","state":"open","topic":"damaged","order_number":"SRV-1","updated_at":"...",
//               "messages":[{"from":"customer","text":"...","at":"..."}]}
//   POST /v1/requests/messages
//     request   a proof and {"id":"01J...","text":"..."}
//     201, 200  {"id":"01J...","received_at":"..."}
//   POST /v1/requests/solved
//     request   a proof and {"solved":true}; false opens it again
//     200       the thread
//
// A new request and a message take "stamp", "website" and "pow" too, and may be answered with 403, as in core/feedback/json.h.
//
// 200 instead of 201 carries "Idempotent-Replayed: true": it was stored before. The key stands for the contact on the device that
// sent the request, so that no contact needs to be kept there; it opens this one request and nothing else.
//
// Use:
//   page:    body = encode(request);  ...  decode_receipt(answer)
//   server:  NewRequest request = read_new_request(document);
//
// Errors: parse_error, invalid_argument with the JSON pointer. Threads: none.

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/requests/model.h"

namespace pasokh::wire {
class Document;
}

namespace pasokh::requests {

inline constexpr std::string_view kRequestsPath = "/v1/requests";
inline constexpr std::string_view kStatusPath = "/v1/requests/status";
inline constexpr std::string_view kMessagesPath = "/v1/requests/messages";
inline constexpr std::string_view kSolvedPath = "/v1/requests/solved";

/// Who asks about a request: exactly one of contact and key is not empty.
struct Proof {
    std::string code;                  ///< as make_code gives it
    std::string contact;               ///< phone or e-mail
    std::string key;                   ///< of the receipt
};

struct NewMessage {
    std::string id;                    ///< ULID made at "send"
    Proof proof;
    std::string text;                  ///< is_fit_message
    std::string website = {}, stamp = {};   ///< as in NewRequest
};

struct SolvedWord {
    Proof proof;
    bool solved = false;
};

struct Receipt {
    std::string id, code, key;
    TimestampMs received_at = 0;
};

struct MessageReceipt {
    std::string id;
    TimestampMs received_at = 0;
};

/// One spelling for one content: the server compares repeated deliveries by it.
std::string encode(const NewRequest& request);
std::string encode(const Proof& proof);
std::string encode(const NewMessage& message);
std::string encode(const SolvedWord& word);
/// Strict: unknown fields are faults, and so is every rule of the model. Faults are noted in `document`. A code comes back folded.
NewRequest read_new_request(wire::Document& document);
Proof read_proof(wire::Document& document);
NewMessage read_new_message(wire::Document& document);
SolvedWord read_solved_word(wire::Document& document);

std::string encode(const Receipt& receipt);
std::string encode(const MessageReceipt& receipt);
std::string encode(const Thread& thread);
Result<Receipt> decode_receipt(std::string_view text);
Result<Thread> decode_thread(std::string_view text);

}   // namespace pasokh::requests
