#include "core/search/engine.h"

#include <algorithm>
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
}

struct Engine::Impl {
    Impl(const kb::Pack& from, const WeightsByLanguage& given) : weights(given), pack(from), index(from, weights), synonyms(from.synonyms()) {}

    bool prepare();

    void mark_words(const Understanding& meaning);
    std::vector<Match> matches(std::span<const Token> tokens) const;
    void fill_text(Hit& hit, std::uint32_t article) const;
    Answer answer(const Understanding& meaning, std::string_view understood, const Options& options);

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

Answer Engine::Impl::answer(const Understanding& meaning, std::string_view understood, const Options& options) {
    struct Ranked {
        std::uint32_t article;
        float score;
    };
    std::vector<Ranked> ranked;
    const std::uint64_t title_key = phrase_key(text::utf8_prefix(understood, 512));
    const Scores& scores = ranking->score(meaning);
    for (const std::uint32_t article : scores.touched()) {
        const IndexedArticle& info = index.articles()[article];
        if (options.only_lang && index.languages()[info.language].code != options.lang) continue;
        float weight = 1 + (meaning.weights->right_language - 1) * meaning.languages[info.language];
        if (title_key != 0 && info.title_key == title_key) weight *= meaning.weights->whole_title;
        ranked.push_back({article, scores[article] * weight});
    }
    Answer out;
    out.total = static_cast<std::uint32_t>(ranked.size());
    out.understood_as = meaning.read_as;
    const std::size_t limit = std::min<std::size_t>(options.limit, ranked.size());
    std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(limit), ranked.end(),
                      [](const Ranked& a, const Ranked& b) { return a.score != b.score ? a.score > b.score : a.article < b.article; });
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

Engine::Engine(const kb::Pack& pack, const WeightsByLanguage& weights) : impl_(std::make_unique<Impl>(pack, weights)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

bool Engine::prepare() const { return impl_->prepare(); }

Answer Engine::search(std::string_view query, const Options& options) const {
    while (!impl_->prepare()) {}
    const Understanding meaning = understand(query, impl_->index, impl_->synonyms, impl_->weights, {options.lang, options.verbatim});
    return impl_->answer(meaning, meaning.read_as.empty() ? query : meaning.read_as, options);
}

std::vector<Completion> Engine::complete(std::string_view query, std::string_view lang, std::size_t limit) const {
    while (!impl_->prepare()) {}
    return completions(impl_->index, query, lang, limit);
}

}   // namespace pasokh::search
