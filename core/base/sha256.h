#pragma once
// SHA-256 (FIPS 180-4), for the work that a server may ask of a page. Not for secrets: the server's are OpenSSL's.
//
// Use:
//   std::array<std::uint8_t, 32> digest = sha256("abc");

#include <array>
#include <cstdint>
#include <string_view>

namespace pasokh {

std::array<std::uint8_t, 32> sha256(std::string_view bytes);

}   // namespace pasokh
