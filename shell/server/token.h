#pragma once
// Signed tokens that open one order, so that nobody types a number and a phone twice.
//
//   view   a quarter of an hour, given with an order that was found; lives in the page's memory
//   link   thirty days, made by `pasokh link` for an e-mail or SMS; travels in the fragment of an address
//
// A token is base64url(payload) "." base64url(HMAC-SHA256 of shop and payload); the payload is the kind's letter, the end in
// seconds, a random part and the order's key: "v1795300900.Zm9vYmFyYmF6.file:SRV10245". There is one algorithm and
// one spelling, and the key is derived for this purpose alone. Whoever holds a token is shown the order: like the
// contact, it must not reach a log.
//
// Use:
//   Tokens tokens(secret, "demo");
//   Token link = tokens.make(TokenKind::link, order_id, now);
//   TokenReading reading = tokens.read(TokenKind::link, text, now);
//   if (reading.verdict == Verdict::good) show(reading.order_id);
//
// Errors: a verdict. Threads: any.

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/time.h"
#include "shell/server/crypto.h"

namespace pasokh::server {

inline constexpr std::size_t kMaxTokenBytes = 2048;

/// `expired` only for what we, or the shop, have signed.
enum class Verdict : std::uint8_t { good, expired, refused };

/// By the letter in the payload: never change them.
enum class TokenKind : char { view = 'v', link = 'l' };

struct Token {
    std::string text;
    TimestampMs expires_at = 0;
};

struct TokenReading {
    Verdict verdict = Verdict::refused;
    std::string order_id;              ///< when good
};

class Tokens {
public:
    static constexpr TimestampMs kViewLifeMs = 15 * kMinuteMs, kLinkLifeMs = 30 * kDayMs;

    Tokens(const Secret& secret, std::string shop) : secret_(secret.derived("order tokens")), shop_(std::move(shop)) {}

    Token make(TokenKind kind, std::string_view order_id, TimestampMs now) const { return make_until(kind, order_id, now + (kind == TokenKind::view ? kViewLifeMs : kLinkLifeMs)); }
    Token make_until(TokenKind kind, std::string_view order_id, TimestampMs expires_at) const;
    TokenReading read(TokenKind kind, std::string_view token, TimestampMs now) const;

private:
    std::string sign(std::string_view payload) const;

    const Secret secret_;
    const std::string shop_;
};

}   // namespace pasokh::server
