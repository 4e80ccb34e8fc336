#include "core/search/index.h"

#include <algorithm>
#include <cmath>

#include "core/base/hash.h"
#include "core/text/stem.h"
#include "core/text/words.h"

namespace pasokh::search {

namespace {

/// More than any pack of the product's size has; a damaged one must not eat the memory.
constexpr std::size_t kMaxTokens = 64'000'000;
/// What one step reads; an article costs something even when it is empty.
constexpr std::size_t kStepBytes = 128 * 1024, kArticleBytes = 64;
constexpr WordIndex kStepWords = 4096;
constexpr std::uint32_t kMaxTokenBegin = (1u << 24) - 1;

/// Lines of the body that are headings (core/kb/format.h, `headings`).
std::vector<std::uint32_t> heading_lines(std::span<const std::byte> gaps) {
    std::vector<std::uint32_t> out;
    std::uint32_t line = 0, gap = 0, shift = 0;
    for (const std::byte byte : gaps) {
        if (shift > 28) break;
        gap |= (static_cast<std::uint32_t>(byte) & 0x7F) << shift;
        shift += 7;
        if ((static_cast<std::uint32_t>(byte) & 0x80) != 0) continue;
        out.push_back(line += gap);
        gap = shift = 0;
    }
    return out;
}

/// Does what stands between two words part two sentences?
bool ends_sentence(std::string_view between) {
    if (between.size() < 2) return between == "\n";
    if (between.find('\n') != std::string_view::npos) return true;
    if (between.back() != ' ') return false;
    return between.find_first_of(".?!") != std::string_view::npos || between.find("؟") != std::string_view::npos || between.find("۔") != std::string_view::npos;
}

}   // namespace

std::uint64_t phrase_key(std::string_view text) {
    std::uint64_t key = 0;
    text::cut_words(text, [&](const text::WordView& word) { key = fnv1a64(word.text, key * 31 + 1); });
    return key;
}

/// Reads article by article; words are numbered as they come and renumbered in byte order at the end.
class Index::Builder {
public:
    Builder(Index& index, const kb::Pack& pack, const WeightsByLanguage& weights) : index_(index), weights_(weights) {
        if (auto rows = pack.database().prepare("SELECT id, lang, title, title_from_text, aliases, tags, headings, body, helpful, unhelpful, opened FROM article ORDER BY n")) rows_ = std::move(*rows);
    }

    /// True at the end.
    bool step() {
        switch (stage_) {
            case Stage::articles: if (!read_some()) stage_ = Stage::words; return false;
            case Stage::words: renumber(); weigh(); stage_ = Stage::groups; return false;
            case Stage::groups: if (!group_some()) stage_ = Stage::end; return false;
            case Stage::end: index_.vocabulary_.finish(); return true;
        }
        return true;
    }

private:
    struct Count {
        std::uint32_t article;
        std::array<std::uint16_t, kFieldCount> of;
    };
    enum class Stage : std::uint8_t { articles, words, groups, end };

    /// False at the last article.
    bool read_some() {
        for (std::size_t bytes = 0; bytes < kStepBytes;) {
            if (!rows_ || index_.tokens_.size() >= kMaxTokens || !rows_->step()) return false;
            article(*rows_);
            bytes += rows_->text(7).size() + kArticleBytes;
        }
        return true;
    }

    void article(const db::Statement& row) {
        IndexedArticle article;
        article.id = row.text(0);
        article.language = language(row.text(1));
        article.title_key = phrase_key(row.text(2));
        n_ = static_cast<std::uint32_t>(index_.articles_.size());
        lengths_.push_back({});
        article.title_begin = token_count();
        if (row.integer(3) == 0) cut(row.text(2), Field::title);
        article.aliases_begin = token_count();
        cut(row.text(4), Field::aliases);
        cut(row.text(5), Field::aliases);
        article.body_begin = token_count();
        body(row.text(7), heading_lines(row.blob(6)));
        article.end = token_count();
        // Agresti and Coull's "add two successes and two failures": few votes say little. From -1 to 1, 0 without votes.
        const auto helpful = static_cast<float>(count_of(row, 8)), all = helpful + static_cast<float>(count_of(row, 9));
        article.liked = 2 * (helpful + 2) / (all + 4) - 1;
        article.popular = std::log(1 + static_cast<float>(count_of(row, 10)));
        most_popular_ = std::max(most_popular_, article.popular);
        index_.articles_.push_back(std::move(article));
    }

