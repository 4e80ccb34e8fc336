#include "core/search/engine.h"

#include <algorithm>
#include <cmath>

#include "core/kb/plain_text.h"
#include "core/search/index.h"
#include "core/search/snippet.h"
#include "core/search/understand.h"
#include "core/text/language.h"
#include "core/text/utf8.h"
#include "core/text/words.h"

namespace pasokh::search {

namespace {

// BM25F (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009), two groups of fields. Constants after the
// reference prototype, tuned on the dev halves of the public sets.
constexpr float kSaturation = 2.5f;
constexpr float kHeadLength = 0.3f, kBodyLength = 0.75f;
constexpr float kHeadWeight = 3.0f;
constexpr float kFieldWeight[kb::kFieldCount] = {1.0f, 1.3f, 0.8f, 0.9f, 1.0f};   // body, headings | tags, aliases, title
constexpr float kWordWeight = 0.6f, kStemWeight = 0.5f, kRootWeight = 0.6f;
constexpr float kPreferredLanguage = 1.5f;     // asked for, or told by letters that only one language has
constexpr float kWholeTitle = 1.6f;            // the query is the whole title
constexpr float kLikelyLanguage = 1.15f;       // told by ye and kaf only

bool is_head(std::size_t field) { return field >= static_cast<std::size_t>(kb::Field::tags); }

/// A score for each article, cleared in the time it took to fill.
class Scores {
public:
    explicit Scores(std::size_t size) : values_(size, 0.0f) {}

    void add(std::uint32_t article, float value) { touch(article) += value; }
    void keep_best(std::uint32_t article, float value) {
        float& kept = touch(article);
        kept = std::max(kept, value);
    }
    float operator[](std::uint32_t article) const { return values_[article]; }
    const std::vector<std::uint32_t>& touched() const { return touched_; }
    void clear() {
        for (const std::uint32_t article : touched_) values_[article] = 0;
        touched_.clear();
    }

private:
    float& touch(std::uint32_t article) {
        if (values_[article] == 0) touched_.push_back(article);
        return values_[article];
    }
    std::vector<float> values_;
    std::vector<std::uint32_t> touched_;
};

}   // namespace

struct Engine::Impl {
    explicit Impl(const kb::Pack& from) : pack(from), index(from), head(index.articles().size()), body(index.articles().size()), one(index.articles().size()), all(index.articles().size()) {}

    enum class Languages : std::uint8_t { all, arabic, others };

    /// Adds the words' counts in the articles of those languages into `head` and `body`.
    void gather(const std::vector<WordIndex>& words, Languages languages);
    /// Scores what was gathered as one unit and hands each article's score to `out`; clears it. Returns the unit's rarity.
    float score_gathered(float weight, Scores& out, bool best);
    void score_words(const Term& term);
    void score_stems(const Term& term, bool roots);
    void score_stem_kind(const Term& term, StemKind kind, Languages languages, float weight);
    float rarity(std::size_t article_count) const;
    MarkedWords marked_words(const Understanding& meaning) const;
    void fill_text(Hit& hit, std::uint32_t article, const MarkedWords& words) const;
    float language_weight(std::string_view lang, const Options& options, const text::ScriptEvidence& evidence) const;
    Answer answer(std::string_view query, const Understanding& meaning, const Options& options, const text::ScriptEvidence& evidence);

