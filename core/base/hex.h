#pragma once
// Bytes as lower-case hex digits, two a byte, and back.
//
// Decoding is strict: one text for one sequence of bytes.
//
// Errors: nothing for text that `encode_hex` would not have made. Threads: none.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace pasokh {

std::string encode_hex(std::span<const std::uint8_t> bytes);
std::string encode_hex(std::string_view bytes);
std::optional<std::string> decode_hex(std::string_view text);

/// Eight digits, the highest first.
std::string hex8(std::uint32_t value);

}   // namespace pasokh
