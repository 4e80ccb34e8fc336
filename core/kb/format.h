#pragma once
// The bytes of a pack. Numbers are little-endian. Anything below may only change together with kPackVersion.
//
// Header, 32 bytes:
//   0  8  magic "PASOKHKB"
//   8  4  format version, kPackVersion
//  12  4  CRC-32 of the payload
//  16  8  length of the payload in bytes
//  24  8  zero
// Payload: one SQLite database. application_id = kApplicationId, user_version = kPackVersion. Tables:
//
//   article   one row an article, n from 1 in reading order (language, category, order, title):
//     n INTEGER PRIMARY KEY, id, lang, title, category, category_id TEXT, position, featured INTEGER,
//     pages TEXT (patterns, one a line), updated INTEGER (ms) or NULL,
//     translation_key TEXT, NULL when it is the id without its language folder,
//     excerpt_begin, excerpt_bytes (of body), excerpt_cut (1: an ellipsis follows) INTEGER,
//     title_from_text INTEGER (1: the title is the text's first words and not searched twice),
//     helpful, unhelpful, opened INTEGER (votes and clicks, 0 = none),
//     aliases, tags TEXT (one a line), headings BLOB (lines of body that are headings: varint gaps, the first from line 0),
//     shape BLOB, body TEXT (see "Blocks")
//   synonym   one row a rule: lang TEXT ('' = all), from_words, to_words TEXT (one a line; the same lines = equal words)
// There is no stored search index: core/search makes it from these texts when a pack is opened (docs/search-designs.md has
// what that costs and saves).
//
// Blocks: `body` holds every text of the article in reading order, each followed by '\n' (a line end inside of a text is
// kLineEnd), so it reads as plain text and is what snippets are cut from. `shape` says how to cut it. Varint = LEB128, at most 5 bytes. string = varint length, bytes.
//   shape   = varint block_count, block*
//   block   = u8 kind (kb::BlockKind), u8 flags, varint level, [varint number when kOrdered], [u8 kb::NoteKind when kind is note],
//             one text (paragraph, heading, list item, code, note, quote, image, video) or [varint cell_count, text*] (table_row),
//             [string url, varint width, varint height] (image, video), [string language] (code), [string anchor] (heading; empty = anchor_of(text))
//   text    = varint inline_count, inline*; its bytes are the next line of `body`
//   inline  = varint begin - end of the inline before (0 at first), varint length, u8 style, [string href when kLink]

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pasokh::kb {

inline constexpr std::string_view kPackMagic = "PASOKHKB";
inline constexpr std::uint32_t kPackVersion = 2;
inline constexpr std::size_t kPackHeaderBytes = 32;
inline constexpr std::uint32_t kApplicationId = 0x50534B42;   // "PSKB"

/// Block flags. Never renumber.
inline constexpr std::uint8_t kOrdered = 1, kHeaderRow = 2;
/// Inline styles. Never renumber.
inline constexpr std::uint8_t kBold = 1, kItalic = 2, kCode = 4, kStrike = 8, kLink = 16;

/// A hard line break or a line of code inside of a text of `body`.
inline constexpr char kLineEnd = '\v';

inline constexpr const char* kArticleTable =
    "CREATE TABLE article(n INTEGER PRIMARY KEY, id TEXT NOT NULL, lang TEXT NOT NULL, title TEXT NOT NULL, category TEXT NOT NULL,"
    " category_id TEXT NOT NULL, position INTEGER NOT NULL, featured INTEGER NOT NULL, pages TEXT NOT NULL,"
    " updated INTEGER, translation_key TEXT, excerpt_begin INTEGER NOT NULL, excerpt_bytes INTEGER NOT NULL, excerpt_cut INTEGER NOT NULL,"
    " title_from_text INTEGER NOT NULL, helpful INTEGER NOT NULL, unhelpful INTEGER NOT NULL, opened INTEGER NOT NULL,"
    " aliases TEXT NOT NULL, tags TEXT NOT NULL, headings BLOB NOT NULL, shape BLOB NOT NULL, body TEXT NOT NULL)";
inline constexpr const char* kSynonymTable = "CREATE TABLE synonym(lang TEXT NOT NULL, from_words TEXT NOT NULL, to_words TEXT NOT NULL)";

}   // namespace pasokh::kb
