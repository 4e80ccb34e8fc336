#pragma once
// Three letters in a row, and the words that have them.
//
// A word of n letters has n grams: its two ends count as a letter. A letter is a number below 64, so a gram is a small number
// and the words of all grams are one table. Persian, Arabic and Latin letters have a number each; letters of other scripts
// share theirs with some others, and grams with a digit their place in the table, which makes them a little less telling.
//
// Use:
//   grams.add(word, index); ... grams.finish();
//   for (Gram gram : grams.of(query_word)) for (WordIndex word : grams.words(gram)) ...
//
// Ownership: owns its table. Cost: 2 MiB and four bytes a gram of each word. Threads: one.

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "core/search/word_groups.h"

namespace pasokh::search {

using Gram = std::uint32_t;

class Grams {
public:
    static constexpr std::uint32_t kOfLetters = 64 * 64 * 64, kWithDigits = 1 << 14;
    static constexpr std::size_t kCount = kOfLetters + kWithDigits;

    void add(std::string_view word, WordIndex index);
    /// `articles` is how many articles have a word.
    void finish(const std::function<std::uint32_t(WordIndex)>& articles);
    /// In order of the letters, a gram as often as the word has it.
    std::vector<Gram> of(std::string_view word) const;
    /// How many of the word's grams are wanted; `wanted` has kCount entries.
    std::size_t count(std::string_view word, const std::vector<bool>& wanted) const;
    /// Words that have the gram, each as often as it has it.
    std::span<const WordIndex> words(Gram gram) const;
    /// The articles of all its words, counted for each word.
    std::uint32_t postings(Gram gram) const { return postings_.empty() ? 0 : postings_[gram]; }

private:
    struct Entry {
        Gram gram;
        WordIndex word;
    };
    std::vector<Entry> entries_;       ///< until finish
    std::vector<std::uint32_t> first_; ///< by gram: of words_
    std::vector<WordIndex> words_;
    std::vector<std::uint32_t> postings_;   ///< by gram
};

}   // namespace pasokh::search
