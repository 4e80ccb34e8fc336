#include "shell/server/challenges.h"

#include "core/base/base64url.h"

namespace pasokh::server {

std::string Challenges::sign(const orders::Challenge& challenge) const {
    return encode_base64url(secret_.digest(shop_ + '\n' + challenge.salt + '\n' + std::to_string(challenge.bits) + '\n' + std::to_string(challenge.expires_at)));
}

orders::Challenge Challenges::make(int bits, TimestampMs now) const {
    orders::Challenge challenge{.salt = encode_base64url(random_bytes()), .bits = bits, .expires_at = now + kLifeMs, .signature = {}};
    challenge.signature = sign(challenge);
    return challenge;
}

int Challenges::solved_bits(const orders::SolvedChallenge& solved, TimestampMs now) const {
    const orders::Challenge& challenge = solved.challenge;
    if (!same_bytes(challenge.signature, sign(challenge)) || now >= challenge.expires_at) return 0;
    return orders::solves(challenge, solved.number) ? challenge.bits : 0;
}

}   // namespace pasokh::server
