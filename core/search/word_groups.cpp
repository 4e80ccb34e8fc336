#include "core/search/word_groups.h"

#include <bit>

namespace pasokh::search {

std::size_t WordGroups::slot_of(std::uint64_t key) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>((key * 0x9E3779B97F4A7C15ULL) >> 32) & mask;   // Fibonacci hashing (Knuth, TAOCP 6.4)
    while (slots_[at].count > 0 && slots_[at].key != key) at = (at + 1) & mask;
    return at;
}

void WordGroups::finish() {
    slots_.assign(std::bit_ceil(entries_.size() * 2 + 2), Slot{});
    std::vector<std::uint32_t> slots(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        slots[i] = static_cast<std::uint32_t>(slot_of(entries_[i].key));
        slots_[slots[i]].key = entries_[i].key;
        ++slots_[slots[i]].count;
    }
    std::uint32_t begin = 0;
    for (Slot& slot : slots_) {
        slot.begin = begin;
        begin += slot.count;
    }
    words_.resize(entries_.size());
    for (std::size_t i = 0; i < entries_.size(); ++i) words_[slots_[slots[i]].begin++] = entries_[i].word;
    for (Slot& slot : slots_) slot.begin -= slot.count;
    entries_ = {};
}

std::span<const WordIndex> WordGroups::find(std::uint64_t key) const {
    if (slots_.empty()) return {};
    const Slot& slot = slots_[slot_of(key)];
    return std::span(words_).subspan(slot.begin, slot.count);
}

}   // namespace pasokh::search
