#pragma once
// The size of an image from its first bytes: PNG, JPEG, GIF, WebP, SVG.

#include <cstdint>
#include <optional>
#include <string_view>

namespace pasokh::kb::write {

struct ImageSize {
    std::uint32_t width = 0, height = 0;   ///< CSS pixels
};

/// Nothing when the bytes are no such image or do not say their size.
std::optional<ImageSize> image_size(std::string_view bytes);

}   // namespace pasokh::kb::write
