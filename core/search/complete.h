#pragma once
// Likely ends of the word being typed, from the words of the pack.

#include <string_view>
#include <vector>

#include "core/search/index.h"
#include "core/search/result.h"

namespace pasokh::search {

/// Commonest first among the articles that have the word before, in the reader's language when it has any; at most one form
/// of a word; none that stops or holds a digit. Empty when the query does not end inside of a word.
std::vector<Completion> completions(const Index& index, std::string_view query, std::string_view lang, std::size_t limit);

}   // namespace pasokh::search
