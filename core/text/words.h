#pragma once
// Cuts text into folded words and remembers which bytes of the original each one stands for.
//
// Persian half-spaces are the hard part: می‌خواهم, میخواهم and می خواهم must meet. The verb prefixes می and نمی and the
// endings ها، های، تر، ترین ... are joined to their word however they were typed. Any other half-space compound gives its
// parts and then the joined word, marked `joined`, over the same bytes; so do numbers and codes with signs inside, so that
// 1,250,000 meets 1250000 and SRV-10245 meets SRV10245. English 's and apostrophes are dropped.
//
// Use:
//   for (const Word& word : cut_words("كتاب‌های من")) use(word.text, word.begin, word.end);
//   cut_words(body, [&](const WordView& word) { count(word.text); });      // allocates nothing
//
// Ownership: words own their letters, views are valid in the call only. Cost: linear; words longer than kMaxWordBytes are cut.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pasokh::text {

/// Longer words are noise (base64, links) and are cut here, after folding.
inline constexpr std::size_t kMaxWordBytes = 64;

struct Word {
    std::string text;                  ///< folded, never empty, at most kMaxWordBytes
    std::uint32_t begin = 0, end = 0;  ///< bytes of the source
    bool joined = false;               ///< the whole of a compound whose parts come just before
};

struct WordView {
    std::string_view text;             ///< as Word
    std::uint32_t begin = 0, end = 0;
    bool joined = false;
};

std::vector<Word> cut_words(std::string_view text);
void cut_words(std::string_view text, const std::function<void(const WordView&)>& sink);

}   // namespace pasokh::text
