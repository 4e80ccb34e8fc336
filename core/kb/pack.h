#pragma once
// Reads a pack: the whole knowledge base of a shop as one immutable SQLite database.
//
// A pack is a 32-byte header (magic "PASOKHKB", format version, CRC-32 and length of the rest) followed by a SQLite
// file that is opened in place, read-only, from memory. A damaged or newer pack is refused here, so nothing after
// `open` needs to doubt it. The byte format is documented in core/kb/format.h.
//
// Use:
//   TRY_ASSIGN(Pack pack, Pack::open(std::move(bytes), "shop.pack"));
//   for (const ArticleInfo& info : pack.articles()) ...
//   TRY_ASSIGN(Article article, pack.article("fa/returns/return-item"));
//
// Ownership: Pack owns the bytes and the database. Errors: corrupt, newer_version, not_found. Threads: one.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/kb/article.h"
#include "core/kb/synonyms.h"

namespace pasokh::db {
class Database;
}

namespace pasokh::kb {

struct Category {
    std::string id;
    std::string name;
    std::uint32_t article_count = 0;
};

class Pack {
public:
    /// `name` is used in error messages only.
    static Result<Pack> open(std::vector<std::byte> bytes, std::string_view name);
    /// A pack of one empty article, made and opened like any other: to run all of that once before it counts.
    static Result<Pack> open_sample();
    Pack(Pack&&) noexcept;
    Pack& operator=(Pack&&) noexcept;
    ~Pack();

    /// Languages in the pack, most articles first.
    const std::vector<std::string>& languages() const;
    /// Every article of every language in reading order (order, then title).
    const std::vector<ArticleInfo>& articles() const;
    /// Categories of that language in the order of their first article.
    std::vector<Category> categories(std::string_view lang) const;
    Result<Article> article(std::string_view id) const;
    /// Null when no article has that id.
    const ArticleInfo* info(std::string_view id) const;
    std::vector<SynonymRule> synonyms() const;

    /// For core/search only.
    db::Database& database() const;

private:
    static Result<Pack> open_payload(std::vector<std::byte> bytes, std::string_view name);
    struct Impl;
    explicit Pack(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}   // namespace pasokh::kb
