#pragma once
// A built pack onto the disk: the pack, .br and .gz beside it, media below it. All of it or nothing.

#include <cstddef>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/kb/write/pack_builder.h"

namespace pasokh::content {

struct PackSizes {
    std::size_t bytes = 0;
    std::optional<std::size_t> br, gz;     ///< absent with `compress` false
};

/// Bytes below this size are compressed with brotli's best quality (11), larger ones with 9, which is ten times as fast.
inline constexpr std::size_t kBestQualityBytes = 8u << 20;
int brotli_quality(std::size_t bytes);

/// Without `compress`, .br and .gz left from an earlier pack are removed: they would not fit this one.
Result<PackSizes> write_pack_files(const kb::write::BuiltPack& built, const std::string& path, bool compress);

}   // namespace pasokh::content
