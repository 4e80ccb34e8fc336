#pragma once
// Writes a picture as PNG (RFC 2083): 8-bit RGB, no row filter, which suits flat interfaces and keeps readers simple.
//
// Use:
//   TRY(write_png("home.png", 400, 680, rgb));
//
// Ownership: none. Errors: io with the path and the system's reason. Threads: any.

#include <cstdint>
#include <span>
#include <string>

#include "core/base/result.h"

namespace pasokh::desktop {

/// `rgb` has 3 * width bytes for each row, top row first.
Status write_png(const std::string& path, int width, int height, std::span<const std::uint8_t> rgb);

}   // namespace pasokh::desktop
