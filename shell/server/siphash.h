#pragma once
// SipHash-2-4 (Aumasson, Bernstein: "SipHash: a fast short-input PRF", 2012): 64 bits of a message under a key.
//
// For tables in memory that strangers fill: without the key nobody can make two entries meet, and a digest tells nothing of
// what it is of. An HMAC-SHA256 does the same at ten times the cost. Not a signature: 64 bits are too few.
//
// Use:
//   const std::uint64_t place = siphash(key, address);
//
// Threads: none.

#include <array>
#include <cstdint>
#include <string_view>

namespace pasokh::server {

using SipKey = std::array<std::uint64_t, 2>;

std::uint64_t siphash(const SipKey& key, std::string_view message);

}   // namespace pasokh::server
