#pragma once
// What a query means in this pack: each word as typed, as the beginning of a word, corrected, or in another spelling.
//
// Tried in this order: as typed; in the other keyboard layout when most words are unknown; then word by word: the shop's
// synonyms, and for words that are unknown: as a prefix (last word only), joined of two words, Persian or Arabic in Latin
// letters, a slip of the finger. Words with digits are taken as they are, for a number is not nearly another number, unless
// they are heard as Arabic (Arabizi's ra2m).

#include <string>
#include <string_view>
#include <vector>

#include "core/search/index.h"
#include "core/search/synonyms.h"
#include "core/search/weights.h"

namespace pasokh::search {

/// Why a word of the pack stands for a word of the query.
enum class Reason : std::uint8_t { itself, prefix, spoken, slip, heard, part, synonym };

/// A word of the pack that stands for a word of the query.
struct Alternative {
    WordIndex word;
    float weight;                      ///< 1 = the word itself
    Reason reason = Reason::itself;
};

/// All words of the pack with that stem stand for a word of the query.
struct Stem {
    StemKind kind;
    std::string text;
    float weight = 1;
};

struct Term {
    std::string text;                  ///< folded, as typed
    std::string letters;               ///< whose letter groups are looked for: the text, or what it was read as
    float weight = 1;                  ///< small for stop words, larger when repeated
    std::vector<Alternative> words;    ///< the best one counts
    std::vector<Stem> stems;           ///< the best one of a kind counts
    bool stop = false;
    bool open = false;                 ///< the last word, which may still be being typed
    bool exact = false;                ///< has digits: nothing but itself stands for it
};

struct Understanding {
    std::vector<Term> terms;
    std::string read_as;               ///< for people: not empty when it was not taken as typed
    std::vector<float> languages;      ///< how likely the query is in each of Index::languages(); sums to 1
    std::size_t language = 0;          ///< the likeliest of them
    const Weights* weights = nullptr;  ///< of that language
};

struct Reading {
    std::string_view lang;             ///< the reader's own, a hint; may be empty
    bool verbatim = false;             ///< nothing is corrected or read in another layout
};

/// `weights` must outlive the answer.
Understanding understand(std::string_view query, const Index& index, const Synonyms& synonyms, const WeightsByLanguage& weights, const Reading& reading);

}   // namespace pasokh::search
