#pragma once
// Values by key, for the keys that were used last: when all places are taken, the key that was quiet longest is forgotten.
//
// Keys are 64-bit keyed digests (Secret::key_of), so the table holds neither addresses nor contacts, and nobody without the
// secret can make two keys meet. One slot and one bucket a key: memory grows with use, up to a known bound.
//
// Use:
//   RecentTable<Budget> misses(65536);
//   if (misses.at(key).take(...)) ...
//
// Threads: one at a time.

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace pasokh::server {

template <typename Value>
class RecentTable {
public:
    /// `capacity` > 0, below 2^32 - 1.
    explicit RecentTable(std::size_t capacity) : capacity_(capacity), buckets_(std::bit_ceil(capacity), kNone) {}

    /// The value of `key`, a fresh one when it is not known. Valid until the next call.
    Value& at(std::uint64_t key) {
        std::uint32_t place = buckets_[bucket_of(key)];
        while (place != kNone && slots_[place].key != key) place = slots_[place].next_in_bucket;
        if (place == kNone) place = take_place(key);
        else unlink(place);
        link_newest(place);
        return slots_[place].value;
    }
    std::size_t size() const { return slots_.size(); }

private:
    static constexpr std::uint32_t kNone = UINT32_MAX;
    struct Slot {
        std::uint64_t key = 0;
        Value value{};
        std::uint32_t next_in_bucket = kNone, newer = kNone, older = kNone;
    };

    std::size_t bucket_of(std::uint64_t key) const { return key & (buckets_.size() - 1); }

    /// A slot for a new key: in its bucket, not yet among the recent ones.
    std::uint32_t take_place(std::uint64_t key) {
        std::uint32_t place = oldest_;
        if (slots_.size() < capacity_) {
            place = static_cast<std::uint32_t>(slots_.size());
            slots_.emplace_back();
        } else {
            unlink(place);
            std::uint32_t* link = &buckets_[bucket_of(slots_[place].key)];
            while (*link != place) link = &slots_[*link].next_in_bucket;
            *link = slots_[place].next_in_bucket;
        }
        std::uint32_t& first = buckets_[bucket_of(key)];
        slots_[place] = {.key = key, .next_in_bucket = first};
        first = place;
        return place;
    }

    void unlink(std::uint32_t place) {
        const Slot& slot = slots_[place];
        (slot.newer == kNone ? newest_ : slots_[slot.newer].older) = slot.older;
        (slot.older == kNone ? oldest_ : slots_[slot.older].newer) = slot.newer;
    }

    void link_newest(std::uint32_t place) {
        slots_[place].newer = kNone;
        slots_[place].older = newest_;
        (newest_ == kNone ? oldest_ : slots_[newest_].newer) = place;
        newest_ = place;
    }

    const std::size_t capacity_;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> buckets_;
    std::uint32_t newest_ = kNone, oldest_ = kNone;
};

}   // namespace pasokh::server
