#pragma once
// The pack's FTS5 index as ranking needs it: which articles hold a word, how often in which field, and how long they are.
//
// Read through SQLite's fts5vocab tables. The vocabulary is read once; the occurrences of a word when it is first asked
// for, and kept.
//
// Errors: a damaged index reads as empty. Threads: one.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/db/database.h"
#include "core/kb/format.h"
#include "core/kb/pack.h"
#include "core/search/vocabulary.h"

namespace pasokh::search {

/// The same for texts of the same folded words in the same order; 0 when there are none.
std::uint64_t phrase_key(std::string_view text);

/// One article that holds a word.
struct Posting {
    std::uint32_t article;             ///< from 0, in reading order
    std::array<std::uint8_t, kb::kFieldCount> counts;
};

struct IndexedArticle {
    std::string id, lang;
    std::uint64_t title_key = 0;       ///< phrase_key of the title
    float head_words = 0, body_words = 0;
};

class Index {
public:
    explicit Index(const kb::Pack& pack);

    const Vocabulary& vocabulary() const { return vocabulary_; }
    const std::vector<IndexedArticle>& articles() const { return articles_; }
    bool has_persian() const { return has_persian_; }
    bool has_arabic() const { return has_arabic_; }
    /// Means over the articles that have any.
    float mean_head_words() const { return mean_head_words_; }
    float mean_body_words() const { return mean_body_words_; }

    /// In ascending article order.
    const std::vector<Posting>& postings(WordIndex word) const;
    /// The article's plain text (core/kb/format.h, `body`). Empty when it cannot be read.
    std::string body(std::uint32_t article) const;

private:
    void read_articles(const kb::Pack& pack);
    void read_vocabulary(db::Database& database);
    Status open_tables(db::Database& database);

    Vocabulary vocabulary_;
    std::vector<IndexedArticle> articles_;
    bool has_persian_ = false, has_arabic_ = false;
    float mean_head_words_ = 1, mean_body_words_ = 1;
    mutable std::optional<db::Statement> occurrences_, body_;
    mutable std::vector<std::unique_ptr<std::vector<Posting>>> cache_;   ///< by word
};

}   // namespace pasokh::search
