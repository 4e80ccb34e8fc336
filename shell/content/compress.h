#pragma once
// Bytes as a static host serves them: brotli and gzip, always the same for the same input.

#include <cstddef>
#include <span>
#include <vector>

namespace pasokh::content {

/// `quality` 0 to 11.
std::vector<std::byte> brotli(std::span<const std::byte> bytes, int quality);
/// Level 9, no name and no time in the header.
std::vector<std::byte> gzip(std::span<const std::byte> bytes);

}   // namespace pasokh::content
