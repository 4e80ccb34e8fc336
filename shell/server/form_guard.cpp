#include "shell/server/form_guard.h"

#include <algorithm>

namespace pasokh::server {

namespace {
constexpr int kHard = 10;              ///< times the shop's budget
}

FormGuard::Payers FormGuard::payers_of(const Attempt& attempt, TimestampMs utc_now) const {
    Payers payers{.client = secret_.key_of("client", attempt.client), .stamp = secret_.key_of("stamp", attempt.stamp)};
    const auto made_at = stamps_.read(attempt.stamp, utc_now);
    payers.has_stamp = made_at.has_value();
    payers.made_at = made_at.value_or(0);
    return payers;
}

int FormGuard::bits_of_shop(TimestampMs now) const {
    if (shop_.is_spent(limits_.shop_per_minute * kHard, now)) return limits_.challenge_bits + LookupGuard::kHardBits;
    return shop_.is_spent(limits_.shop_per_minute, now) ? limits_.challenge_bits : 0;
}

int FormGuard::bits_for(const Payers& payers, TimestampMs now) {
    const bool wants_stamp = limits_.seconds > 0;
    const bool spent = (wants_stamp && (!payers.has_stamp || by_stamp_.at(payers.stamp).is_spent(kPerStamp, now))) ||
                       clients_.at(payers.client).is_spent(limits_.client_per_hour, now);
    return std::max(spent ? limits_.challenge_bits : 0, bits_of_shop(now));
}

int FormGuard::required_bits(const Attempt& attempt, Now now) {
    const Payers payers = payers_of(attempt, now.utc);
    const std::scoped_lock lock(mutex_);
    return bits_for(payers, now.steady);
}

int FormGuard::bits_to_offer(TimestampMs steady_now) {
    const std::scoped_lock lock(mutex_);
    return std::max(bits_of_shop(steady_now), limits_.challenge_bits);
}

FormVerdict FormGuard::admit(const Attempt& attempt, int solved_bits, Now now) {
    const Payers payers = payers_of(attempt, now.utc);
    const std::scoped_lock lock(mutex_);
    const int bits = bits_for(payers, now.steady);
    if (solved_bits < bits) return {.bits = bits};
    clients_.at(payers.client).take(kHourMs, now.steady);
    if (payers.has_stamp) by_stamp_.at(payers.stamp).take(FormStamps::kLifeMs, now.steady);
    shop_.take(kMinuteMs, now.steady);
    const bool too_fast = limits_.seconds > 0 && attempt.has_words && payers.has_stamp && now.utc - payers.made_at < limits_.seconds * kSecondMs;
    return {.is_spam = !attempt.website.empty() || too_fast};
}

}   // namespace pasokh::server
