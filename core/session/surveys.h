#pragma once
// What the views of surveys need and no drawing: the card that is on the screen, the shop's own words.
//
// Use:
//   if (const SurveyOffer* offer = shown_survey(state)) card(question_of(state, offer->survey));
//
// Errors: none. Threads: none.

#include <string_view>

#include "core/session/state.h"

namespace pasokh::session {

/// The offer that belongs to what is on the screen; null when there is none.
const SurveyOffer* shown_survey(const State& state);

/// The words a survey's shop gave for it; empty: the usual ones.
std::string_view question_of(const State& state, std::string_view survey);

}   // namespace pasokh::session
