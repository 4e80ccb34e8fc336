#pragma once
// Tells what programs fill in from what people write, before it is stored: feedback, requests and messages.
//
//   website filled in        nobody sees that field                                         kept, marked
//   words within seconds     of the page's stamp (form_stamps.h): nobody types so fast      kept, marked
//   no stamp of ours         it has no budget, so work is asked for at once                 403 until it is done
//   budget spent             of the address, of the stamp or of the shop: work is asked for 403 until it is done
//
// A page that was given a stamp needs no second round trip until a budget is spent; work (core/orders/challenge.h) a page does by
// itself. What is marked is answered like all else, so that nothing is lost by a wrong judgement and nobody learns from the answer.
// Memory is bounded (RecentTable).
//
// Use:
//   FormGuard guard(limits, secret, "demo");
//   const FormVerdict verdict = guard.admit({.client = ..., .stamp = ..., .website = ..., .has_words = true}, solved_bits, now);
//   if (verdict.bits > 0) respond(403); else store(..., verdict.is_spam);
//
// Threads: any.

#include <mutex>
#include <string>
#include <string_view>

#include "shell/server/crypto.h"
#include "shell/server/form_stamps.h"
#include "shell/server/lookup_guard.h"
#include "shell/server/recent_table.h"

namespace pasokh::server {

/// 0 = no limit.
struct FormLimits {
    int client_per_hour = 10;          ///< then a challenge
    int shop_per_minute = 60;          ///< then a challenge, of kHardBits more at ten times as many
    int seconds = 3;                   ///< words sooner than that are a program's; 0: no stamp is asked for
    int challenge_bits = 16;
};

struct FormVerdict {
    int bits = 0;                      ///< > 0: only with this much work
    bool is_spam = false;
};

class FormGuard {
public:
    static constexpr std::size_t kClients = 131072, kStamps = 131072;
    static constexpr int kPerStamp = 10;   ///< of one visit; then a challenge

    FormGuard(const FormLimits& limits, const Secret& secret, const std::string& shop)
        : limits_(limits), secret_(secret.derived("form limits")), stamps_(secret, shop) {}

    struct Attempt {
        std::string_view client, stamp, website;
        bool has_words = false;        ///< not only a tap
    };
    /// Steady milliseconds for budgets, UTC for stamps.
    struct Now {
        TimestampMs steady = 0, utc = 0;
    };
    FormVerdict admit(const Attempt& attempt, int solved_bits, Now now);
    /// How much work this one needs; 0 = none.
    int required_bits(const Attempt& attempt, Now now);
    /// Of a challenge given out now.
    int bits_to_offer(TimestampMs steady_now);
    /// For a page that opens now.
    std::string stamp(TimestampMs now) const { return stamps_.make(now); }

private:
    /// Whose budgets it takes from. Without a stamp: nobody's.
    struct Payers {
        std::uint64_t client = 0, stamp = 0;
        bool has_stamp = false;
        TimestampMs made_at = 0;
    };
    Payers payers_of(const Attempt& attempt, TimestampMs utc_now) const;
    int bits_for(const Payers& payers, TimestampMs now);
    int bits_of_shop(TimestampMs now) const;

    const FormLimits limits_;
    const Secret secret_;
    const FormStamps stamps_;
    std::mutex mutex_;
    RecentTable<Budget> clients_{kClients}, by_stamp_{kStamps};
    Budget shop_;
};

}   // namespace pasokh::server
