#pragma once
// Base64 for addresses and tokens (RFC 4648 section 5), without padding.
//
// Decoding is strict: one text for one sequence of bytes, so that a token has no second spelling.
//
// Errors: nothing for text that `encode_base64url` would not have made. Threads: none.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pasokh {

std::string encode_base64url(std::span<const std::uint8_t> bytes);
std::string encode_base64url(std::string_view bytes);
std::optional<std::string> decode_base64url(std::string_view text);

}   // namespace pasokh
