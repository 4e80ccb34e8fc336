#pragma once
// ULID: a 26-letter, time-ordered, unique id (the ULID specification, github.com/ulid/spec).
//
// 48 bits of UTC milliseconds and 80 random bits in Crockford base 32. Made where a person presses
// "send"; it is the primary key of the row on the server, so a repeated delivery is recognised.
//
// Use:
//   std::string id = make_ulid(clock.now(), random_bytes);

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace pasokh {

inline constexpr std::size_t kUlidLength = 26;

/// `at` in [0, 2^48); `random` must come from a cryptographic source.
std::string make_ulid(TimestampMs at, const std::array<std::uint8_t, 10>& random);

/// True for 26 upper-case Crockford letters whose time part fits in 48 bits.
bool is_ulid(std::string_view text);

}   // namespace pasokh
