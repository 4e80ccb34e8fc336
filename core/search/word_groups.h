#pragma once
// Words grouped by what they have in common: a stem, a root, a sound.
//
// Use:
//   groups.add(key, word); ... groups.finish();
//   for (WordIndex word : groups.find(key)) ...
//
// Ownership: owns its entries. Cost: adding and finding take constant time. Threads: one.

#include <cstdint>
#include <span>
#include <vector>

namespace pasokh::search {

using WordIndex = std::uint32_t;

class WordGroups {
public:
    void reserve(std::size_t count) { entries_.reserve(count); }
    void add(std::uint64_t key, WordIndex word) { entries_.push_back({key, word}); }
    /// After the last add.
    void finish();
    /// In the order in which they were added.
    std::span<const WordIndex> find(std::uint64_t key) const;

private:
    struct Entry {
        std::uint64_t key;
        WordIndex word;
    };
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t begin = 0, count = 0;   ///< of words_; count 0 = a free slot
    };
    std::size_t slot_of(std::uint64_t key) const;

    std::vector<Entry> entries_;       ///< until finish
    std::vector<Slot> slots_;          ///< open addressing, a power of two
    std::vector<WordIndex> words_;
};

}   // namespace pasokh::search
