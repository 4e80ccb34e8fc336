#include "shell/server/survey_settings.h"

#include <algorithm>
#include <string>

#include "core/feedback/survey.h"

namespace pasokh::server {

namespace {

using wire::Reader;

Error fault(const Reader& at, std::string_view words) { return fail(ErrorCode::invalid_argument, at.pointer() + ": " + std::string(words)); }

Status check_survey(const Reader& entry, const wire::Survey& survey) {
    const auto kind = feedback::parse_kind(survey.kind);
    if (!kind || *kind == feedback::Kind::article) return fault(entry.at("kind"), '"' + survey.kind + "\" is not one of csat, nps, effort, review");
    const auto trigger = feedback::parse_trigger(survey.trigger);
    if (!trigger) return fault(entry.at("trigger"), '"' + survey.trigger + "\" is not one of order_delivered, order_placed, article_read, visit");
    if (feedback::is_about_order(*trigger)) return {};
    for (const std::string_view key : {"after_days", "product_types"})
        if (entry.at(key).is_present()) return fault(entry.at(key), "counts from an order; leave it out where the trigger is " + survey.trigger);
    if (*kind == feedback::Kind::review) return fault(entry.at("kind"), "a review is of what was bought; its trigger is order_delivered or order_placed");
    return {};
}

}   // namespace

Status read_survey_settings(const Reader& shop, const KeyCheck& check_keys, wire::Config& config) {
    config.ask_at_most_every_days = wire::read_ask_at_most(shop.at("ask_at_most_every_days"));
    config.surveys = wire::read_surveys(shop.at("surveys"));
    const std::vector<Reader> entries = shop.at("surveys").optional_items(config.surveys.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        TRY(check_keys(entries[i], {"id", "kind", "trigger", "after_days", "product_types", "every_days", "question"}));
        const wire::Survey& survey = config.surveys[i];
        if (survey.kind.empty() || survey.trigger.empty()) continue;   // noted as missing
        TRY(check_survey(entries[i], survey));
        const auto before = config.surveys.begin() + static_cast<std::ptrdiff_t>(i);
        const bool taken = std::any_of(config.surveys.begin(), before, [&](const wire::Survey& other) { return other.id == survey.id; });
        if (taken) return fault(entries[i].at("id"), '"' + survey.id + "\" is the id of another survey; the device counts by it");
    }
    return {};
}

}   // namespace pasokh::server
