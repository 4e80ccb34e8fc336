#pragma once
// From a content folder (or a .jsonl file) on disk to a pack in memory: for `pasokh pack`, `pasokh serve --content` and the
// desktop window, which packs again when a file changed.
//
// Use:
//   TRY_ASSIGN(kb::write::BuiltPack built, build_content("assets/content", ""));
//   TRY_ASSIGN(kb::Pack pack, kb::Pack::open(std::move(built.bytes), "assets/content"));
//   if (content_stamp("assets/content") != stamp) ...   // something changed
//
// Errors: io with the path; all of kb::write::build_pack. Threads: any.

#include <cstdint>
#include <string>

#include "core/base/result.h"
#include "core/kb/write/pack_builder.h"

namespace pasokh::content {

/// Articles are the .md and .mdx files below `path`, in the order of their paths; hidden files and folders, and README.md,
/// ORIGIN.md and LICENSE*.md at the top, are not articles. A synonyms.txt (core/kb/write/synonyms.h) is read with them.
/// A path that ends in .jsonl is read as JSON Lines.
Result<kb::write::BuiltPack> build_content(const std::string& path, const std::string& default_lang);

/// Changes when a file below `path` appears, goes or is written to. 0 when nothing can be read.
std::uint64_t content_stamp(const std::string& path);

}   // namespace pasokh::content
