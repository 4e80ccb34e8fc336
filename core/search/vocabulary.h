#pragma once
// Every word that occurs in a pack, in memory: exact look-up, prefixes, words of one stem, slips of the finger, Finglish.
//
// Words are numbered in byte order once sort() was called. Stems, roots and letter groups are made here from the words, by
// the same functions that are used on the query.
//
// Ownership: owns its words. Cost: about 200 bytes a word; building stems each word once. Threads: one.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/search/grams.h"
#include "core/search/recent.h"
#include "core/search/word_groups.h"
#include "core/text/finglish.h"

namespace pasokh::search {

/// Which stemmer made a group of words.
enum class StemKind : std::uint8_t { latin = 0, persian = 1, arabic = 2, arabic_root = 3 };

/// The stem of `word`; empty when the word is not of the kind's script.
std::string stem_of(std::string_view word, StemKind kind);

class Vocabulary {
public:
    /// The number of `word` until sort(), the same when it was there before.
    WordIndex add(std::string_view word);
    /// Renumbers in byte order; answers the new number of each old one.
    std::vector<WordIndex> sort();
    void set_article_count(WordIndex word, std::uint32_t count) { words_[word].article_count = count; }
    /// After all of these, for each word once, in order: `in_persian` and `in_arabic` say whether an article of such a language
    /// has it.
    void group(WordIndex word, bool in_persian, bool in_arabic);
    /// After every word was grouped.
    void finish();

    std::size_t size() const { return words_.size(); }
    std::string_view word(WordIndex index) const { return std::string_view(letters_).substr(words_[index].offset, words_[index].bytes); }
    std::uint32_t letter_count(WordIndex index) const { return words_[index].letter_count; }
    std::uint32_t article_count(WordIndex index) const { return words_[index].article_count; }

    std::optional<WordIndex> find(std::string_view word) const;
    /// Is there a word that begins so?
    bool has_prefix(std::string_view prefix) const;
    /// Longer words that begin with `prefix`, in most articles first.
    std::vector<WordIndex> starting_with(std::string_view prefix, std::size_t limit) const;
    /// Words with that stem.
    std::span<const WordIndex> with_stem(std::string_view stem, StemKind kind) const;
    const Grams& grams() const { return grams_; }

    struct Near {
        WordIndex word;
        std::uint8_t distance;
    };
    /// The nearest words at most one slip away (two from eight letters on), at most six, best first; all at the same distance.
    /// Valid until the next call.
    const std::vector<Near>& near(std::string_view word) const;

    struct Heard {
        WordIndex word;
        double distance;
    };
    /// Words of Arabic script that the Latin spelling may mean in that language, best first. Valid until the next call.
    const std::vector<Heard>& heard_as(std::string_view latin, text::Spoken language) const;

private:
    struct Entry {
        std::uint32_t offset;
        std::uint32_t article_count;
        std::uint32_t letter_mask;     ///< a bit for each letter by code point modulo 32
        std::uint8_t bytes, letter_count;
    };
    WordIndex lower_bound(std::string_view word) const;
    struct Slot {
        std::uint32_t tag = 0;         ///< of the word's hash
        WordIndex word_plus_one = 0;   ///< 0 = free
    };
    std::size_t slot_of(std::string_view word, std::uint64_t hash) const;
    /// A word without what is joined to it, as it may be heard.
    struct SoundForm {
        std::uint32_t offset;          ///< of letters_
        std::uint8_t bytes;
        float penalty;
    };
    struct Sounds {
        WordGroups words;              ///< by sound key
        std::vector<SoundForm> forms;
        std::vector<std::uint32_t> first_form;   ///< by word, and one past the last
    };
    const Sounds& sounds(text::Spoken language) const;
    std::vector<Near> find_near(std::string_view word) const;
    std::vector<Heard> hear(std::string_view latin, text::Spoken language) const;
    std::vector<WordIndex> sounding_like(const text::LatinSpelling& spelling, const Sounds& sounds) const;

    std::string letters_;
    std::vector<Entry> words_;
    std::vector<Slot> slots_;          ///< open addressing, until sort()
    WordGroups stems_;
    Grams grams_;
    mutable std::array<Recent<std::vector<Heard>>, 2> heard_;   ///< by language
    mutable Recent<std::vector<Near>> near_;
    mutable std::array<std::optional<Sounds>, 2> sounds_;   ///< made at the first word asked for
};

}   // namespace pasokh::search
