#include "shell/server/hooks/signature.h"

#include <openssl/evp.h>

#include <algorithm>
#include <charconv>

#include "shell/server/crypto.h"

namespace pasokh::server {

namespace {

constexpr std::size_t kMaxSignatures = 10;
constexpr std::string_view kVersion = "v1,";

const unsigned char* bytes_of(std::string_view text) { return static_cast<const unsigned char*>(static_cast<const void*>(text.data())); }

/// One for each secret. Made once for a message: it may be a megabyte, and nobody has signed it yet.
std::vector<std::string> signatures_of(const std::vector<std::string>& secrets, std::string_view message) {
    std::vector<std::string> expected;
    for (const std::string& secret : secrets) expected.push_back(base64(hmac_sha256(secret, message)));
    return expected;
}

bool is_any_of(const std::vector<std::string>& expected, std::string_view signature) {
    bool found = false;
    for (const std::string& one : expected) found = same_bytes(one, signature) || found;
    return found;
}

}   // namespace

std::string base64(std::string_view bytes) {
    std::string text(4 * ((bytes.size() + 2) / 3) + 1, '\0');   // OpenSSL ends it with a zero
    text.resize(static_cast<std::size_t>(EVP_EncodeBlock(static_cast<unsigned char*>(static_cast<void*>(text.data())), bytes_of(bytes), static_cast<int>(bytes.size()))));
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    if (text.empty() || text.size() % 4 != 0) return std::nullopt;
    std::string bytes(text.size() / 4 * 3, '\0');
    if (EVP_DecodeBlock(static_cast<unsigned char*>(static_cast<void*>(bytes.data())), bytes_of(text), static_cast<int>(text.size())) < 0) return std::nullopt;
    for (std::size_t i = 0; i < 2 && text.ends_with('='); ++i) {
        text.remove_suffix(1);
        bytes.pop_back();
    }
    if (!base64(bytes).starts_with(text)) return std::nullopt;   // bits beyond the last byte
    return bytes;
}

SignatureVerdict verify_standard_webhook(const std::vector<std::string>& secrets, const StandardWebhook& webhook, TimestampMs now) {
    if (webhook.id.empty() || webhook.id.size() > kMaxWebhookIdBytes) return SignatureVerdict::forged;
    std::int64_t seconds = 0;
    const char* end = webhook.timestamp.data() + webhook.timestamp.size();
    const auto parsed = std::from_chars(webhook.timestamp.data(), end, seconds);
    if (parsed.ec != std::errc{} || parsed.ptr != end || seconds < 0 || seconds > 100'000'000'000) return SignatureVerdict::forged;
    const TimestampMs at = seconds * kSecondMs;
    if (at < now - kWebhookWindowMs || at > now + kWebhookWindowMs) return SignatureVerdict::stale;

    std::string message;
    message.reserve(webhook.id.size() + webhook.timestamp.size() + webhook.body.size() + 2);
    message.append(webhook.id).append(".").append(webhook.timestamp).append(".").append(webhook.body);
    const std::vector<std::string> expected = signatures_of(secrets, message);
    std::string_view rest = webhook.signatures;
    for (std::size_t i = 0; i < kMaxSignatures && !rest.empty(); ++i) {
        const std::string_view one = rest.substr(0, rest.find(' '));
        rest.remove_prefix(std::min(rest.size(), one.size() + 1));
        if (one.starts_with(kVersion) && is_any_of(expected, one.substr(kVersion.size()))) return SignatureVerdict::genuine;
    }
    return SignatureVerdict::forged;
}

SignatureVerdict verify_woocommerce(const std::vector<std::string>& secrets, std::string_view signature, std::string_view body) {
    return is_any_of(signatures_of(secrets, body), signature) ? SignatureVerdict::genuine : SignatureVerdict::forged;
}

}   // namespace pasokh::server
