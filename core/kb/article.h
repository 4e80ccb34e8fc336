#pragma once
// An article as the reader sees it: metadata and a tree of blocks, with no Markdown left in it.
//
// `kb_pack` (core/kb/write, native only) makes it from Markdown with md4c; the page only reads it. Blocks are a
// flat list with depth, in reading order, which encodes small and walks without recursion.
//
// Ownership: plain values. Errors: none here.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"

namespace pasokh::kb {

/// Persisted in packs: never renumber.
enum class BlockKind : std::uint8_t {
    paragraph = 1, heading = 2, list_item = 3, code = 4, table_row = 5, image = 6, rule = 7, note = 8, quote = 9, video = 10,
};

/// Persisted in packs: never renumber.
enum class NoteKind : std::uint8_t { note = 1, tip = 2, warning = 3 };

/// [begin, end) in UTF-8 bytes of Block::text.
struct Inline {
    std::uint32_t begin = 0, end = 0;
    bool bold = false, italic = false, code = false, strike = false;
    std::string href;              ///< link target: "article:<id>", "#anchor", https:, mailto: or tel:; empty = no link
    bool operator==(const Inline&) const = default;
};

struct Cell {
    std::string text;
    std::vector<Inline> inlines;
    bool operator==(const Cell&) const = default;
};

struct Block {
    BlockKind kind = BlockKind::paragraph;
    std::uint8_t level = 0;        ///< heading 2 to 6; list item nesting from 1; inside a list or note: nesting of the container
    bool ordered = false;          ///< list item
    std::uint32_t number = 0;      ///< ordered list item: its number
    NoteKind note = NoteKind::note;
    bool header = false;           ///< table row of column headers
    std::string text;              ///< paragraph, heading, list item (first paragraph), code, note, quote; image: alt text
    std::vector<Inline> inlines;
    std::vector<Cell> cells;       ///< table row
    std::string url;               ///< image or video; media are relative to the pack's own address
    std::uint32_t width = 0, height = 0;   ///< image, when known, CSS pixels
    std::string language;          ///< code
    std::string anchor;            ///< heading: its fragment
    bool operator==(const Block&) const = default;
};

/// What lists and search show, without the body.
struct ArticleInfo {
    std::string id;                ///< unique in the pack, "fa/returns/return-item"
    std::string lang;              ///< BCP 47
    std::string title;
    std::string category;          ///< display name; may be empty
    std::string category_id;       ///< "returns"; may be empty
    std::string excerpt;           ///< first sentence or two, plain
    std::int32_t order = 0;
    bool featured = false;
    std::vector<std::string> pages;        ///< URL path patterns with '*'
    std::optional<TimestampMs> updated;
    std::string translation_key;   ///< the same in every language of one article: id without the language
};

struct Article {
    ArticleInfo info;
    std::vector<Block> blocks;
};

}   // namespace pasokh::kb
