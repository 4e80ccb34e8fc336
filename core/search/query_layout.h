#pragma once
// What was meant when the keyboard stood on another layout: "sthva" is سفارش.
//
// Use:
//   if (auto meant = read_in_other_layout(words, index)) words = QueryWords(*meant, index);

#include <optional>
#include <string>

#include "core/search/query_words.h"

namespace pasokh::search {

/// The query with the letters of the layout in which the pack knows clearly more of its words; nothing when there is none.
std::optional<std::string> read_in_other_layout(QueryWords& words, const Index& index);

}   // namespace pasokh::search
