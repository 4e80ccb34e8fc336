#include "core/search/engine.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "core/kb/plain_text.h"
#include "core/search/complete.h"
#include "core/search/index.h"
#include "core/search/ranking.h"
#include "core/search/snippet.h"
#include "core/search/understand.h"
#include "core/text/utf8.h"

namespace pasokh::search {

namespace {
constexpr float kLeastMark = 0.01f, kStemMark = 0.8f;
constexpr std::size_t kMaxTitleBytes = 512;

struct Ranked {
    std::uint32_t article;
    float score;
};
}   // namespace

std::string_view name_of(Reason reason) {
    static constexpr std::string_view kNames[] = {"itself", "prefix", "spoken", "slip", "heard", "part", "synonym"};
    return kNames[static_cast<std::size_t>(reason)];
}

struct Engine::Impl {
    Impl(const kb::Pack& from, const WeightsByLanguage& given) : weights(given), pack(from), index(from, weights), synonyms(from.synonyms()) {}

    bool prepare();

    void mark_words(const Understanding& meaning);
    std::vector<Match> matches(std::span<const Token> tokens) const;
    void fill_text(Hit& hit, std::uint32_t article) const;
    float language_factor(const Understanding& meaning, std::uint32_t article) const;
    float title_factor(const Understanding& meaning, std::uint64_t title_key, std::uint32_t article) const;
    float votes_factor(const Understanding& meaning, std::uint32_t article) const;
    std::uint64_t title_key(std::string_view query, const Understanding& meaning) const {
        return phrase_key(text::utf8_prefix(meaning.read_as.empty() ? query : meaning.read_as, kMaxTitleBytes));
    }
    std::vector<Ranked> rank(const Understanding& meaning, std::uint64_t title_key, const Options& options);
    Answer answer(const Understanding& meaning, std::uint64_t title_key, const Options& options);
    Explanation::Row explain_term(const Term& term, const Understanding& meaning) const;
    void explain_hits(Explanation& out, const Understanding& meaning, std::uint64_t title_key, const Options& options);

    WeightsByLanguage weights;
    const kb::Pack& pack;
    Index index;
    Synonyms synonyms;
    std::optional<Ranking> ranking;    ///< when the index is whole
    std::vector<float> mark_of;        ///< by word: how telling a mark it is; 0 = none
    std::vector<WordIndex> marked;
};

bool Engine::Impl::prepare() {
    if (ranking) return true;
    if (!index.build_some()) return false;
    ranking.emplace(index);
    mark_of.assign(index.vocabulary().size(), 0.0f);
    return true;
}

/// Stop words are marked only when the query has nothing else.
void Engine::Impl::mark_words(const Understanding& meaning) {
    for (const WordIndex word : marked) mark_of[word] = 0;
    marked.clear();
    const auto mark = [&](WordIndex word, float weight) {
        if (mark_of[word] == 0) marked.push_back(word);
        mark_of[word] = std::max(mark_of[word], weight * index.rarity_of(word, meaning.language) + kLeastMark);
    };
    const bool only_stops = std::all_of(meaning.terms.begin(), meaning.terms.end(), [](const Term& term) { return term.stop; });
    for (const Term& term : meaning.terms) {
        if (term.stop && !only_stops) continue;
        for (const Alternative& alternative : term.words) mark(alternative.word, alternative.weight);
        for (const Stem& stem : term.stems)
            if (stem.kind != StemKind::arabic_root)
                for (const WordIndex word : index.vocabulary().with_stem(stem.text, stem.kind)) mark(word, kStemMark * stem.weight);
    }
}

std::vector<Match> Engine::Impl::matches(std::span<const Token> tokens) const {
    std::vector<Match> out;
    for (const Token& token : tokens) {
        const float weight = mark_of[token.word()];
        if (weight > 0 && (out.empty() || out.back().end <= token.begin())) out.push_back({token.begin(), token.begin() + token.bytes(), token.word(), weight});
    }
    return out;
}

void Engine::Impl::fill_text(Hit& hit, std::uint32_t article) const {
    const auto info = pack.info(hit.id);
    if (!info) return;
    hit.title = info->title;
    hit.category = info->category;
    for (const Match& match : matches(index.title(article))) hit.title_marks.push_back({match.begin, match.end});
    Snippet snippet = cut_snippet(index.body_text(article), matches(index.body(article)));
    hit.snippet = snippet.text.empty() ? kb::cut_at_word(info->excerpt, kSnippetLetters) : std::move(snippet.text);
    hit.snippet_marks = std::move(snippet.marks);
}

float Engine::Impl::language_factor(const Understanding& meaning, std::uint32_t article) const {
    return 1 + (meaning.weights->right_language - 1) * meaning.languages[index.articles()[article].language];
}

float Engine::Impl::title_factor(const Understanding& meaning, std::uint64_t title_key, std::uint32_t article) const {
    return title_key != 0 && index.articles()[article].title_key == title_key ? meaning.weights->whole_title : 1;
}

float Engine::Impl::votes_factor(const Understanding& meaning, std::uint32_t article) const {
    const IndexedArticle& info = index.articles()[article];
    return 1 + meaning.weights->liked * info.liked + meaning.weights->popular * info.popular;
}

/// All articles that were found, the best `limit` in front and in order.
std::vector<Ranked> Engine::Impl::rank(const Understanding& meaning, std::uint64_t title_key, const Options& options) {
    std::vector<Ranked> out;
    const Scores& scores = ranking->score(meaning);
    for (const std::uint32_t article : scores.touched()) {
        if (options.only_lang && index.languages()[index.articles()[article].language].code != options.lang) continue;
        out.push_back({article, scores[article] * language_factor(meaning, article) * title_factor(meaning, title_key, article) * votes_factor(meaning, article)});
    }
    const std::size_t limit = std::min<std::size_t>(options.limit, out.size());
    std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(limit), out.end(),
                      [](const Ranked& a, const Ranked& b) { return a.score != b.score ? a.score > b.score : a.article < b.article; });
    return out;
}

