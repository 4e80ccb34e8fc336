#pragma once
// Scores every article for an understood query (docs/search-ranking.md): BM25F over several kinds of units, added up; then
// the best are looked through (core/search/inspection.h).
//
// Ownership: keeps a reference to the index; scratch memory is reused from query to query. Threads: one.

#include <cstdint>
#include <optional>
#include <vector>

#include "core/search/index.h"
#include "core/search/inspection.h"
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
    explicit Ranking(const Index& index)
        : index_(index), inspection_(index), unit_(index.articles().size()), one_(index.articles().size()), all_(index.articles().size()) {}

    /// Valid until the next call. Never negative.
    const Scores& score(const Understanding& meaning);
    /// After score: what was found in an article, when it was among the best.
    const Findings* findings(std::uint32_t article) const;
    const Inspection& inspection() const { return inspection_; }

private:
    enum class Languages : std::uint8_t { all, arabic, others };

    /// Adds the words' weights in the articles of those languages into `unit_`.
    void gather(std::span<const WordIndex> words, Languages languages);
    /// Scores what was gathered as one unit into `out` and clears it. Answers its rarity in the query's language.
    float score_gathered(float weight, Scores& out, bool best);
    /// Adds the best of each article's scores for one term to the query's.
    void close_term(float weight);
    /// Answers the rarity of the rarest alternative.
    float score_words(const Term& term);
    float score_stems(const Term& term, StemKind kind);
    void score_grams(const Understanding& meaning);
    void inspect_best(const Understanding& meaning);

    const Index& index_;
    Inspection inspection_;
    const Weights* weights_ = nullptr;
    Scores unit_, one_, all_;          ///< of the unit being gathered, of one term, of the query
    std::vector<float> rarity_;        ///< of each term of the query, in its language
    std::size_t language_ = 0;
    std::vector<std::pair<std::uint32_t, Findings>> inspected_;
    std::vector<float> rarity_by_language_;   ///< of the unit being scored
};

}   // namespace pasokh::search
