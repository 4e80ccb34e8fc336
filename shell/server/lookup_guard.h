#pragma once
// Decides whether a guest's lookup may be tried at all, before the database is asked, so that no answer tells which orders
// exist. A miss is counted in advance and given back when the lookup found its order: a hundred guesses sent at
// once are a hundred guesses.
//
//   client    lookups an hour; after some misses a pause that doubles from 15 minutes to a day          429
//   number    after some misses in an hour, no guest sees that order for an hour                        a miss like any other
//   contact   after some misses in an hour, it finds nothing until the hour is over                     a miss like any other
//   shop      after many misses in a minute, a lookup needs a solved challenge (core/orders/challenge.h)  403
//
// Numbers and contacts are counted whether or not they exist. Memory is bounded (RecentTable): kClients, kNumbers, kContacts.
//
// Use:
//   LookupGuard guard(limits, secret);
//   const Admission admission = guard.admit({.client = ..., .number_norm = ..., .contact_mac = ...}, solved_bits, now);
//   if (admission.wait_s > 0) respond(429); else if (admission.bits > 0) respond(403);
//   ... look it up, with a contact that matches nothing when admission.blocked ...
//   if (found) guard.found(admission);
//
// Threads: any.

#include <cstdint>
#include <mutex>
#include <string_view>

#include "core/base/time.h"
#include "shell/server/crypto.h"
#include "shell/server/recent_table.h"

namespace pasokh::server {

/// 0 = no limit.
struct LookupLimits {
    int client_lookups_per_hour = 30;
    int client_misses = 5;
    int number_misses_per_hour = 5;
    int contact_misses_per_hour = 10;
    int shop_misses_per_minute = 60;        ///< then a challenge
    int shop_hard_misses_per_minute = 600;  ///< then one of kHardBits more
    int challenge_bits = 16;
};

/// What is spent in a period that begins with the first piece.
struct Budget {
    TimestampMs until = 0;             ///< the period's end
    int used = 0;

    bool is_spent(int limit, TimestampMs now) const { return limit > 0 && now < until && used >= limit; }
    void take(TimestampMs period, TimestampMs now) {
        if (now >= until) *this = {now + period, 0};
        ++used;
    }
    void give_back() {
        if (used > 0) --used;
    }
};

struct Admission {
    int wait_s = 0;                    ///< > 0: not before
    int bits = 0;                      ///< > 0: only with this much work
    bool blocked = false;              ///< to be answered as a miss
    std::uint64_t client = 0, number = 0, contact = 0;   ///< what was counted
};

class LookupGuard {
public:
    static constexpr std::size_t kClients = 131072, kNumbers = 131072, kContacts = 131072;
    static constexpr int kHardBits = 4;
    static constexpr TimestampMs kFirstPauseMs = 15 * kMinuteMs, kLongestPauseMs = kDayMs;

    LookupGuard(const LookupLimits& limits, const Secret& secret) : limits_(limits), secret_(secret.derived("lookup limits")) {}

    struct Attempt {
        std::string_view client, number_norm, contact_mac;
    };
    /// `solved_bits`: of the challenge that came with the lookup; 0 = none. `now` from a steady clock, in ms.
    Admission admit(const Attempt& attempt, int solved_bits, TimestampMs now);
    /// The lookup that was admitted found its order.
    void found(const Admission& admission);
    /// How much work a lookup needs at present; 0 = none.
    int required_bits(TimestampMs now);
    /// Of a challenge given out now.
    int bits_to_offer(TimestampMs now);

private:
    struct Client {
        Budget lookups, misses;
        int pauses = 0;                ///< so far; forgotten after a day without one
    };
    int wait_of(Client& client, TimestampMs now) const;
    void count_miss(Client& client, TimestampMs now) const;
    int bits_of_shop(TimestampMs now) const;

    const LookupLimits limits_;
    const Secret secret_;
    std::mutex mutex_;
    RecentTable<Client> clients_{kClients};
    RecentTable<Budget> numbers_{kNumbers}, contacts_{kContacts};
    Budget shop_;
};

}   // namespace pasokh::server
