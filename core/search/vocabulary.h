#pragma once
// Every word that occurs in a pack, in memory: exact look-up, prefixes, words of one stem, slips of the finger, Finglish.
//
// Words are numbered in byte order, which is the order of the FTS5 index they come from. Stems and roots are not stored in
// the pack: they are made here from the words by the same functions that stem the query.
//
// Ownership: owns its words. Cost: about 40 bytes a word; building stems each word once. Threads: one.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pasokh::search {

using WordIndex = std::uint32_t;

/// Which stemmer made a group of words.
enum class StemKind : std::uint8_t { latin = 0, persian = 1, arabic = 2, arabic_root = 3 };

/// The stem of `word`; empty when the word is not of the kind's script.
std::string stem_of(std::string_view word, StemKind kind);

class Vocabulary {
public:
    /// Words must come in ascending byte order; others are ignored.
    void add(std::string_view word, std::uint32_t article_count);
    /// After the last add. `persian` and `arabic` say which of the two languages the pack has.
    void finish(bool persian, bool arabic);

    std::size_t size() const { return words_.size(); }
    std::string_view word(WordIndex index) const { return std::string_view(letters_).substr(words_[index].offset, words_[index].bytes); }
    std::uint32_t article_count(WordIndex index) const { return words_[index].article_count; }

    std::optional<WordIndex> find(std::string_view word) const;
    /// Is there a word that begins so?
    bool has_prefix(std::string_view prefix) const;
    /// Longer words that begin with `prefix`, in most articles first.
    std::vector<WordIndex> starting_with(std::string_view prefix, std::size_t limit) const;
    /// Words with that stem.
    std::vector<WordIndex> with_stem(std::string_view stem, StemKind kind) const;

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
    struct Group {
        std::uint64_t key;             ///< hash of kind and stem
        WordIndex word;
        bool operator<(const Group& other) const { return key != other.key ? key < other.key : word < other.word; }
    };
    void add_group(std::string_view stem, StemKind kind, WordIndex word);
    WordIndex lower_bound(std::string_view word) const;
    static std::vector<WordIndex> group(const std::vector<Group>& groups, std::uint64_t key);

    std::string letters_;
    std::vector<Entry> words_;
    std::vector<Group> stems_;
    mutable std::vector<Group> sounds_;   ///< by consonants, made at the first Latin word that is not known
    mutable bool sounds_made_ = false;
};

}   // namespace pasokh::search
