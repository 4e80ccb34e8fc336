#pragma once
// Who is signed in, as the shop's own server says: a JWT (RFC 7519) that the page hands over with Pasokh('identify', ...).
//
//   header    {"alg":"HS256"}   anything else is refused, whatever key it was made with; so is "crit"
//   payload   {"aud": shop id, "sub": the customer's id in the shop, "iat": ..., "exp": ...}   at most an hour, whole seconds
//
// The key is shared by the shop's server and this one and known to nobody else: it must never be in a page.
//
// Use:
//   TRY_ASSIGN(std::optional<Secret> key, read_identity_secret(settings.identity_secret_file));
//   Identity identity(key, "demo");
//   IdentityReading reading = identity.read(jwt, now);
//
// Errors: a verdict; not_found, io and invalid_argument for the key. Threads: any.

#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "shell/server/token.h"

namespace pasokh::server {

inline constexpr const char* kIdentityVariable = "PASOKH_IDENTITY_SECRET";
inline constexpr std::size_t kMaxCustomerRefBytes = 128;

/// The text of the file, or of the environment variable; nothing when neither is given. 32 characters and more.
Result<std::optional<Secret>> read_identity_secret(const std::string& file);

struct IdentityReading {
    Verdict verdict = Verdict::refused;
    std::string customer_ref;          ///< when good
};

class Identity {
public:
    static constexpr TimestampMs kLongestLifeMs = kHourMs;
    static constexpr TimestampMs kClockSkewMs = kMinuteMs;   ///< the shop's clock may be ahead of ours

    /// Without a key everybody is refused.
    Identity(std::optional<Secret> key, std::string shop) : key_(std::move(key)), shop_(std::move(shop)) {}

    IdentityReading read(std::string_view jwt, TimestampMs now) const;

private:
    IdentityReading read_claims(std::string_view json, TimestampMs now) const;

    const std::optional<Secret> key_;
    const std::string shop_;
};

}   // namespace pasokh::server
