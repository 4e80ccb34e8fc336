#pragma once
// Articles exported from another help center: JSON Lines, one object a line.
//
// Keys: id (needed), lang, title, body (plain text or Markdown), tags, aliases, category, pages, order, featured, updated.
// An unknown key is reported once.
//
// Errors: parse_error with file and line.

#include "core/base/result.h"
#include "core/kb/write/source.h"

namespace pasokh::kb::write {

struct JsonArticle {
    Metadata metadata;
    std::string body;
    std::uint32_t line = 0;
};

/// All broken lines are told in `errors`, not only the first.
std::vector<JsonArticle> parse_json_lines(const SourceFile& file, std::vector<Problem>& warnings, std::vector<Problem>& errors);

}   // namespace pasokh::kb::write
