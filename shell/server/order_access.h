#pragma once
// What stands between strangers and orders: limits, the guard of guest lookups, challenges, and how long a miss takes.
//
// Ownership: routes borrow it from Context. Threads: any.

#include "shell/server/challenges.h"
#include "shell/server/lookup_guard.h"
#include "shell/server/rate_limit.h"

namespace pasokh::server {

struct OrderAccessOptions {
    int lookups_per_minute = 10;       ///< of one client address; 0 = no limit, here and below
    int challenges_per_minute = 10;
    LookupLimits lookups;
    int miss_floor_ms = 300;           ///< a lookup that finds nothing is answered no sooner
};

struct OrderAccess {
    OrderAccess(const OrderAccessOptions& options, const Secret& secret, const std::string& shop)
        : lookup_limit(options.lookups_per_minute), challenge_limit(options.challenges_per_minute), guard(options.lookups, secret),
          challenges(secret, shop), miss_floor_ms(options.miss_floor_ms) {}

    RateLimit lookup_limit, challenge_limit;
    LookupGuard guard;
    const Challenges challenges;
    const int miss_floor_ms;
};

}   // namespace pasokh::server
