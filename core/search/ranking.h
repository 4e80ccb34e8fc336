#pragma once
// Scores every article for an understood query: BM25F over several kinds of units, added up (docs/search-ranking.md).
//
// Ownership: keeps references to the index and the weights; scratch memory is reused from query to query. Threads: one.

#include <cstdint>
#include <vector>

#include "core/search/index.h"
#include "core/search/proximity.h"
#include "core/search/understand.h"
#include "core/search/weights.h"

namespace pasokh::search {

/// A score for each article, cleared in the time it took to fill.
class Scores {
public:
    explicit Scores(std::size_t size) : values_(size, 0.0f) {}

    void add(std::uint32_t article, float value) { touch(article) += value; }
    void keep_best(std::uint32_t article, float value) {
        float& kept = touch(article);
        if (kept < value) kept = value;
    }
    float operator[](std::uint32_t article) const { return values_[article]; }
    const std::vector<std::uint32_t>& touched() const { return touched_; }
    void clear() {
        for (const std::uint32_t article : touched_) values_[article] = 0;
        touched_.clear();
    }

private:
    float& touch(std::uint32_t article) {
        if (values_[article] == 0) touched_.push_back(article);
        return values_[article];
    }
    std::vector<float> values_;
    std::vector<std::uint32_t> touched_;
};

class Ranking {
public:
    Ranking(const Index& index, const Weights& weights)
        : index_(index), weights_(weights), unit_(index.articles().size()), one_(index.articles().size()), all_(index.articles().size()), proximity_(index, weights) {}

    /// Valid until the next call. `roots`: also by Arabic roots.
    const Scores& score(const Understanding& meaning, bool roots);

    /// How telling it is to be among `article_count` articles: the idf of BM25, never negative.
    float rarity(std::size_t article_count) const;

private:
    enum class Languages : std::uint8_t { all, arabic, others };

    /// Adds the words' weights in the articles of those languages into `unit_`.
    void gather(std::span<const WordIndex> words, Languages languages);
    /// Scores what was gathered as one unit into `out` and clears it. Returns its rarity.
    float score_gathered(float weight, Scores& out, bool best);
    /// Returns the rarity of the rarest alternative.
    float score_words(const Term& term);
    void score_stems(const Term& term, bool roots);
    void score_stem_kind(const Term& term, StemKind kind, Languages languages, float weight);
    void score_grams(const Understanding& meaning);
    void score_proximity(const Understanding& meaning);

    const Index& index_;
    const Weights& weights_;
    Scores unit_, one_, all_;          ///< of the unit being gathered, of one term, of the query
    Proximity proximity_;
    std::vector<float> rarity_;        ///< of each term of the query
};

}   // namespace pasokh::search
