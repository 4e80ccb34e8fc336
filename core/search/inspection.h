#pragma once
// Looks through the best articles word by word: is everything of the query there, how close together, in which sentence?
//
// Counts of words, which rank all articles first, know nothing of this. For each candidate it finds
//   - how much of the query's rarity stands in its best sentence (cover), and how much of that sentence is the query (F1),
//   - how alike the letters of the query and that sentence are (Dice of letter groups),
//   - words that follow each other as in the query, by inverse square of their distance (Rasolofo and Savoy, "Term Proximity
//     Scoring for Keyword-Based Retrieval Systems", ECIR 2003), saturated as in BM25,
//   - the rarest word that is missing, and how long it is.
//
// Use:
//   inspection.begin(meaning, rarities);
//   score += inspection.score(article);
//
// Ownership: keeps a reference to the index. Cost: the candidate's words, once. Threads: one.

#include <cstdint>
#include <vector>

#include "core/search/index.h"
#include "core/search/understand.h"
#include "core/search/weights.h"

namespace pasokh::search {

/// What was found in one article; shares are of the query's summed rarity, 0 to 1.
struct Findings {
    float pairs = 0;
    float sentence_cover = 0;
    float sentence_likeness = 0;       ///< F1 of cover and precision
    float letter_likeness = 0;         ///< Dice of letter groups
    float missing = 0;
    float length = 0;                  ///< ln(1 + words)
    bool telling = false;              ///< it has a word of the query that is no stop word, or the query has none
};

class Inspection {
public:
    explicit Inspection(const Index& index);

    /// From now on for this query. `rarity[i]` belongs to `meaning.terms[i]`.
    void begin(const Understanding& meaning, const std::vector<float>& rarity);
    Findings look(std::uint32_t article);
    /// In the unit of the scores of counted words.
    float score(const Findings& findings) const;
    /// The query's summed rarity: what shares are shares of.
    float mass() const { return mass_; }

private:
    struct Sentence {
        std::uint32_t begin = 0, end = 0;   ///< tokens
        float likeness = 0;
    };
    void claim(WordIndex word, std::uint8_t term);
    /// Adds to the pairs and to `has_`; answers the sentence most like the query.
    Sentence scan(std::span<const Token> tokens, const std::vector<float>& rarity, float weight, Findings& findings);
    void count_pairs(std::uint32_t place, std::uint8_t term, float weight);
    float letter_likeness(std::span<const Token> tokens);
    /// How many of the query's letter groups the word has.
    std::uint8_t shared_grams(WordIndex word);

    struct Seen {
        std::uint32_t place;
        std::uint8_t term;             ///< from 1; 0 = none yet
    };

    const Index& index_;
    const Weights* weights_ = nullptr;
    std::vector<std::vector<float>> rarity_of_;   ///< by language and word
    std::vector<std::uint8_t> term_of_;   ///< by word: the term of the query it stands for, from 1; 0 = none
    std::vector<std::uint8_t> shared_;    ///< by word: shared_grams + 1; 0 = not counted yet
    std::vector<WordIndex> claimed_, counted_;
    std::vector<Gram> grams_;          ///< of the query
    std::vector<bool> wanted_;         ///< by gram: is it of the query
    std::vector<float> mass_of_;       ///< of each term: weight times rarity
    float mass_ = 0;
    std::vector<float> pair_weight_, pair_count_;   ///< of the terms i and i + 1
    std::array<Seen, 4> seen_{};       ///< the newest words of the query in the text being scanned, newest last
    std::uint64_t has_ = 0;            ///< a bit for each term
    std::uint64_t stops_ = 0;          ///< those that are stop words
};

}   // namespace pasokh::search
