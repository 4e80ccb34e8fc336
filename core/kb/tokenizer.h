#pragma once
// The FTS5 tokenizer "pasokh": core/text's words, each as often as it counts, all at one position.
//
// The index then holds for each word and article how often the word occurs in each field. Frequencies saturate in BM25,
// so a word is written at most kMaxCount times a field, and a stop word once.
//
// Use:
//   TRY(register_search_tokenizer(database));

#include <cstdint>

#include "core/db/database.h"

namespace pasokh::kb {

inline constexpr std::uint8_t kMaxCount = 12;

/// Before the first use of the table `search` on this connection, for writing and for reading.
Status register_search_tokenizer(db::Database& database);

}   // namespace pasokh::kb
