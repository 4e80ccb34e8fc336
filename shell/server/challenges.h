#pragma once
// Gives out challenges (core/orders/challenge.h) and knows its own again: nothing is kept until one comes back solved.
//
// Use:
//   Challenges challenges(secret, "demo");
//   respond(encode(challenges.make(16, now)));
//   int bits = challenges.solved_bits(solved, now);   // 0: not ours, too old or not solved
//   ... then the salt is used up in the store, so that it counts once (Store::use_challenge) ...
//
// Threads: any.

#include <string>

#include "core/orders/challenge.h"
#include "shell/server/crypto.h"

namespace pasokh::server {

class Challenges {
public:
    static constexpr TimestampMs kLifeMs = 5 * kMinuteMs;

    Challenges(const Secret& secret, std::string shop) : secret_(secret.derived("challenges")), shop_(std::move(shop)) {}

    orders::Challenge make(int bits, TimestampMs now) const;
    int solved_bits(const orders::SolvedChallenge& solved, TimestampMs now) const;

private:
    std::string sign(const orders::Challenge& challenge) const;

    const Secret secret_;
    const std::string shop_;
};

}   // namespace pasokh::server
