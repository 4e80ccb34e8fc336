#pragma once
// Checksums and hash keys: small, portable, not for secrets.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace pasokh {

/// FNV-1a, 64 bit (Fowler, Noll, Vo; draft-eastlake-fnv). For cache keys and change detection.
/// `seed` continues an earlier hash.
std::uint64_t fnv1a64(std::string_view bytes, std::uint64_t seed = 14695981039346656037ULL);

/// For tables in memory: eight bytes at a time, by multiplying and folding (the mixing step of wyhash, Wang Yi 2019). May differ
/// between versions and machines: never store it.
std::uint64_t table_hash(std::string_view bytes, std::uint64_t seed = 0);

/// CRC-32 as in IEEE 802.3 and zip (polynomial 0xEDB88320, reflected). Detects every single flipped bit.
std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t seed = 0);

}   // namespace pasokh
