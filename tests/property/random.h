#pragma once
// The same random numbers, letters and texts on every machine.
//
// Use:
//   Random random(7);
//   std::string text = random.text(40);

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text/utf8.h"

namespace pasokh::tests {

/// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", 2014).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }

    /// Mostly letters and signs that text is made of, sometimes any code point.
    char32_t letter() {
        static constexpr std::pair<char32_t, char32_t> kBlocks[] = {{0x20, 0x7E}, {0xA0, 0x24F}, {0x300, 0x36F}, {0x600, 0x6FF}, {0x620, 0x64A}, {0x64B, 0x65F}, {0x66E, 0x6D3}, {0x6F0, 0x6FF},
                                                                    {0x200B, 0x200F}, {0x2018, 0x201F}, {0x202A, 0x202E}, {0x2066, 0x2069}, {0xFB50, 0xFDFF}, {0xFE70, 0xFEFF}, {0x1F300, 0x1F64F}, {0x1, 0x10FFFF}};
        const auto [first, last] = kBlocks[below(std::size(kBlocks))];
        return first + static_cast<char32_t>(below(last - first + 1));
    }

    std::string text(std::size_t letters) {
        std::string out;
        for (std::size_t i = 0; i < letters; ++i) text::append_utf8(out, letter());
        return out;
    }

    std::string bytes(std::size_t count) {
        std::string out;
        for (std::size_t i = 0; i < count; ++i) out += static_cast<char>(static_cast<unsigned char>(below(256)));
        return out;
    }

    template <typename T>
    const T& one_of(const std::vector<T>& items) { return items[below(items.size())]; }

    template <typename T>
    void shuffle(std::vector<T>& items) {
        for (std::size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[below(i)]);
    }

private:
    std::uint64_t state_;
};

}   // namespace pasokh::tests
