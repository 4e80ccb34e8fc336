#include "shell/server/form_stamps.h"

#include <charconv>

#include "core/base/base64url.h"

namespace pasokh::server {

std::string FormStamps::sign(std::string_view payload) const { return encode_base64url(secret_.digest((shop_ + '\n').append(payload))); }

std::string FormStamps::make(TimestampMs now) const {
    const std::string payload = std::to_string(now) + '.' + encode_base64url(random_bytes()).substr(0, 16);
    return payload + '.' + sign(payload);
}

std::optional<TimestampMs> FormStamps::read(std::string_view stamp, TimestampMs now) const {
    const std::size_t dot = stamp.rfind('.');
    if (dot == std::string_view::npos || !same_bytes(sign(stamp.substr(0, dot)), stamp.substr(dot + 1))) return std::nullopt;
    TimestampMs made_at = 0;
    std::from_chars(stamp.data(), stamp.data() + dot, made_at);   // our own writing
    return now - made_at < kLifeMs ? std::optional(made_at) : std::nullopt;
}

}   // namespace pasokh::server
