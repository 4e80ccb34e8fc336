#include "core/session/survey_clock.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/base/json_text.h"
#include "core/orders/contact.h"

namespace pasokh::session {

namespace {

using feedback::Survey;
using feedback::Trigger;

/// At least so many days have passed. A time that lies ahead was a wrong clock's and counts for nothing.
bool is_over(TimestampMs since, int days, TimestampMs now) { return since == 0 || since > now + kDayMs || now - since >= days * kDayMs; }

TimestampMs last_asked(const SurveyMemory& memory, std::string_view survey) {
    const auto found = std::find_if(memory.asked.begin(), memory.asked.end(), [&](const auto& one) { return one.first == survey; });
    return found == memory.asked.end() ? 0 : found->second;
}

int days_of(const Survey& survey, std::string_view product_type) {
    const auto found = std::find_if(survey.product_types.begin(), survey.product_types.end(), [&](const auto& one) { return one.first == product_type; });
    return found == survey.product_types.end() ? survey.after_days : found->second;
}

/// The product that needs the longest decides: the question is about the whole order.
int days_to_wait(const Survey& survey, const orders::Order& order) {
    if (order.lines.empty()) return survey.after_days;
    int days = 0;
    for (const orders::OrderLine& line : order.lines) days = std::max(days, days_of(survey, line.product_type));
    return days;
}

bool is_ripe(const Survey& survey, const orders::Order& order, TimestampMs now) {
    const bool placed = survey.trigger == Trigger::order_placed;
    const bool called_off = order.state == orders::OrderState::cancelled || order.state == orders::OrderState::failed;
    const std::optional<TimestampMs> since = placed ? std::optional(order.placed_at) : delivered_at(order);
    if (!since || (placed && called_off)) return false;
    const TimestampMs from = *since + days_to_wait(survey, order) * kDayMs;
    return now >= from && now <= from + kForgottenDays * kDayMs;
}

std::string about(const SurveyMoment& moment) {
    if (feedback::is_about_order(moment.trigger)) return moment.order == nullptr ? std::string() : moment.order->number;
    return std::string(moment.article);
}

/// In the moment of a looked-up order, either trigger of orders may apply.
bool fits(const Survey& survey, const SurveyMoment& moment) {
    return survey.trigger == moment.trigger || (feedback::is_about_order(survey.trigger) && feedback::is_about_order(moment.trigger));
}

bool was_answered(const SurveyMemory& memory, const std::string& key) {
    return std::find(memory.answered.begin(), memory.answered.end(), key) != memory.answered.end();
}

bool is_due(const Survey& survey, const SurveyMoment& moment, const SurveyMemory& memory, TimestampMs now) {
    if (!fits(survey, moment) || !is_over(last_asked(memory, survey.id), survey.every_days, now)) return false;
    if (feedback::is_about_order(survey.trigger) && (moment.order == nullptr || !is_ripe(survey, *moment.order, now))) return false;
    return !feedback::is_about_order(survey.trigger) || !was_answered(memory, answer_key(survey.kind, moment.order->number));
}

}   // namespace

std::optional<SurveyOffer> survey_due(const SurveyRules& rules, const SurveyMoment& moment, const SurveyMemory& memory, TimestampMs now) {
    if (memory.never || !is_over(memory.asked_at, rules.at_most_every_days, now)) return std::nullopt;
    for (const Survey& survey : rules.surveys)
        if (is_due(survey, moment, memory, now)) return SurveyOffer{survey.id, survey.kind, survey.trigger, about(moment)};
    return std::nullopt;
}

std::string answer_key(feedback::Kind kind, std::string_view order_number) {
    const std::uint64_t digest = fnv1a64(orders::normalise_order_number(order_number), fnv1a64(feedback::kind_name(kind)));
    std::string key;
    append_json_integer(key, static_cast<std::uint32_t>(digest ^ (digest >> 32)));
    return key;
}

void remember_asked(SurveyMemory& memory, const SurveyOffer& offer, TimestampMs now) {
    memory.asked_at = now;
    std::erase_if(memory.asked, [&](const auto& one) { return one.first == offer.survey; });
    memory.asked.emplace_back(offer.survey, now);
}

void remember_answered(SurveyMemory& memory, feedback::Kind kind, std::string_view order_number) {
    const std::string key = answer_key(kind, order_number);
    if (was_answered(memory, key)) return;
    memory.answered.push_back(key);
    if (memory.answered.size() > kMostAnswered) memory.answered.erase(memory.answered.begin());
}

std::optional<TimestampMs> delivered_at(const orders::Order& order) {
    TimestampMs last = 0;
    for (const orders::Parcel& parcel : order.parcels) {
        if (parcel.status != orders::ParcelStatus::delivered) return std::nullopt;
        const auto arrived = std::find_if(parcel.events.begin(), parcel.events.end(), [](const orders::ParcelEvent& event) { return event.status == orders::ParcelStatus::delivered; });
        if (arrived == parcel.events.end()) return std::nullopt;
        last = std::max(last, arrived->at);
    }
    return last == 0 ? std::nullopt : std::optional(last);
}

}   // namespace pasokh::session
