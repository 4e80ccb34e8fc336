#pragma once
// The rules of the widget: state and action in, effects out. The only code that changes State.
//
// Use:
//   std::vector<Effect> effects = reduce(state, action::TypeQuery{"مرجوع"}, context);
//
// Invariants: nothing typed is lost (fields keep their text over back, language change and failure); "confirmed" is set only
// by a 2xx answer; an outbox item leaves the outbox only when the server answered for good or after kOutboxLifetimeMs,
// and then visibly: words that could not be delivered wait in the outbox until the form is free to show them. Only the vote
// of an article that was left ends with an error event alone.
//
// Errors: none; a failure is a state. Threads: none.

#include <optional>
#include <vector>

#include "core/session/action.h"
#include "core/session/state.h"

namespace pasokh::session {

std::vector<Effect> reduce(State& state, const Action& action, const Context& context);

/// When the next Tick is needed (an outbox retry, a slice of a puzzle); nothing when nothing waits: idle costs no timer.
std::optional<TimestampMs> wake_at(const State& state);

inline constexpr TimestampMs kOutboxLifetimeMs = 72 * kHourMs;
inline constexpr TimestampMs kOutboxFirstRetryMs = 2 * kSecondMs;
inline constexpr TimestampMs kOutboxLongestRetryMs = 5 * kMinuteMs;

}   // namespace pasokh::session
