#pragma once
// Every number of the ranking, in one place. How each was found: docs/search-ranking.md.
//
// Swept on the dev halves of the public sets by coordinate ascent with sets left out in turn (tests/bench/evaluate.cpp).

#include <array>
#include <cstddef>
#include <cstdint>

namespace pasokh::search {

/// What of an article a word stands in.
enum class Field : std::uint8_t { title = 0, aliases = 1, headings = 2, body = 3 };
inline constexpr std::size_t kFieldCount = 4;

struct Weights {
    // BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
    float saturation = 2.5f;                                        ///< k1
    std::array<float, kFieldCount> field = {3.0f, 2.7f, 1.3f, 1.0f};
    std::array<float, kFieldCount> length = {0.3f, 0.3f, 0.75f, 0.75f};   ///< b: 0 = length does not matter, 1 = in full

    // Kinds of units, each scored as BM25F and added up.
    float word = 0.6f, stem = 0.5f, root = 1.2f, gram = 1.3f;

    // Words side by side (core/search/proximity.h).
    float pair = 0.5f, pair_low = 1, pair_high = 0.3f, pair_saturation = 2.0f, pair_title = 3.0f, pair_reversed = 0.3f;
    float candidates = 100;            ///< best articles whose words are looked through

    // What stands for a word of the query.
    float stop_word = 0.25f;
    float repeat = 0.3f;
    float prefix = 0.7f, prefix_of_known = 0.42f;
    float slip = 0.85f, later_slip = 0.8f;
    float part = 0.4f, joined = 0.8f;
    float heard = 0.9f;

    // Of the whole article.
    float whole_title = 1.6f;
    float preferred_language = 1.5f, likely_language = 1.15f;
};

}   // namespace pasokh::search
