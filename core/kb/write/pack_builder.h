#pragma once
// From an author's files to a pack: reads them all, says everything that is wrong with them, and only then writes.
//
// Use:
//   TRY_ASSIGN(BuiltPack built, build_pack(input));
//   write(built.bytes); copy(built.media);
//
// Ownership: values. Errors: parse_error, conflict (two articles with one id), not_found (no articles): one message with up to
// kMaxReported lines, each "file:line: what is wrong and what to do". Threads: any, no shared state.

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/kb/write/source.h"

namespace pasokh::kb::write {

inline constexpr std::size_t kMaxReported = 20;

struct PackInput {
    std::string name;                      ///< of the folder or file, for messages
    std::vector<SourceFile> files;         ///< .md and .mdx by path, or one .jsonl; synonyms.txt (core/kb/write/synonyms.h)
    const MediaReader* media = nullptr;    ///< may be null: no images from files
    std::string default_lang;              ///< for articles that do not say; empty = detect by letters
};

/// To be copied into the folder of the pack.
struct MediaCopy {
    std::string path;                      ///< "media/1a2b3c4d-parts.svg", relative to the pack
    std::string bytes;
};

struct BuiltPack {
    std::vector<std::byte> bytes;
    std::vector<MediaCopy> media;
    std::vector<Problem> warnings;
    std::size_t article_count = 0;
    std::vector<std::string> languages;    ///< sorted
    std::size_t synonym_count = 0;         ///< rules of all synonym files
    std::string plain_text;                ///< of all articles, one after the other: what sizes are compared with
};

Result<BuiltPack> build_pack(const PackInput& input);

}   // namespace pasokh::kb::write
