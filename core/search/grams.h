#pragma once
// Three letters in a row, and the words that have them.
//
// A word of n letters has n grams: its two ends count as a letter. Letters are numbered as they come, so a gram is a small
// number and the words of all grams are one table; letters past the first 62 share a number and with it their grams.
//
// Use:
//   grams.add(word, index); ... grams.finish();
//   for (Gram gram : grams.of(query_word)) for (WordIndex word : grams.words(gram)) ...
//
// Ownership: owns its table. Cost: 1 MB and four bytes a gram of each word. Threads: one.

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/search/word_groups.h"

namespace pasokh::search {

using Gram = std::uint32_t;

class Grams {
public:
    static constexpr std::size_t kCount = 64 * 64 * 64;

    /// All words first, by finish their grams.
    void add(std::string_view word, WordIndex index);
    void finish();
    /// In order of the letters, a gram as often as the word has it. Letters that no word has are one letter to it.
    std::vector<Gram> of(std::string_view word) const;
    /// How many of the word's grams are wanted; `wanted` has kCount entries.
    std::size_t count(std::string_view word, const std::vector<bool>& wanted) const;
    /// Words that have the gram, each as often as it has it.
    std::span<const WordIndex> words(Gram gram) const;

private:
    static constexpr std::uint32_t kOther = 63;
    struct Entry {
        Gram gram;
        WordIndex word;
    };
    std::uint32_t number_of(char32_t letter) const;

    std::array<std::uint8_t, 0x800> numbers_{};   ///< of letters below U+0800; 0 = not met yet
    std::uint32_t letters_ = 1;
    std::vector<Entry> entries_;       ///< until finish
    std::vector<std::uint32_t> first_; ///< by gram: of words_
    std::vector<WordIndex> words_;
};

}   // namespace pasokh::search
