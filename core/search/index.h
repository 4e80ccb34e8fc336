#pragma once
// The words of a pack as ranking needs them: which articles hold a word, how strongly, and each article's words in order.
//
// Made from the articles' own texts after a pack was opened; nothing of it is stored in the pack (docs/search-designs.md).
// It is made in steps, so that a page is never held up by it.
//
// Use:
//   Index index(pack, weights);
//   while (!index.build_some()) { /* let the page breathe */ }
//
// Ownership: owns everything but the pack, which must outlive it. Cost: linear in the text; about 8 bytes a word of text
// and 8 a different word of an article. Errors: an article that cannot be read has no words. Threads: one.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/db/database.h"
#include "core/kb/pack.h"
#include "core/search/vocabulary.h"
#include "core/search/weights.h"

namespace pasokh::search {

/// The same for texts of the same folded words in the same order; 0 when there are none.
std::uint64_t phrase_key(std::string_view text);

/// One article that holds a word.
struct Posting {
    std::uint32_t article;             ///< from 0, in reading order
    float weight;                      ///< its occurrences, each by its field's weight and length (the BM25F pseudo-frequency)
};

/// One word of an article where it stands, in eight bytes.
class Token {
public:
    Token(WordIndex word, bool joined, bool first, std::uint32_t begin, std::uint32_t bytes)
        : word_((word << 2) | (first ? 2 : 0) | (joined ? 1 : 0)), place_((begin << 8) | (bytes < 255 ? bytes : 255)) {}

    WordIndex word() const { return word_ >> 2; }
    bool joined() const { return (word_ & 1) != 0; }   ///< the whole of a compound, after its parts (core/text/words.h)
    bool first() const { return (word_ & 2) != 0; }    ///< of a sentence, heading, list item or cell
    std::uint32_t begin() const { return place_ >> 8; }   ///< in bytes of the title or body
    std::uint32_t bytes() const { return place_ & 255; }
    void renumber(WordIndex word) { word_ = (word << 2) | (word_ & 3); }

private:
    std::uint32_t word_, place_;
};

struct IndexedArticle {
    std::string id;
    std::uint16_t language = 0;        ///< of Index::languages()
    std::uint64_t title_key = 0;       ///< phrase_key of the title
    float liked = 0;                   ///< by its votes, from -1 to 1; 0 without any
    float popular = 0;                 ///< by how often it was opened, from 0 to 1, logarithmic
    std::uint32_t title_begin = 0, aliases_begin = 0, body_begin = 0, end = 0;   ///< of the tokens
};

struct IndexedLanguage {
    std::string code;
    bool arabic = false;
    std::uint32_t article_count = 0;
};

class Index {
public:
    /// Both must outlive it.
    Index(const kb::Pack& pack, const WeightsByLanguage& weights);
    ~Index();

    /// Takes about ten milliseconds in a page. True when everything below may be used.
    bool build_some();

    const Vocabulary& vocabulary() const { return vocabulary_; }
    const std::vector<IndexedArticle>& articles() const { return articles_; }
    const std::vector<IndexedLanguage>& languages() const { return languages_; }
    bool has_persian() const { return has_persian_; }
    bool has_arabic() const { return has_arabic_; }
    bool is_arabic(std::uint32_t article) const { return languages_[articles_[article].language].arabic; }

    /// How telling it is to be in `article_count` of a language's articles: the idf of BM25, never negative. Each language has
    /// its own, so that a Persian word is not rare because most articles are Arabic.
    float rarity(std::size_t article_count, std::size_t language) const;
    float rarity_of(WordIndex word, std::size_t language) const { return rarity(article_count(word, language), language); }
    /// Of the articles in one of languages(), those with the word.
    std::uint32_t article_count(WordIndex word, std::size_t language) const { return counts_by_language_[word * languages_.size() + language]; }
    /// In ascending article order.
    std::span<const Posting> postings(WordIndex word) const {
        return std::span(postings_).subspan(first_posting_[word], first_posting_[word + 1] - first_posting_[word]);
    }
    std::span<const Token> title(std::uint32_t article) const { return tokens(articles_[article].title_begin, articles_[article].aliases_begin); }
    /// Aliases and tags, each a sentence of its own; their places are not meant for people.
    std::span<const Token> aliases(std::uint32_t article) const { return tokens(articles_[article].aliases_begin, articles_[article].body_begin); }
    std::span<const Token> body(std::uint32_t article) const { return tokens(articles_[article].body_begin, articles_[article].end); }
    /// The article's plain text (core/kb/format.h, `body`). Empty when it cannot be read.
    std::string body_text(std::uint32_t article) const;
    std::string title_text(std::uint32_t article) const;
    /// The word as an article of that language spells it, for people: كتاب where the folded word is کتاب. Folded when none does.
    std::string spelling(WordIndex word, std::size_t language) const;

private:
    class Builder;
    std::unique_ptr<Builder> builder_;   ///< until it is built
    std::span<const Token> tokens(std::uint32_t begin, std::uint32_t end) const { return std::span(tokens_).subspan(begin, end - begin); }

    Vocabulary vocabulary_;
    std::vector<IndexedArticle> articles_;
    std::vector<IndexedLanguage> languages_;
    std::vector<Posting> postings_;
    std::vector<std::uint32_t> first_posting_;   ///< by word, and the end
    std::vector<std::uint32_t> counts_by_language_;
    std::vector<Token> tokens_;
    bool has_persian_ = false, has_arabic_ = false;
    std::string text(std::uint32_t article, int column) const;
    mutable std::optional<db::Statement> texts_;
};

}   // namespace pasokh::search
