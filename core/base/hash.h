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

/// CRC-32 as in IEEE 802.3 and zip (polynomial 0xEDB88320, reflected). Detects every single flipped bit.
std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t seed = 0);

}   // namespace pasokh
