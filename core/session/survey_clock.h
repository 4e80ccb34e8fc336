#pragma once
// Whether to ask the customer something now, which survey, and about what.
//
// Decided in the page, from the shop's surveys, what is on the screen, and what this device remembers. Two clocks: each survey
// has its own, and one runs for all of them. Showing the card is asking: both clocks start then, whatever the customer does with it. What was
// answered about an order is never asked again about that order, and after "never ask again" nothing is.
//
// Use:
//   if (std::optional<SurveyOffer> offer = survey_due(rules, moment, memory, now)) remember_asked(memory, *offer, now);
//
// Ownership: values. Errors: none. Threads: pure.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/time.h"
#include "core/feedback/survey.h"
#include "core/orders/model.h"

namespace pasokh::session {

/// An order that could be judged longer ago than this is no longer fresh in anybody's mind.
inline constexpr int kForgottenDays = 60;
inline constexpr std::size_t kMostAnswered = 100;

struct SurveyRules {
    std::vector<feedback::Survey> surveys;   ///< the first that is due is asked
    int at_most_every_days = 30;
};

/// What the device keeps: times, ids of surveys and digests, nothing about a person.
struct SurveyMemory {
    bool never = false;
    TimestampMs asked_at = 0;                ///< anything
    std::vector<std::pair<std::string, TimestampMs>> asked;   ///< by survey id
    std::vector<std::string> answered;       ///< answer_key, oldest first; at most kMostAnswered
};

/// What the customer looks at.
struct SurveyMoment {
    feedback::Trigger trigger = feedback::Trigger::visit;
    const orders::Order* order = nullptr;    ///< of the order triggers
    std::string_view article;                ///< of article_read
};

struct SurveyOffer {
    std::string survey;                      ///< its id
    feedback::Kind kind = feedback::Kind::csat;
    feedback::Trigger trigger = feedback::Trigger::visit;
    std::string about;                       ///< order number or article id; empty for a visit
};

std::optional<SurveyOffer> survey_due(const SurveyRules& rules, const SurveyMoment& moment, const SurveyMemory& memory, TimestampMs now);

/// A short digest of question and order, the same for every spelling of the number.
std::string answer_key(feedback::Kind kind, std::string_view order_number);

void remember_asked(SurveyMemory& memory, const SurveyOffer& offer, TimestampMs now);
void remember_answered(SurveyMemory& memory, feedback::Kind kind, std::string_view order_number);

/// When all of the order had arrived; nothing while some of it has not, or when nobody told the time.
std::optional<TimestampMs> delivered_at(const orders::Order& order);

}   // namespace pasokh::session
