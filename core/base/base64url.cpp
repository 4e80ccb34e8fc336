#include "core/base/base64url.h"

namespace pasokh {

namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Six bits a letter from bytes of eight; what is left over is padded with zero bits.
template <typename Bytes>
std::string encode(const Bytes& bytes) {
    std::string out((bytes.size() * 4 + 2) / 3, '\0');
    char* letter = out.data();
    std::uint32_t bits = 0;
    int count = 0;
    for (const auto byte : bytes) {
        bits = bits << 8 | static_cast<std::uint8_t>(byte);
        for (count += 8; count >= 6; count -= 6) *letter++ = kLetters[bits >> (count - 6) & 63];
    }
    if (count > 0) *letter = kLetters[bits << (6 - count) & 63];
    return out;
}

}   // namespace

std::string encode_base64url(std::span<const std::uint8_t> bytes) { return encode(bytes); }
std::string encode_base64url(std::string_view bytes) { return encode(bytes); }

std::optional<std::string> decode_base64url(std::string_view text) {
    std::string out;
    out.reserve(text.size() * 3 / 4);
    std::uint32_t bits = 0;
    int count = 0;
    for (const char letter : text) {
        const std::size_t value = kLetters.find(letter);
        if (value == std::string_view::npos) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 255);
    }
    const bool whole = count < 6, zero = (bits & ((1u << count) - 1)) == 0;   // no letter too many, no bit beyond the last byte
    return whole && zero ? std::optional(out) : std::nullopt;
}

}   // namespace pasokh
