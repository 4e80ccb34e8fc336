#pragma once
// Front matter: the `key: value` lines between two `---` at the top of a Markdown file.
//
// A subset of YAML: plain or quoted values, lists as `[a, b]` (or with the Arabic comma) or as `- a` lines below the key, comments. Keys: title, lang,
// category, tags, aliases, order, featured, pages, updated, id. An unknown key is reported and skipped with all below it.
//
// Use:
//   TRY_ASSIGN(FrontMatter front, parse_front_matter(file, problems));
//   front.metadata.title; file.bytes.substr(front.body_begin)
//
// Errors: parse_error with file and line: no closing ---, a line that is no `key: value`, an open quote or list, a value of the wrong kind.

#include "core/base/result.h"
#include "core/kb/write/source.h"

namespace pasokh::kb::write {

struct FrontMatter {
    Metadata metadata;
    std::size_t body_begin = 0;        ///< byte offset of the first line behind the front matter
    std::uint32_t body_line = 1;       ///< its line number
};

Result<FrontMatter> parse_front_matter(const SourceFile& file, std::vector<Problem>& warnings);

}   // namespace pasokh::kb::write
