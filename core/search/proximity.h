#pragma once
// How close together an article has the words that stand side by side in the query.
//
// After Rasolofo and Savoy, "Term Proximity Scoring for Keyword-Based Retrieval Systems" (ECIR 2003): each two words of the
// query that are found within kWindow places of each other count by the inverse square of their distance; the sum is
// saturated as in BM25 and weighed by how rare the two words are.
//
// Use:
//   Proximity proximity(index, weights);
//   proximity.begin(meaning, rarity);
//   score += proximity.score(article);
//
// Ownership: keeps references to the index and the weights. Cost: the article's words, once. Threads: one.

#include <cstdint>
#include <vector>

#include "core/search/index.h"
#include "core/search/understand.h"
#include "core/search/weights.h"

namespace pasokh::search {

class Proximity {
public:
    Proximity(const Index& index, const Weights& weights) : index_(index), weights_(weights), term_of_(index.vocabulary().size(), 0) {}

    /// From now on for this query. `rarity[i]` belongs to `meaning.terms[i]`.
    void begin(const Understanding& meaning, const std::vector<float>& rarity);
    float score(std::uint32_t article);

private:
    void claim(WordIndex word, std::uint8_t term);
    void count(std::span<const Token> tokens, float weight);

    const Index& index_;
    const Weights& weights_;
    std::vector<std::uint8_t> term_of_;   ///< by word: the query's term it stands for, from 1; 0 = none
    std::vector<WordIndex> claimed_;
    std::vector<float> pair_weight_, pair_count_;   ///< of the terms i and i + 1
};

}   // namespace pasokh::search
