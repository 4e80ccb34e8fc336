#include "core/base/hash.h"

#include <cstring>

#include <array>

namespace pasokh {

std::uint64_t fnv1a64(std::string_view bytes, std::uint64_t seed) {
    for (unsigned char byte : bytes) seed = (seed ^ byte) * 1099511628211ULL;
    return seed;
}

namespace {
/// [0] is the table of one byte; [k] the same with k zero bytes after it, so that eight bytes are taken at once
/// ("slicing-by-8": Kounavis and Berry, IEEE Transactions on Computers 57, 2008).
std::array<std::array<std::uint32_t, 256>, 8> make_crc_tables() {
    std::array<std::array<std::uint32_t, 256>, 8> tables{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t c = i;
        for (int bit = 0; bit < 8; ++bit) c = (c & 1) ? 0xEDB88320U ^ (c >> 1) : c >> 1;
        tables[0][i] = c;
    }
    for (std::size_t k = 1; k < 8; ++k)
        for (std::size_t i = 0; i < 256; ++i) tables[k][i] = (tables[k - 1][i] >> 8) ^ tables[0][tables[k - 1][i] & 0xFF];
    return tables;
}
}   // namespace

std::uint64_t table_hash(std::string_view bytes, std::uint64_t seed) {
    std::uint64_t hash = seed ^ (bytes.size() * 0x9E3779B97F4A7C15ULL);
    const auto mix = [&](std::uint64_t chunk) {
        hash = (hash ^ chunk) * 0xA0761D6478BD642FULL;
        hash ^= hash >> 32;
    };
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t chunk = 0;
        std::memcpy(&chunk, bytes.data() + at, 8);
        mix(chunk);
    }
    std::uint64_t rest = 0;
    for (; at < bytes.size(); ++at) rest = (rest << 8) | static_cast<unsigned char>(bytes[at]);
    mix(rest);
    return hash * 0xE7037ED1A0B428DBULL;
}

std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t seed) {
    static const auto tables = make_crc_tables();   // made when asked for: 8 KB that the page need not load
    std::uint32_t c = ~seed;
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t chunk = 0;
        std::memcpy(&chunk, bytes.data() + at, 8);   // little-endian, as every machine that Pasokh runs on
        chunk ^= c;
        c = 0;
        for (std::size_t k = 0; k < 8; ++k) c ^= tables[7 - k][(chunk >> (8 * k)) & 0xFF];
    }
    for (; at < bytes.size(); ++at) c = tables[0][(c ^ static_cast<std::uint32_t>(bytes[at])) & 0xFF] ^ (c >> 8);
    return ~c;
}

}   // namespace pasokh
