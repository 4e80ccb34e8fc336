#pragma once
// Every number of the ranking, in one place, by language. How each was found: docs/search-ranking.md.
//
// Swept on the dev halves of the public sets by coordinate ascent; a change was kept only when the mean still rose with
// each set left out in turn (tests/bench/evaluate.cpp --sweep).

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace pasokh::search {

/// What of an article a word stands in.
enum class Field : std::uint8_t { title = 0, aliases = 1, headings = 2, body = 3 };
inline constexpr std::size_t kFieldCount = 4;

struct Weights {
    // BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
    float saturation = 2.5f;                                              ///< k1
    std::array<float, kFieldCount> field = {3.0f, 2.7f, 1.3f, 1.0f};
    std::array<float, kFieldCount> length = {0.3f, 0.3f, 0.75f, 0.75f};   ///< b: 0 = length does not matter, 1 = in full

    // Kinds of units, each scored as BM25F and added up.
    float word = 0.6f, stem = 0.5f, root = 1.2f, gram = 1.3f;

    // What stands for a word of the query, against the word itself.
    float stop_word = 0.25f;
    float repeated = 0.3f;             ///< times ln of how often the query says it
    float prefix = 0.7f, prefix_of_known = 0.42f;
    float slip = 0.85f, later_slip = 0.8f, rare_slip = 0.6f;
    float part = 0.4f, joined = 0.8f;
    float heard = 0.9f;
    float synonym = 0.8f;

    // What is found in the best articles (core/search/inspection.h).
    float candidates = 50;
    float pair = 1.0f, pair_rarest = 0.3f, pair_saturation = 2.0f, pair_title = 3.0f, pair_reversed = 0.3f;
    float sentence_cover = 0.3f, sentence_likeness = 0.0f, letter_likeness = 0.0f, missing = 0.5f, long_article = 0.06f;

    // Of the whole article.
    float whole_title = 1.6f;          ///< the query is the whole title
    float liked = 0.1f, popular = 0.05f;   ///< at most so much of the score; not swept: the public sets have no votes
    float right_language = 2.5f;       ///< at certainty; in proportion below it
};

struct WeightsByLanguage {
    Weights persian, arabic, other;

    const Weights& of(std::string_view lang) const { return lang.starts_with("fa") ? persian : lang.starts_with("ar") ? arabic : other; }
};

constexpr Weights persian_weights() {
    Weights w;
    w.word = 0.17f; w.stem = 0.61f; w.gram = 1.3f;
    w.pair = 1.2f; w.pair_title = 4.4f;
    w.sentence_cover = 0.53f; w.missing = 0.56f; w.long_article = 0.108f;
    return w;
}

/// Words change inside in Arabic: roots and letter groups tell more than words.
constexpr Weights arabic_weights() {
    Weights w;
    w.word = 0.02f; w.stem = 0.1f; w.root = 1.57f; w.gram = 1.3f;
    w.pair = 0.56f;
    w.sentence_cover = 0.33f; w.missing = 2.0f; w.long_article = 0.26f;
    return w;
}

constexpr Weights english_weights() {
    Weights w;
    w.field[0] = 4.05f; w.length[0] = 0.165f;
    w.word = 0.565f; w.stem = 0.73f; w.gram = 1.3f;
    w.pair = 3.5f;
    w.sentence_cover = 0.1f; w.sentence_likeness = 2.5f; w.letter_likeness = 1.5f; w.missing = 0.42f; w.long_article = 0.135f;
    return w;
}

inline constexpr WeightsByLanguage kWeights = {persian_weights(), arabic_weights(), english_weights()};

}   // namespace pasokh::search