    void body(std::string_view text, const std::vector<std::uint32_t>& headings) {
        std::uint32_t line = 0;
        std::size_t begin = 0;
        for (const std::uint32_t heading : headings) {
            std::size_t heading_begin = begin;
            for (; line < heading && heading_begin < text.size(); ++line) heading_begin = after_line(text, heading_begin);
            cut(text.substr(begin, heading_begin - begin), Field::body, begin);
            begin = after_line(text, heading_begin);
            cut(text.substr(heading_begin, begin - heading_begin), Field::headings, heading_begin);
            ++line;
        }
        cut(text.substr(begin), Field::body, begin);
    }

    static std::size_t after_line(std::string_view text, std::size_t begin) {
        const std::size_t end = text.find('\n', begin);
        return end == std::string_view::npos ? text.size() : end + 1;
    }

    void cut(std::string_view text, Field field, std::size_t offset = 0) {
        if (text.empty()) return;
        const auto f = static_cast<std::size_t>(field);
        std::uint32_t last = 0;
        text::cut_words(text, [&](const text::WordView& word) {
            const WordIndex index = index_.vocabulary_.add(word.text);
            count(index).of[f]++;
            ++lengths_.back()[f];
            const std::size_t begin = offset + word.begin;
            if (begin > kMaxTokenBegin) return;
            const bool first = !word.joined && (last == 0 || ends_sentence(text.substr(last, word.begin - std::min(last, word.begin))));
            last = word.end;
            index_.tokens_.emplace_back(index, word.joined, first, static_cast<std::uint32_t>(begin), word.end - word.begin);
        });
    }

    Count& count(WordIndex word) {
        if (word >= last_.size()) last_.resize(word + 1, UINT32_MAX);
        const std::uint32_t at = last_[word];
        if (at != UINT32_MAX && counts_[at].article == n_) return counts_[at];
        last_[word] = static_cast<std::uint32_t>(counts_.size());
        occurrences_.push_back(word);
        return counts_.emplace_back(Count{n_, {}});
    }

    std::uint16_t language(std::string_view code) {
        std::size_t i = 0;
        while (i < index_.languages_.size() && index_.languages_[i].code != code) ++i;
        if (i == index_.languages_.size()) index_.languages_.push_back({std::string(code), code.starts_with("ar"), 0});
        IndexedLanguage& found = index_.languages_[i];
        ++found.article_count;
        (found.arabic ? index_.has_arabic_ : index_.has_persian_) = true;
        return static_cast<std::uint16_t>(i);
    }

    void renumber() {
        const std::vector<WordIndex> sorted = index_.vocabulary_.sort();
        for (Token& token : index_.tokens_) token.renumber(sorted[token.word()]);
        for (WordIndex& word : occurrences_) word = sorted[word];
    }

