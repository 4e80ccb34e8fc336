#include "core/feedback/survey.h"

#include <algorithm>
#include <array>

namespace pasokh::feedback {

namespace {
/// Indexed by Trigger.
constexpr std::array<std::string_view, kTriggerCount> kTriggers = {"order_delivered", "order_placed", "article_read", "visit"};
}   // namespace

std::string_view trigger_name(Trigger trigger) { return kTriggers[static_cast<std::size_t>(trigger)]; }

std::optional<Trigger> parse_trigger(std::string_view name) {
    const auto found = std::find(kTriggers.begin(), kTriggers.end(), name);
    return found == kTriggers.end() ? std::nullopt : std::optional(static_cast<Trigger>(found - kTriggers.begin()));
}

bool is_about_order(Trigger trigger) { return trigger == Trigger::order_delivered || trigger == Trigger::order_placed; }

std::optional<Survey> survey_of(const wire::Survey& survey, std::string_view lang) {
    const std::optional<Kind> kind = parse_kind(survey.kind);
    const std::optional<Trigger> trigger = parse_trigger(survey.trigger);
    if (!kind || *kind == Kind::article || !trigger) return std::nullopt;
    return Survey{.id = survey.id, .kind = *kind, .trigger = *trigger, .after_days = survey.after_days, .product_types = survey.product_types,
                  .every_days = survey.every_days, .question = std::string(wire::in_language(survey.question, lang))};
}

}   // namespace pasokh::feedback
