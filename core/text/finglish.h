#pragma once
// Persian (and Arabic) written with Latin letters: `sefaresh` for سفارش, `pas dadan` for پس دادن.
//
// Short vowels are not written in Persian and several letters share a sound, so spelling candidates explode. Instead
// both sides are reduced to the consonants that are heard: words whose `consonants` agree may be the same, and
// `latin_distance` says how well the vowels fit.
//
// Use:
//   if (consonants_of_latin("sefaresh") == consonants_of_arabic("سفارش")) cost = latin_distance("sefaresh", "سفارش");

#include <string>
#include <string_view>

namespace pasokh::text {

/// The consonants heard, one ASCII letter each (S = sh, C = ch, X = kh, Z = zh, G = gh and q). Empty when the word is
/// not of ASCII letters or has fewer than two consonants.
std::string consonants_of_latin(std::string_view folded);
/// The same for a folded word of Arabic script.
std::string consonants_of_arabic(std::string_view folded);

/// Weighted edit distance between the Latin spelling and how the word would be spelled letter by letter: an unwritten
/// short vowel is cheap. 0 is a perfect fit; above 2 is another word.
double latin_distance(std::string_view latin, std::string_view arabic);

}   // namespace pasokh::text
