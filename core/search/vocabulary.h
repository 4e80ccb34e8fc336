#pragma once
// Every word that occurs in a pack, in memory: exact look-up, prefixes, words of one stem, slips of the finger, Finglish.
//
// Words are numbered in byte order once sort() was called. Stems, roots and letter groups are made here from the words, by
// the same functions that are used on the query.
//
// Ownership: owns its words. Cost: about 200 bytes a word; building stems each word once. Threads: one.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/search/word_groups.h"

namespace pasokh::search {

/// Which stemmer made a group of words.
enum class StemKind : std::uint8_t { latin = 0, persian = 1, arabic = 2, arabic_root = 3 };

/// The stem of `word`; empty when the word is not of the kind's script.
std::string stem_of(std::string_view word, StemKind kind);

/// Keys of every three letters in a row of `word`, its two ends marked; of the whole word when it is shorter.
std::vector<std::uint64_t> grams_of(std::string_view word);

class Vocabulary {
public:
    /// The number of `word` until sort(), the same when it was there before.
    WordIndex add(std::string_view word);
    /// Renumbers in byte order; answers the new number of each old one.
    std::vector<WordIndex> sort();
    void set_article_count(WordIndex word, std::uint32_t count) { words_[word].article_count = count; }
    /// After all of these. `persian` and `arabic` say which of the two languages the pack has.
    void finish(bool persian, bool arabic);

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
    /// Words that hold a gram, each as often as it holds it.
    std::span<const WordIndex> with_gram(std::uint64_t gram) const { return grams_.find(gram); }

    struct Near {
        WordIndex word;
        std::uint8_t distance;
    };
    /// The nearest words at most one slip away (two from eight letters on), best first; all at the same distance.
    std::vector<Near> near(std::string_view word, std::size_t limit) const;

    struct Heard {
        WordIndex word;
        double distance;
    };
    /// Words of Arabic script that the Latin spelling may mean, best first.
    std::vector<Heard> heard_as(std::string_view latin, std::size_t limit) const;

private:
    struct Entry {
        std::uint32_t offset;
        std::uint32_t article_count;
        std::uint32_t letter_mask;     ///< a bit for each letter by code point modulo 32
        std::uint8_t bytes, letter_count;
    };
    WordIndex lower_bound(std::string_view word) const;
    std::size_t slot_of(std::string_view word) const;

    std::string letters_;
    std::vector<Entry> words_;
    std::vector<WordIndex> slots_;     ///< open addressing over words_ plus one, until sort()
    WordGroups stems_, grams_;
    mutable std::optional<WordGroups> sounds_;   ///< by consonants, made at the first Latin word that is not known
};

}   // namespace pasokh::search
