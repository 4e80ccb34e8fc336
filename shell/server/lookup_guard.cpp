#include "shell/server/lookup_guard.h"

#include <algorithm>

namespace pasokh::server {

namespace {

int seconds_until(TimestampMs at, TimestampMs now) { return static_cast<int>((at - now + kSecondMs - 1) / kSecondMs); }

TimestampMs pause_of(int earlier_pauses) { return std::min(LookupGuard::kFirstPauseMs << std::min(earlier_pauses, 10), LookupGuard::kLongestPauseMs); }

/// A number whose misses are used up stays closed for a whole period from then on.
void take_and_close(Budget& budget, int limit, TimestampMs period, TimestampMs now) {
    budget.take(period, now);
    if (budget.used == limit) budget.until = now + period;
}

}   // namespace

/// Seconds this client must wait; 0 when it may go on.
int LookupGuard::wait_of(Client& client, TimestampMs now) const {
    if (client.pauses > 0 && now >= client.misses.until + kDayMs) client.pauses = 0;
    if (client.misses.is_spent(limits_.client_misses, now)) return seconds_until(client.misses.until, now);
    if (client.lookups.is_spent(limits_.client_lookups_per_hour, now)) return seconds_until(client.lookups.until, now);
    return 0;
}

void LookupGuard::count_miss(Client& client, TimestampMs now) const {
    client.misses.take(kHourMs, now);
    if (client.misses.used == limits_.client_misses) client.misses.until = now + pause_of(client.pauses++);
}

int LookupGuard::bits_of_shop(TimestampMs now) const {
    if (shop_.is_spent(limits_.shop_hard_misses_per_minute, now)) return limits_.challenge_bits + kHardBits;
    return shop_.is_spent(limits_.shop_misses_per_minute, now) ? limits_.challenge_bits : 0;
}

int LookupGuard::required_bits(TimestampMs now) {
    const std::scoped_lock lock(mutex_);
    return bits_of_shop(now);
}

int LookupGuard::bits_to_offer(TimestampMs now) { return std::max(required_bits(now), limits_.challenge_bits); }

Admission LookupGuard::admit(const Attempt& attempt, int solved_bits, TimestampMs now) {
    Admission admission{.client = secret_.key_of("client", attempt.client), .number = secret_.key_of("number", attempt.number_norm),
                        .contact = secret_.key_of("contact", attempt.contact_mac)};
    const std::scoped_lock lock(mutex_);
    Client& client = clients_.at(admission.client);
    admission.wait_s = wait_of(client, now);
    if (admission.wait_s > 0) return admission;
    const int bits = bits_of_shop(now);
    if (solved_bits < bits) {
        admission.bits = bits;
        return admission;
    }
    client.lookups.take(kHourMs, now);
    count_miss(client, now);
    shop_.take(kMinuteMs, now);
    Budget& number = numbers_.at(admission.number);
    Budget& contact = contacts_.at(admission.contact);
    admission.blocked = number.is_spent(limits_.number_misses_per_hour, now) || contact.is_spent(limits_.contact_misses_per_hour, now);
    if (admission.blocked) return admission;
    take_and_close(number, limits_.number_misses_per_hour, kHourMs, now);
    contact.take(kHourMs, now);
    return admission;
}

void LookupGuard::found(const Admission& admission) {
    const std::scoped_lock lock(mutex_);
    Client& client = clients_.at(admission.client);
    if (client.misses.used == limits_.client_misses && client.pauses > 0) --client.pauses;
    client.misses.give_back();
    numbers_.at(admission.number).give_back();
    contacts_.at(admission.contact).give_back();
    shop_.give_back();
}

}   // namespace pasokh::server
