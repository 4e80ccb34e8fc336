#pragma once
// The passage of an article that shows why it was found, and which of its words to mark.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/search/result.h"

namespace pasokh::search {

inline constexpr std::size_t kSnippetLetters = 160;

/// A word of a text that is worth marking. Byte ranges, in order, apart from each other.
struct Match {
    std::uint32_t begin = 0, end = 0;
    std::uint32_t word = 0;            ///< the same for the same word
    float weight = 1;                  ///< how telling it is
};

struct Snippet {
    std::string text;                  ///< at most kSnippetLetters letters, whole words, "…" where it was cut
    std::vector<Range> marks;
};

/// The passage of `body` with the most different telling words; empty when there are no matches.
Snippet cut_snippet(std::string_view body, const std::vector<Match>& matches);

}   // namespace pasokh::search
