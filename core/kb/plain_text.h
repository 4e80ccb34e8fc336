#pragma once
// What an article says without its looks: for excerpts, sizes and the clipboard.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/kb/article.h"

namespace pasokh::kb {

inline constexpr std::string_view kEllipsis = "…";

/// Every text of the blocks, one a line.
std::string plain_text(const std::vector<Block>& blocks);

/// The first sentence or two of the first paragraph (or list item, or note), at most `max_bytes`, cut at a word with an ellipsis.
std::string excerpt(const std::vector<Block>& blocks, std::size_t max_bytes);

/// `text` cut at a word boundary to at most `max_bytes`, with "…" when something was cut.
std::string cut_at_word(std::string_view text, std::size_t max_bytes);

}   // namespace pasokh::kb
