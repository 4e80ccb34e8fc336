#pragma once
// How often surveys are shown and answered, for the owner's response rate: POST /v1/survey-counts (contract v1).
//
//   request   {"event":"shown"} or {"event":"answered"}
//   204
//   422       problem "validation"
//
// A sum of the day is all that is kept: no survey, no order, no customer, no time. The page tells once and never again, so
// that a lost answer makes the sum too small and not too large.
//
// Errors: invalid_argument with the JSON pointer, noted in the document. Threads: none.

#include <cstdint>
#include <string>
#include <string_view>

namespace pasokh::wire {
class Document;
}

namespace pasokh::feedback {

inline constexpr std::string_view kSurveyCountPath = "/v1/survey-counts";

enum class SurveyEvent : std::uint8_t { shown, answered };

std::string encode(SurveyEvent event);
/// Strict: unknown fields are faults.
SurveyEvent read_survey_event(wire::Document& document);

}   // namespace pasokh::feedback
