#pragma once
// The words of a query, and what each of them sounds like in the languages of a pack.
//
// Use:
//   QueryWords words("sefaresh man", index);
//   for (const Vocabulary::Heard& sound : words.heard(0, language)) ...
//
// Ownership: the index must outlive it. Cost: a word is heard once, when it is first asked for. Threads: one.

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/search/index.h"
#include "core/text/latin_words.h"
#include "core/text/words.h"

namespace pasokh::search {

inline constexpr std::size_t kMaxQueryWords = 48;   ///< what is looked at of a longer one

bool has_digit(std::string_view word);
/// Of ASCII only, and with a letter.
bool is_latin_word(std::string_view word);
std::size_t letter_count(std::string_view word);
/// Some word of the pack has the same stem in one of its languages.
bool has_stem(const Index& index, std::string_view word);

class QueryWords {
public:
    QueryWords(std::string text, const Index& index);

    const std::string& text() const { return text_; }
    std::size_t size() const { return words_.size(); }
    const text::Word& operator[](std::size_t i) const { return words_[i]; }
    const std::vector<text::Word>& all() const { return words_; }
    /// The last word may still be being typed.
    bool has_open_end() const { return open_end_; }
    bool is_last(std::size_t i) const { return open_end_ && words_[i].text == words_.back().text; }
    /// May be Persian or Arabic in Latin letters.
    bool is_latin() const;

    /// The language that a Latin spelling is read in for the guides of one language.
    std::optional<text::Spoken> spoken(std::size_t language) const;
    /// Words that the i-th one sounds like and that the language's guides have, best first.
    std::vector<Vocabulary::Heard> heard(std::size_t i, std::size_t language);
    /// An article or the like in Latin letters, in one of the pack's languages.
    bool is_little_word(std::size_t i) const;

private:
    std::string text_;
    const Index* index_;               ///< a pointer, so that a query may be replaced by another
    std::vector<text::Word> words_;
    bool open_end_ = false;
    std::array<std::vector<std::optional<std::vector<Vocabulary::Heard>>>, 2> heard_;   ///< by text::Spoken and word, as asked for
};

}   // namespace pasokh::search
