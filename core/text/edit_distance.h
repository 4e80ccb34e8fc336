#pragma once
// How many slips of the finger lie between two words.
//
// Optimal string alignment (restricted Damerau-Levenshtein): insert, delete, replace, or swap two neighbours, counted in
// letters. Stops as soon as the answer must exceed `max`.

#include <cstddef>
#include <string_view>

namespace pasokh::text {

/// Words longer than this many letters are never close.
inline constexpr std::size_t kMaxEditLetters = 48;

/// The distance when it is <= max, else max + 1. `max` <= 3.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t max);

}   // namespace pasokh::text
