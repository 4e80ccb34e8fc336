#pragma once
// A survey: which question a shop asks, on what occasion, and how often at most.
//
// The server reads it from its configuration (core/wire/config.h carries it as text), the page decides by it
// (core/session/survey_clock.h).
//
// Use:
//   std::optional<Survey> survey = survey_of(wire_survey, "fa");   // nothing for words of a newer server
//
// Errors: none. Threads: values.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/feedback/model.h"
#include "core/wire/config.h"

namespace pasokh::feedback {

/// Named in the configuration: never rename.
enum class Trigger : std::uint8_t { order_delivered, order_placed, article_read, visit };
inline constexpr std::size_t kTriggerCount = 4;
std::string_view trigger_name(Trigger trigger);
std::optional<Trigger> parse_trigger(std::string_view name);
/// It asks about an order, counted in days since something happened to it.
bool is_about_order(Trigger trigger);

struct Survey {
    std::string id;
    Kind kind = Kind::csat;
    Trigger trigger = Trigger::order_delivered;
    int after_days = 0;                ///< of orders
    std::vector<std::pair<std::string, int>> product_types;   ///< days after which a product of that type can be judged
    int every_days = 0;                ///< 1 and more
    std::string question;              ///< the shop's own words; empty: the usual ones
};

std::optional<Survey> survey_of(const wire::Survey& survey, std::string_view lang);

}   // namespace pasokh::feedback
