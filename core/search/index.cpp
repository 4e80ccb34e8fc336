#include "core/search/index.h"

#include <algorithm>

#include "core/base/hash.h"
#include "core/text/words.h"

namespace pasokh::search {

namespace {

/// More than any pack of the product's size has; a damaged index must not eat the memory.
constexpr std::size_t kMaxWords = 4'000'000;
constexpr std::size_t kMaxOccurrences = 16'000'000;

/// fts5vocab gives a column by name.
std::optional<std::size_t> field_of(std::string_view name) {
    static constexpr std::string_view kNames[kb::kFieldCount] = {"body", "headings", "tags", "aliases", "title"};
    for (std::size_t i = 0; i < kb::kFieldCount; ++i)
        if (kNames[i] == name) return i;
    return std::nullopt;
}

}   // namespace

std::uint64_t phrase_key(std::string_view text) {
    std::uint64_t key = 0;
    for (const text::Word& word : text::cut_words(text)) key = fnv1a64(word.text, key * 31 + 1);
    return key;
}

Index::Index(const kb::Pack& pack) {
    read_articles(pack);
    if (!open_tables(pack.database())) return;
    read_vocabulary(pack.database());
}

void Index::read_articles(const kb::Pack& pack) {
    auto rows = pack.database().prepare("SELECT id, lang, title, head_words, body_words FROM article ORDER BY n");
    if (!rows) return;
    double head_sum = 0, body_sum = 0;
    std::size_t heads = 0, bodies = 0;
    while (rows->step() && articles_.size() < pack.article_count()) {
        const auto words = [&](int column) { return static_cast<float>(std::clamp<std::int64_t>(rows->integer(column), 0, 10'000'000)); };
        IndexedArticle article{std::string(rows->text(0)), std::string(rows->text(1)), phrase_key(rows->text(2)), words(3), words(4)};
        if (article.head_words > 0) { head_sum += article.head_words; ++heads; }
        if (article.body_words > 0) { body_sum += article.body_words; ++bodies; }
        const bool arabic = article.lang.starts_with("ar");
        has_arabic_ = has_arabic_ || arabic;
        has_persian_ = has_persian_ || !arabic;
        articles_.push_back(std::move(article));
    }
    if (heads > 0) mean_head_words_ = static_cast<float>(head_sum / static_cast<double>(heads));
    if (bodies > 0) mean_body_words_ = static_cast<float>(body_sum / static_cast<double>(bodies));
}

Status Index::open_tables(db::Database& database) {
    TRY(database.execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab('main', 'search', 'row');"
                         "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_occurrences USING fts5vocab('main', 'search', 'instance')"));
    TRY_ASSIGN(db::Statement occurrences, database.prepare("SELECT doc, col FROM temp.search_occurrences WHERE term = ?1"));
    TRY_ASSIGN(db::Statement body, database.prepare("SELECT body FROM article WHERE n = ?1"));
    occurrences_ = std::move(occurrences);
    body_ = std::move(body);
    return {};
}

void Index::read_vocabulary(db::Database& database) {
    auto rows = database.prepare("SELECT term, doc FROM temp.search_words");
    if (!rows) return;
    while (vocabulary_.size() < kMaxWords && rows->step())
        vocabulary_.add(rows->text(0), static_cast<std::uint32_t>(std::clamp<std::int64_t>(rows->integer(1), 0, static_cast<std::int64_t>(articles_.size()))));
    vocabulary_.finish(has_persian_, has_arabic_);
    cache_.resize(vocabulary_.size());
}

const std::vector<Posting>& Index::postings(WordIndex word) const {
    std::unique_ptr<std::vector<Posting>>& cached = cache_[word];
    if (cached) return *cached;
    cached = std::make_unique<std::vector<Posting>>();
    cached->reserve(vocabulary_.article_count(word));
    db::Statement& rows = *occurrences_;
    rows.bind(1, vocabulary_.word(word));
    for (std::size_t seen = 0; seen < kMaxOccurrences && rows.step(); ++seen) {
        const std::int64_t n = rows.integer(0);
        const auto field = field_of(rows.text(1));
        if (n < 1 || n > static_cast<std::int64_t>(articles_.size()) || !field) continue;
        const auto article = static_cast<std::uint32_t>(n - 1);
        if (cached->empty() || cached->back().article != article) {
            if (!cached->empty() && cached->back().article > article) continue;   // only a damaged index is out of order
            cached->push_back({article, {}});
        }
        std::uint8_t& count = cached->back().counts[*field];
        if (count < 255) ++count;
    }
    rows.reset();
    return *cached;
}

std::string Index::body(std::uint32_t article) const {
    if (!body_) return {};
    body_->bind(1, static_cast<std::int64_t>(article) + 1);
    std::string out(body_->step() ? body_->text(0) : std::string_view{});
    body_->reset();
    return out;
}

}   // namespace pasokh::search
