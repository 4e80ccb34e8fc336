#include "core/base/hex.h"

namespace pasokh {

namespace {

constexpr std::string_view kDigits = "0123456789abcdef";

template <typename Bytes>
std::string encode(const Bytes& bytes) {
    std::string out;
    out.reserve(2 * bytes.size());
    for (const auto byte : bytes) {
        out += kDigits[static_cast<std::uint8_t>(byte) >> 4];
        out += kDigits[static_cast<std::uint8_t>(byte) & 15];
    }
    return out;
}

}   // namespace

std::string encode_hex(std::span<const std::uint8_t> bytes) { return encode(bytes); }
std::string encode_hex(std::string_view bytes) { return encode(bytes); }

std::optional<std::string> decode_hex(std::string_view text) {
    if (text.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    bytes.reserve(text.size() / 2);
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const std::size_t high = kDigits.find(text[i]), low = kDigits.find(text[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

std::string hex8(std::uint32_t value) {
    std::string out;
    for (int shift = 28; shift >= 0; shift -= 4) out += kDigits[value >> shift & 15];
    return out;
}

}   // namespace pasokh
