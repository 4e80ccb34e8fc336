#pragma once
// Why an answer is as it is: what the query was understood as, and which part of the ranking gave each hit how much.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/search/understand.h"

namespace pasokh::search {

/// Parts of a score, in the order of Explanation::Row::parts. They add up to the score, but for `lift`: what sets the articles
/// that were looked through above the others.
inline constexpr std::array<std::string_view, 13> kParts = {"words", "stems", "roots", "letters", "pairs", "sentence", "likeness",
                                                            "missing", "length", "lift", "language", "title", "votes"};

struct Explanation {
    struct Word {
        std::string text;
        float weight;
        Reason reason;
    };
    struct Row {
        std::string text;
        float weight = 0, rarity = 0;
        bool stop = false, open = false, exact = false;
        std::vector<Word> words;       ///< of the pack, which stand for it
        std::vector<std::string> stems;
    };
    struct Hit {
        std::string id, title;
        std::array<float, kParts.size()> parts{};
        float score = 0;
    };
    std::string read_as;               ///< empty = as typed
    std::vector<std::pair<std::string, float>> languages;   ///< with how likely the query is in each
    std::vector<Row> terms;
    std::vector<Hit> hits;
};

std::string_view name_of(Reason reason);

}   // namespace pasokh::search