Answer Engine::Impl::answer(const Understanding& meaning, std::uint64_t title_key, const Options& options) {
    const std::vector<Ranked> ranked = rank(meaning, title_key, options);
    Answer out;
    out.total = static_cast<std::uint32_t>(ranked.size());
    out.understood_as = meaning.read_as;
    const std::size_t limit = std::min<std::size_t>(options.limit, ranked.size());
    if (options.snippets) mark_words(meaning);
    out.weak = limit > 0;
    for (std::size_t i = 0; i < limit; ++i) {
        Hit hit;
        hit.id = index.articles()[ranked[i].article].id;
        hit.lang = index.languages()[index.articles()[ranked[i].article].language].code;
        const Findings* found = ranking->findings(ranked[i].article);
        if (found == nullptr || found->telling) out.weak = false;
        hit.score = static_cast<double>(ranked[i].score);
        if (options.snippets) fill_text(hit, ranked[i].article);
        out.hits.push_back(std::move(hit));
    }
    return out;
}

Explanation::Row Engine::Impl::explain_term(const Term& term, const Understanding& meaning) const {
    Explanation::Row out{term.text, term.weight, 0, term.stop, term.open, term.exact, {}, {}};
    for (const Alternative& word : term.words) {
        out.words.push_back({std::string(index.vocabulary().word(word.word)), word.weight, word.reason});
        out.rarity = std::max(out.rarity, index.rarity_of(word.word, meaning.language));
    }
    for (const Stem& stem : term.stems)
        if (std::find(out.stems.begin(), out.stems.end(), stem.text) == out.stems.end()) out.stems.push_back(stem.text);
    return out;
}

/// Each kind of unit alone gives its part of the sum; the rest follows from what was found in the article.
void Engine::Impl::explain_hits(Explanation& out, const Understanding& meaning, std::uint64_t title_key, const Options& options) {
    std::vector<Ranked> ranked = rank(meaning, title_key, options);
    ranked.resize(std::min<std::size_t>(options.limit, ranked.size()));
    const Weights& w = *meaning.weights;
    for (const Ranked& hit : ranked) {
        Explanation::Hit row{index.articles()[hit.article].id, index.title_text(hit.article), {}, hit.score};
        if (const Findings* found = ranking->findings(hit.article)) {
            const float mass = ranking->inspection().mass();
            row.parts[4] = mass * w.pair * found->pairs;
            row.parts[5] = mass * w.sentence_cover * found->sentence_cover;
            row.parts[6] = mass * (w.sentence_likeness * found->sentence_likeness + w.letter_likeness * found->letter_likeness);
            row.parts[7] = -mass * w.missing * found->missing;
            row.parts[8] = -mass * w.long_article * found->length;
        }
        out.hits.push_back(std::move(row));
    }
    constexpr float Weights::*kKinds[] = {&Weights::word, &Weights::stem, &Weights::root, &Weights::gram};
    for (std::size_t kind = 0; kind < std::size(kKinds); ++kind) {
        Weights only = w;
        for (const auto other : kKinds)
            if (other != kKinds[kind]) only.*other = 0;
        only.candidates = 0;
        Understanding alone = meaning;
        alone.weights = &only;
        const Scores& scores = ranking->score(alone);
        for (std::size_t i = 0; i < ranked.size(); ++i) out.hits[i].parts[kind] = scores[ranked[i].article];
    }
    for (std::size_t i = 0; i < ranked.size(); ++i) {
        std::array<float, kParts.size()>& parts = out.hits[i].parts;
        const float language = language_factor(meaning, ranked[i].article), title = title_factor(meaning, title_key, ranked[i].article), votes = votes_factor(meaning, ranked[i].article);
        const float before = ranked[i].score / language / title / votes;
        parts[9] = before - std::accumulate(parts.begin(), parts.begin() + 9, 0.0f);
        parts[10] = before * (language - 1);
        parts[11] = before * language * (title - 1);
        parts[12] = before * language * title * (votes - 1);
    }
}

Engine::Engine(const kb::Pack& pack, const WeightsByLanguage& weights) : impl_(std::make_unique<Impl>(pack, weights)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

bool Engine::prepare() const { return impl_->prepare(); }

Answer Engine::search(std::string_view query, const Options& options) const {
    while (!impl_->prepare()) {}
    const Understanding meaning = understand(query, impl_->index, impl_->synonyms, impl_->weights, {options.lang, options.verbatim});
    return impl_->answer(meaning, impl_->title_key(query, meaning), options);
}

Explanation Engine::explain(std::string_view query, const Options& options) const {
    while (!impl_->prepare()) {}
    const Understanding meaning = understand(query, impl_->index, impl_->synonyms, impl_->weights, {options.lang, options.verbatim});
    Explanation out;
    out.read_as = meaning.read_as;
    for (std::size_t i = 0; i < meaning.languages.size(); ++i) out.languages.emplace_back(impl_->index.languages()[i].code, meaning.languages[i]);
    for (const Term& term : meaning.terms) out.terms.push_back(impl_->explain_term(term, meaning));
    impl_->explain_hits(out, meaning, impl_->title_key(query, meaning), options);
    return out;
}

std::vector<Completion> Engine::complete(std::string_view query, std::string_view lang, std::size_t limit) const {
    while (!impl_->prepare()) {}
    return completions(impl_->index, query, lang, limit);
}

}   // namespace pasokh::search