    static std::int64_t count_of(const db::Statement& row, int column) { return std::clamp<std::int64_t>(row.integer(column), 0, 1'000'000'000); }

    /// False at the last word.
    bool group_some() {
        const auto is_in = [this](WordIndex word, bool arabic) {
            for (std::size_t language = 0; language < index_.languages_.size(); ++language)
                if (index_.languages_[language].arabic == arabic && index_.article_count(word, language) > 0) return true;
            return false;
        };
        const WordIndex end = std::min(grouped_ + kStepWords, static_cast<WordIndex>(index_.vocabulary_.size()));
        for (; grouped_ < end; ++grouped_) index_.vocabulary_.group(grouped_, is_in(grouped_, false), is_in(grouped_, true));
        return end < index_.vocabulary_.size();
    }

    /// Counts by article become postings by word.
    void weigh() {
        const std::vector<std::array<float, kFieldCount>> factors = length_factors();
        std::vector<std::uint32_t>& first = index_.first_posting_;
        first.assign(index_.vocabulary_.size() + 1, 0);
        for (const WordIndex word : occurrences_) ++first[word + 1];
        for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
        index_.postings_.resize(counts_.size());
        index_.counts_by_language_.assign(index_.vocabulary_.size() * index_.languages_.size(), 0);
        std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
        for (std::size_t i = 0; i < counts_.size(); ++i) {
            float weight = 0;
            for (std::size_t f = 0; f < kFieldCount; ++f) weight += factors[counts_[i].article][f] * static_cast<float>(counts_[i].of[f]);
            index_.postings_[next[occurrences_[i]]++] = {counts_[i].article, weight};
            ++index_.counts_by_language_[occurrences_[i] * index_.languages_.size() + index_.articles_[counts_[i].article].language];
        }
        for (WordIndex word = 0; word < index_.vocabulary_.size(); ++word) index_.vocabulary_.set_article_count(word, first[word + 1] - first[word]);
        if (most_popular_ > 0)
            for (IndexedArticle& article : index_.articles_) article.popular /= most_popular_;
    }

    /// For each article and field weight / (1 - b + b * length / mean length); means over the articles of its language that have the field.
    std::vector<std::array<float, kFieldCount>> length_factors() const {
        struct Mean { double sum = 0, articles = 0; };
        std::vector<std::array<Mean, kFieldCount>> means(index_.languages_.size());
        for (std::size_t a = 0; a < lengths_.size(); ++a)
            for (std::size_t f = 0; f < kFieldCount; ++f)
                if (lengths_[a][f] > 0) {
                    Mean& mean = means[index_.articles_[a].language][f];
                    mean.sum += lengths_[a][f];
                    ++mean.articles;
                }
        std::vector<std::array<float, kFieldCount>> out(lengths_.size());
        for (std::size_t a = 0; a < lengths_.size(); ++a) {
            const Weights& weights = weights_.of(index_.languages_[index_.articles_[a].language].code);
            for (std::size_t f = 0; f < kFieldCount; ++f) {
                const Mean& mean = means[index_.articles_[a].language][f];
                const double length = mean.sum > 0 ? lengths_[a][f] * mean.articles / mean.sum : 1;
                out[a][f] = weights.field[f] / (1 - weights.length[f] + weights.length[f] * static_cast<float>(length));
            }
        }
        return out;
    }

    std::uint32_t token_count() const { return static_cast<std::uint32_t>(index_.tokens_.size()); }

    Index& index_;
    const WeightsByLanguage& weights_;
    std::optional<db::Statement> rows_;
    Stage stage_ = Stage::articles;
    std::uint32_t n_ = 0;
    float most_popular_ = 0;
    WordIndex grouped_ = 0;
    std::vector<Count> counts_;
    std::vector<WordIndex> occurrences_;             ///< the word of each of counts_
    std::vector<std::uint32_t> last_;                ///< by word: its newest place in counts_
    std::vector<std::array<std::uint32_t, kFieldCount>> lengths_;
};

Index::Index(const kb::Pack& pack, const WeightsByLanguage& weights) : builder_(std::make_unique<Builder>(*this, pack, weights)) {
    if (auto texts = pack.database().prepare("SELECT title, body FROM article WHERE n = ?1")) texts_ = std::move(*texts);
}

Index::~Index() = default;

bool Index::build_some() {
    if (builder_ && builder_->step()) builder_.reset();
    return builder_ == nullptr;
}

float Index::rarity(std::size_t article_count, std::size_t language) const {
    const auto n = static_cast<float>(article_count), total = static_cast<float>(languages_[language].article_count);
    return std::log(1 + (total - std::min(n, total) + 0.5f) / (n + 0.5f));
}

std::string Index::text(std::uint32_t article, int column) const {
    if (!texts_) return {};
    texts_->bind(1, static_cast<std::int64_t>(article) + 1);
    std::string out(texts_->step() ? texts_->text(column) : std::string_view{});
    texts_->reset();
    return out;
}

std::string Index::spelling(WordIndex word, std::size_t language) const {
    const std::string_view folded = vocabulary_.word(word);
    if (!text::is_plain_arabic(folded)) return std::string(folded);   // other scripts fold case only, and a capital may be a sentence's
    const auto find = [&](std::span<const Token> tokens, const std::string& text) -> std::string {
        for (const Token& token : tokens)
            if (token.word() == word && token.begin() + token.bytes() <= text.size()) return text.substr(token.begin(), token.bytes());
        return {};
    };
    for (const Posting& posting : postings(word)) {
        if (language < languages_.size() && articles_[posting.article].language != language) continue;
        if (std::string found = find(title(posting.article), title_text(posting.article)); !found.empty()) return found;
        if (std::string found = find(body(posting.article), body_text(posting.article)); !found.empty()) return found;
    }
    return std::string(folded);
}

std::string Index::title_text(std::uint32_t article) const { return text(article, 0); }
std::string Index::body_text(std::uint32_t article) const { return text(article, 1); }

}   // namespace pasokh::search
