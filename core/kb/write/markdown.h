#pragma once
// Markdown (CommonMark, tables, strikethrough, task lists, autolinks; HTML and MDX reduced first) to blocks, with md4c.
//
// Where links and images lead is the caller's to say: they know the other articles and files.
//
// Use:
//   std::vector<Block> blocks = parse_markdown(body, first_line, targets);

#include <string>
#include <string_view>
#include <vector>

#include "core/kb/article.h"

namespace pasokh::kb::write {

class LinkTargets {
public:
    virtual ~LinkTargets() = default;
    /// The final href ("article:<id>", "#anchor", https:, mailto:, tel:) or empty: keep the text without a link.
    virtual std::string link(std::string_view target, std::uint32_t line) = 0;
    /// Fills url, width and height; false leaves the image out.
    virtual bool image(std::string_view target, std::uint32_t line, Block& block) = 0;
};

/// `first_line` is the line number of the first line of `source` in its file.
std::vector<Block> parse_markdown(std::string_view source, std::uint32_t first_line, LinkTargets& targets);

}   // namespace pasokh::kb::write
