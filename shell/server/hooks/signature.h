#pragma once
// Whether a webhook comes from who shares the secret with us.
//
// Two forms: Standard Webhooks 1.0 (id, timestamp and body signed, several signatures while secrets are exchanged), and
// WooCommerce (the body alone). The expected text is made and compared whole, in constant time, so that no second
// spelling of a signature is accepted.
//
// Use:
//   if (verify_standard_webhook(secrets, {id, timestamp, signatures, body}, now) != SignatureVerdict::genuine) refuse();
//
// Errors: none; anything odd is forged. Threads: values.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"

namespace pasokh::server {

enum class SignatureVerdict : std::uint8_t { genuine, stale, forged };

inline constexpr TimestampMs kWebhookWindowMs = 5 * kMinuteMs;
inline constexpr std::size_t kMaxWebhookIdBytes = 128;

/// The headers as they came, and the raw body.
struct StandardWebhook {
    std::string_view id, timestamp, signatures, body;
};
/// `secrets` are bytes. Stale is told only of a timestamp that is a number.
SignatureVerdict verify_standard_webhook(const std::vector<std::string>& secrets, const StandardWebhook& webhook, TimestampMs now);

/// `signature`: base64 of HMAC-SHA256 over the body.
SignatureVerdict verify_woocommerce(const std::vector<std::string>& secrets, std::string_view signature, std::string_view body);

std::string base64(std::string_view bytes);
/// Nothing when the text is not exactly what `base64` makes.
std::optional<std::string> from_base64(std::string_view text);

}   // namespace pasokh::server
