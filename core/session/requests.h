#pragma once
// What the views of requests need and no drawing: the code for reading, messages on their way, guides that may answer.
//
// Use:
//   heading(session::show_code(own.code));
//   for (const PendingReply& reply : pending_replies(state)) bubble(reply.text, reply.delivery);
//
// Errors: none. Threads: none.

#include <string>
#include <string_view>
#include <vector>

#include "core/i18n/keys.h"
#include "core/session/state.h"

namespace pasokh::session {

inline constexpr std::size_t kMostGuides = 3;
inline constexpr std::size_t kMostOwnRequests = 20;
inline constexpr TimestampMs kCheckEveryMs = 5 * kMinuteMs;

/// In two groups: "7K2Q9-F4XWT".
std::string show_code(std::string_view code);

/// The name of a topic.
i18n::Key topic_word(requests::Topic topic);

/// A message of the thread on the screen that the server has not confirmed.
struct PendingReply {
    std::string text;
    DeliveryState delivery = DeliveryState::waiting;
};
std::vector<PendingReply> pending_replies(const State& state);

/// The request on the screen was sent from here.
bool is_own(const State& state, std::string_view code);

/// The shop has answered or closed one and the customer has not looked.
bool has_news(const State& state);

/// The last whole words of a message, as many as a search can use; empty while there are fewer than two.
std::string words_to_search(std::string_view message);

/// The form's text is with the outbox, or has arrived: it is shown and not edited.
bool is_sent(const RequestForm& form);

}   // namespace pasokh::session