    const kb::Pack& pack;
    Index index;
    Scores head, body;                 ///< weighted counts of the unit being gathered
    Scores one, all;                   ///< of one term, of the query
};

float Engine::Impl::rarity(std::size_t article_count) const {
    const auto n = static_cast<float>(article_count), total = static_cast<float>(index.articles().size());
    return n == 0 ? 0 : std::log(1 + (total - n + 0.5f) / (n + 0.5f));
}

void Engine::Impl::gather(const std::vector<WordIndex>& words, Languages languages) {
    for (const WordIndex word : words) {
        for (const Posting& posting : index.postings(word)) {
            if (languages != Languages::all && index.articles()[posting.article].lang.starts_with("ar") != (languages == Languages::arabic)) continue;
            float in_head = 0, in_body = 0;
            for (std::size_t field = 0; field < kb::kFieldCount; ++field)
                (is_head(field) ? in_head : in_body) += kFieldWeight[field] * static_cast<float>(posting.counts[field]);
            // Both are touched, so that either list of articles is the whole list.
            head.add(posting.article, in_head + 1e-6f);
            body.add(posting.article, in_body);
        }
    }
}

float Engine::Impl::score_gathered(float weight, Scores& out, bool best) {
    const float idf = rarity(head.touched().size());
    for (const std::uint32_t article : head.touched()) {
        const IndexedArticle& info = index.articles()[article];
        const float head_length = 1 - kHeadLength + kHeadLength * info.head_words / index.mean_head_words();
        const float body_length = 1 - kBodyLength + kBodyLength * info.body_words / index.mean_body_words();
        const float count = kHeadWeight * head[article] / head_length + body[article] / body_length;
        const float score = weight * idf * count * (kSaturation + 1) / (count + kSaturation);
        if (best) out.keep_best(article, score);
        else out.add(article, score);
    }
    head.clear();
    body.clear();
    return idf;
}

void Engine::Impl::score_words(const Term& term) {
    for (const Alternative& alternative : term.words) {
        gather({alternative.word}, Languages::all);
        score_gathered(alternative.weight, one, true);
    }
    for (const std::uint32_t article : one.touched()) all.add(article, kWordWeight * term.weight * one[article]);
    one.clear();
}

void Engine::Impl::score_stem_kind(const Term& term, StemKind kind, Languages languages, float weight) {
    std::vector<std::string> stems;
    for (const std::string& source : term.stem_sources) {
        std::string stem = stem_of(source, kind);
        if (stem.empty() || std::find(stems.begin(), stems.end(), stem) != stems.end()) continue;
        gather(index.vocabulary().with_stem(stem, kind), languages);
        score_gathered(term.stem_weight, one, true);
        stems.push_back(std::move(stem));
    }
    for (const std::uint32_t article : one.touched()) all.add(article, weight * term.weight * one[article]);
    one.clear();
}

void Engine::Impl::score_stems(const Term& term, bool roots) {
    score_stem_kind(term, StemKind::latin, Languages::all, kStemWeight);
    if (index.has_persian()) score_stem_kind(term, StemKind::persian, Languages::others, kStemWeight);
    if (index.has_arabic()) score_stem_kind(term, StemKind::arabic, Languages::arabic, kStemWeight);
    if (index.has_arabic() && roots) score_stem_kind(term, StemKind::arabic_root, Languages::arabic, kRootWeight);
}

/// Stop words are marked only when the query has nothing else.
MarkedWords Engine::Impl::marked_words(const Understanding& meaning) const {
    MarkedWords out;
    const Vocabulary& words = index.vocabulary();
    const bool only_stops = std::all_of(meaning.terms.begin(), meaning.terms.end(), [](const Term& term) { return term.stop; });
    for (const Term& term : meaning.terms) {
        if (term.stop && !only_stops) continue;
        for (const Alternative& alternative : term.words)
            out.add(words.word(alternative.word), alternative.weight * rarity(words.article_count(alternative.word)) + 0.01f);
        for (const std::string& source : term.stem_sources)
            for (const StemKind kind : {StemKind::latin, StemKind::persian, StemKind::arabic})
                for (const WordIndex word : words.with_stem(stem_of(source, kind), kind)) out.add(words.word(word), 0.8f * rarity(words.article_count(word)) + 0.01f);
    }
    out.finish();
    return out;
}

void Engine::Impl::fill_text(Hit& hit, std::uint32_t article, const MarkedWords& words) const {
    const auto info = pack.info(hit.id);
    if (!info) return;
    hit.title = info->title;
    hit.category = info->category;
    hit.title_marks = mark(hit.title, words);
    Snippet snippet = cut_snippet(index.body(article), words);
    hit.snippet = snippet.text.empty() ? kb::cut_at_word(info->excerpt, kSnippetLetters) : std::move(snippet.text);
    hit.snippet_marks = std::move(snippet.marks);
}

/// The language asked for counts most; else what the letters of the query tell. 0 leaves the article out.
float Engine::Impl::language_weight(std::string_view lang, const Options& options, const text::ScriptEvidence& evidence) const {
    if (!options.lang.empty()) return lang == options.lang ? kPreferredLanguage : options.only_lang ? 0 : 1;
    if (evidence.lang.empty() || lang != evidence.lang) return 1;
    return evidence.strong ? kPreferredLanguage : kLikelyLanguage;
}

Answer Engine::Impl::answer(std::string_view query, const Understanding& meaning, const Options& options, const text::ScriptEvidence& evidence) {
    struct Ranked {
        std::uint32_t article;
        float score;
    };
    std::vector<Ranked> ranked;
    const std::uint64_t title_key = phrase_key(text::utf8_prefix(query, 512));
    for (const std::uint32_t article : all.touched()) {
        float weight = language_weight(index.articles()[article].lang, options, evidence);
        if (title_key != 0 && index.articles()[article].title_key == title_key) weight *= kWholeTitle;
        if (weight > 0) ranked.push_back({article, all[article] * weight});
    }
    all.clear();
    Answer out;
    out.total = static_cast<std::uint32_t>(ranked.size());
    out.understood_as = meaning.read_as;
    const std::size_t limit = std::min<std::size_t>(options.limit, ranked.size());
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(limit), ranked.end(),
                      [](const Ranked& a, const Ranked& b) { return a.score != b.score ? a.score > b.score : a.article < b.article; });
    const MarkedWords words = options.snippets ? marked_words(meaning) : MarkedWords{};
    for (std::size_t i = 0; i < limit; ++i) {
        Hit hit;
        hit.id = index.articles()[ranked[i].article].id;
        hit.lang = index.articles()[ranked[i].article].lang;
        hit.score = static_cast<double>(ranked[i].score);
        if (options.snippets) fill_text(hit, ranked[i].article, words);
        out.hits.push_back(std::move(hit));
    }
    return out;
}

Engine::Engine(const kb::Pack& pack) : impl_(std::make_unique<Impl>(pack)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

Answer Engine::search(std::string_view query, const Options& options) const {
    const Understanding meaning = understand(query, impl_->index);
    const std::string_view understood = meaning.read_as.empty() ? query : meaning.read_as;
    const text::ScriptEvidence evidence = text::script_evidence(understood);
    // Roots are the loosest match: beside Persian articles they are for queries that may be Arabic.
    const bool roots = !impl_->index.has_persian() || evidence.lang != "fa";
    for (const Term& term : meaning.terms) {
        impl_->score_words(term);
        impl_->score_stems(term, roots);
    }
    return impl_->answer(understood, meaning, options, evidence);
}

std::vector<Completion> Engine::complete(std::string_view query, std::string_view, std::size_t limit) const {
    const std::vector<text::Word> words = text::cut_words(query);
    if (words.empty() || words.back().end != query.size()) return {};
    std::vector<Completion> out;
    for (const WordIndex word : impl_->index.vocabulary().starting_with(words.back().text, limit))
        out.push_back({std::string(query.substr(0, words.back().begin)) + std::string(impl_->index.vocabulary().word(word)), static_cast<std::uint32_t>(query.size())});
    return out;
}

}   // namespace pasokh::search
