#include "shell/server/token.h"

#include <charconv>

#include "core/base/base64url.h"

namespace pasokh::server {

namespace {

struct Payload {
    std::int64_t end_s = 0;
    std::string_view order_id;
};

/// After the kind's letter.
std::optional<Payload> parse_payload(std::string_view text) {
    Payload payload;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), payload.end_s);
    if (problem != std::errc{} || payload.end_s < 0 || payload.end_s > INT64_MAX / kSecondMs) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    const std::size_t dot = text.find('.', 1);
    if (!text.starts_with('.') || dot == std::string_view::npos) return std::nullopt;
    payload.order_id = text.substr(dot + 1);
    return payload.order_id.empty() ? std::nullopt : std::optional(payload);
}

}   // namespace

std::string Tokens::sign(std::string_view payload) const { return encode_base64url(secret_.digest((shop_ + '\n').append(payload))); }

Token Tokens::make_until(TokenKind kind, std::string_view order_id, TimestampMs expires_at) const {
    const std::int64_t end_s = expires_at / kSecondMs;
    std::string payload(1, static_cast<char>(kind));
    payload.append(std::to_string(end_s)).append(".").append(encode_base64url(random_bytes())).append(".").append(order_id);
    return {.text = encode_base64url(payload) + '.' + sign(payload), .expires_at = end_s * kSecondMs};
}

TokenReading Tokens::read(TokenKind kind, std::string_view token, TimestampMs now) const {
    const std::size_t dot = token.find('.');
    if (token.size() > kMaxTokenBytes || dot == std::string_view::npos) return {};
    const auto bytes = decode_base64url(token.substr(0, dot));
    if (!bytes || !same_bytes(sign(*bytes), token.substr(dot + 1)) || !bytes->starts_with(static_cast<char>(kind))) return {};
    const auto payload = parse_payload(std::string_view(*bytes).substr(1));
    if (!payload) return {};
    if (now >= payload->end_s * kSecondMs) return {.verdict = Verdict::expired, .order_id = {}};
    return {.verdict = Verdict::good, .order_id = std::string(payload->order_id)};
}

}   // namespace pasokh::server
