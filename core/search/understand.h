#pragma once
// What a query means in this pack: each word as typed, as the beginning of a word, corrected, or in another spelling.
//
// Tried in this order: as typed; in the other keyboard layout when most words are unknown; then word by word, for words
// that are unknown: as a prefix (last word only), joined of two words, Persian in Latin letters, a slip of the finger.

#include <string>
#include <string_view>
#include <vector>

#include "core/search/index.h"

namespace pasokh::search {

/// A word of the pack that stands for a word of the query.
struct Alternative {
    WordIndex word;
    float weight;                      ///< 1 = the word itself
};

struct Term {
    std::string text;                  ///< folded, as understood
    float weight = 1;                  ///< small for stop words, larger when repeated
    std::vector<Alternative> words;    ///< scored as words, the best one counts
    std::vector<std::string> stem_sources;   ///< whose stems are scored: the word itself, or its corrections
    float stem_weight = 1;
    bool stop = false;
    bool open = false;                 ///< the last word, which may still be being typed
};

struct Understanding {
    std::vector<Term> terms;
    std::string read_as;               ///< for people: not empty when it was not taken as typed
};

/// `verbatim`: nothing is corrected or read in another layout.
Understanding understand(std::string_view query, const Index& index, const Weights& weights, bool verbatim);

}   // namespace pasokh::search
