#pragma once
// Which of the pack's languages a query is in: by the share of each language's articles that have its words (naive Bayes) or
// words that they sound like, by letters that only one of them has, and by the reader's own language.
//
// Use:
//   const QueryLanguage in = choose_language(words, index, {.reader = "fa", .by_sound = true});

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/search/query_words.h"

namespace pasokh::search {

struct QueryLanguage {
    std::vector<float> shares;         ///< how likely it is each of Index::languages(); sums to 1
    std::size_t likeliest = 0;
};

struct LanguageHints {
    std::string_view reader;           ///< the reader's own; may be empty
    bool by_sound = false;             ///< Latin words may be Persian or Arabic
};

QueryLanguage choose_language(QueryWords& words, const Index& index, const LanguageHints& hints);

}   // namespace pasokh::search
