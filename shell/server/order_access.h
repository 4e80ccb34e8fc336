#pragma once
// What stands between strangers and orders: limits, the guard of guest lookups, challenges, tokens, who is signed in,
// and how long a miss takes.
//
// Ownership: routes borrow it from Context. Threads: any.

#include "core/orders/json.h"
#include "shell/server/challenges.h"
#include "shell/server/identity.h"
#include "shell/server/lookup_guard.h"
#include "shell/server/rate_limit.h"
#include "shell/server/token.h"

namespace pasokh::server {

struct OrderAccessOptions {
    int lookups_per_minute = 10;       ///< of one client address; 0 = no limit, here and below
    int challenges_per_minute = 10;
    int views_per_minute = 60;         ///< by token or signed in
    LookupLimits lookups;
    int miss_floor_ms = 300;           ///< a lookup that finds nothing is answered no sooner
};

struct OrderAccess {
    OrderAccess(const OrderAccessOptions& options, const Secret& secret, std::optional<Secret> identity_key, const std::string& shop)
        : lookup_limit(options.lookups_per_minute), challenge_limit(options.challenges_per_minute), view_limit(options.views_per_minute),
          guard(options.lookups, secret), challenges(secret, shop), tokens(secret, shop), identity(std::move(identity_key), shop),
          miss_floor_ms(options.miss_floor_ms) {}

    /// Goes with an order that was found.
    orders::ViewPass pass_for(std::string_view order_id, TimestampMs now) const {
        Token token = tokens.make(TokenKind::view, order_id, now);
        return {.token = std::move(token.text), .expires_at = token.expires_at};
    }

    RateLimit lookup_limit, challenge_limit, view_limit;
    LookupGuard guard;
    const Challenges challenges;
    const Tokens tokens;
    const Identity identity;
    const int miss_floor_ms;
};

}   // namespace pasokh::server
