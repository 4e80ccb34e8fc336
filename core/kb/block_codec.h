#pragma once
// Blocks to bytes and back, as described in core/kb/format.h.
//
// Errors: `decode_blocks` answers corrupt for any bytes that `encode_blocks` does not write; it never reads outside its
// input and its memory stays within a small multiple of it.

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/kb/article.h"

namespace pasokh::kb {

struct EncodedBlocks {
    std::vector<std::byte> shape;
    std::string body;
};

EncodedBlocks encode_blocks(const std::vector<Block>& blocks);
Result<std::vector<Block>> decode_blocks(std::span<const std::byte> shape, std::string_view body);

}   // namespace pasokh::kb
