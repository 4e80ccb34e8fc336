#pragma once
// The passage of an article that shows why it was found, and which of its words to mark.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/search/result.h"

namespace pasokh::search {

inline constexpr std::size_t kSnippetLetters = 160;

/// Words worth marking, folded, with how telling each is. Look-up by binary search.
class MarkedWords {
public:
    void add(std::string_view word, float weight);
    void finish();
    /// 0 when it is not marked.
    float weight(std::string_view folded) const;
    bool empty() const { return words_.empty(); }

private:
    struct Entry {
        std::string word;
        float weight;
    };
    std::vector<Entry> words_;
};

/// Stretches of `text` whose words are marked.
std::vector<Range> mark(std::string_view text, const MarkedWords& words);

struct Snippet {
    std::string text;                  ///< at most kSnippetLetters letters, whole words, "…" where it was cut
    std::vector<Range> marks;
};

/// The best passage of `body`; empty when no marked word is in its first part.
Snippet cut_snippet(std::string_view body, const MarkedWords& words);

}   // namespace pasokh::search
