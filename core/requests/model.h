#pragma once
// A customer's request to the shop: what it is about, what was written to and fro, and where it stands.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"

namespace pasokh::requests {

/// Sent and stored by name (topic_name).
enum class Topic : std::uint8_t { question, complaint, damaged, missing, wrong, warranty };
inline constexpr std::size_t kTopicCount = 6;
std::string_view topic_name(Topic topic);
std::optional<Topic> parse_topic(std::string_view name);

/// Sent and stored by name (state_name).
///   open      the shop has the word          answered  the customer has it
///   solved    the customer said so           closed    the shop said so
/// A message of the customer leads back to `open`, one of the shop to `answered`.
enum class RequestState : std::uint8_t { open, answered, solved, closed };
std::string_view state_name(RequestState state);
std::optional<RequestState> parse_state(std::string_view name);

enum class Author : std::uint8_t { customer, shop };
std::string_view author_name(Author author);
std::optional<Author> parse_author(std::string_view name);

inline constexpr std::size_t kMaxMessageCodePoints = 4000;
inline constexpr std::size_t kMaxContactBytes = 254;
inline constexpr std::size_t kMaxOrderNumberBytes = 64;

struct NewRequest {
    std::string id;                    ///< ULID made at "send"
    Topic topic = Topic::question;
    std::string message;               ///< is_fit_message
    std::string contact;               ///< phone or e-mail; what is one, core/orders/contact.h knows
    std::string order_number;          ///< as typed; may be empty
    std::string lang;
    TimestampMs occurred_at = 0;       ///< the customer's clock at "send"
    std::string website;               ///< people never see this field: what fills it is a program
    std::string stamp = {};            ///< of the shop, as the page got it (wire::Config); may be empty
};

struct Message {
    Author from = Author::customer;
    std::string text;
    TimestampMs at = 0;
};

struct Thread {
    std::string code;
    RequestState state = RequestState::open;
    Topic topic = Topic::question;
    std::string order_number;
    std::vector<Message> messages;     ///< oldest first
    TimestampMs updated_at = 0;        ///< of the last message or change of state
};

/// Not blank, at most kMaxMessageCodePoints, of letters that may be shown again (core/text/fit.h).
bool is_fit_message(std::string_view text);

/// One rule that a request breaks. Both are words of the wire contract: "/message" and "length".
struct Fault {
    std::string_view pointer;
    std::string_view code;
};
/// The one rule set of page and server, but for the contact's format: every rule that is broken, none when valid.
std::vector<Fault> faults_of(const NewRequest& request);

}   // namespace pasokh::requests
