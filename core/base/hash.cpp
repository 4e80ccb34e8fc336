#include "core/base/hash.h"

#include <array>

namespace pasokh {

std::uint64_t fnv1a64(std::string_view bytes, std::uint64_t seed) {
    for (unsigned char byte : bytes) seed = (seed ^ byte) * 1099511628211ULL;
    return seed;
}

namespace {
constexpr std::array<std::uint32_t, 256> make_crc_table() {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit) c = (c & 1) ? 0xEDB88320U ^ (c >> 1) : c >> 1;
        table[i] = c;
    }
    return table;
}
constexpr auto kCrcTable = make_crc_table();
}   // namespace

std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t seed) {
    std::uint32_t c = ~seed;
    for (std::byte byte : bytes) c = kCrcTable[(c ^ static_cast<std::uint32_t>(byte)) & 0xFF] ^ (c >> 8);
    return ~c;
}

}   // namespace pasokh
