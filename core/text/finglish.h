#pragma once
// Persian and Arabic written with Latin letters: `sefaresh` for سفارش (Finglish), `ta5fee9` for تخفيض (Arabizi).
//
// Such spellings have no rules: short vowels are written or not, several letters share a sound, and the two languages
// sound the same letter differently (ض is z in Persian and d in Arabic). So both sides are reduced, once for each
// language, to the consonants that are heard: words that share a key may be the same, and the distance says how well
// the rest fits. One table of letters gives keys and distances.
//
// Use:
//   const LatinSpelling typed("sefaresh", Spoken::persian);
//   if (typed.keys().front() == sound_key("سفارش", Spoken::persian)) cost = typed.distance("سفارش");
//
// Cost: keys and distance a fraction of a microsecond each. Threads: any.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pasokh::text {

enum class Spoken : std::uint8_t { persian, arabic };
inline constexpr Spoken kSpoken[] = {Spoken::persian, Spoken::arabic};

/// Could a person have meant a Persian or Arabic word? Latin letters, and Arabizi's digits (2 3 5 6 7 8 9) each on its
/// own between or beside at least two letters.
bool may_be_spoken(std::string_view folded);

/// The consonants heard, one ASCII letter each, without half-vowels, the ain and a final h. Empty for a word that is
/// not of Arabic script.
std::string sound_key(std::string_view arabic, Spoken language);

class LatinSpelling {
public:
    /// `folded` is taken as nothing when may_be_spoken denies it.
    LatinSpelling(std::string_view folded, Spoken language);

    /// Sound keys that the spelling may stand for, likeliest first, at most 8.
    const std::vector<std::string>& keys() const { return keys_; }
    /// Weighted edit distance to the letters of `arabic`; an unwritten short vowel is cheap. 0 is a perfect fit.
    /// Above `within` it is only known to be above.
    double distance(std::string_view arabic, double within = 1e9) const;
    /// A larger distance is another word: a short spelling says little and must fit better.
    double limit() const;

private:
    Spoken language_;
    std::string signs_;                ///< one character a sound: S = sh, X = kh, A = aa ...
    std::vector<std::string> keys_;
};

}   // namespace pasokh::text
