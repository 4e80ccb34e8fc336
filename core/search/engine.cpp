#include "core/search/engine.h"

#include <algorithm>
#include <cmath>

#include "core/kb/plain_text.h"
#include "core/search/index.h"
#include "core/search/ranking.h"
#include "core/search/snippet.h"
#include "core/search/understand.h"
#include "core/text/language.h"
#include "core/text/utf8.h"
#include "core/text/words.h"

namespace pasokh::search {

struct Engine::Impl {
    Impl(const kb::Pack& from, const Weights& given) : weights(given), pack(from), index(from, weights), ranking(index, weights) {}

    MarkedWords marked_words(const Understanding& meaning) const;
    void fill_text(Hit& hit, std::uint32_t article, const MarkedWords& words) const;
    float language_weight(std::string_view lang, const Options& options, const text::ScriptEvidence& evidence) const;
    Answer answer(std::string_view query, const Understanding& meaning, const Options& options, const text::ScriptEvidence& evidence);

    Weights weights;
    const kb::Pack& pack;
    Index index;
    Ranking ranking;
};

/// Stop words are marked only when the query has nothing else.
MarkedWords Engine::Impl::marked_words(const Understanding& meaning) const {
    MarkedWords out;
    const Vocabulary& words = index.vocabulary();
    const bool only_stops = std::all_of(meaning.terms.begin(), meaning.terms.end(), [](const Term& term) { return term.stop; });
    for (const Term& term : meaning.terms) {
        if (term.stop && !only_stops) continue;
        for (const Alternative& alternative : term.words)
            out.add(words.word(alternative.word), alternative.weight * ranking.rarity(words.article_count(alternative.word)) + 0.01f);
        for (const std::string& source : term.stem_sources)
            for (const StemKind kind : {StemKind::latin, StemKind::persian, StemKind::arabic})
                for (const WordIndex word : words.with_stem(stem_of(source, kind), kind)) out.add(words.word(word), 0.8f * ranking.rarity(words.article_count(word)) + 0.01f);
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
    Snippet snippet = cut_snippet(index.body_text(article), words);
    hit.snippet = snippet.text.empty() ? kb::cut_at_word(info->excerpt, kSnippetLetters) : std::move(snippet.text);
    hit.snippet_marks = std::move(snippet.marks);
}

/// The language asked for counts most; else what the letters of the query tell. 0 leaves the article out.
float Engine::Impl::language_weight(std::string_view lang, const Options& options, const text::ScriptEvidence& evidence) const {
    if (!options.lang.empty()) return lang == options.lang ? weights.preferred_language : options.only_lang ? 0 : 1;
    if (evidence.lang.empty() || lang != evidence.lang) return 1;
    return evidence.strong ? weights.preferred_language : weights.likely_language;
}

Answer Engine::Impl::answer(std::string_view query, const Understanding& meaning, const Options& options, const text::ScriptEvidence& evidence) {
    struct Ranked {
        std::uint32_t article;
        float score;
    };
    std::vector<Ranked> ranked;
    const std::uint64_t title_key = phrase_key(text::utf8_prefix(query, 512));
    // Roots are the loosest match: beside Persian articles they are for queries that may be Arabic.
    const Scores& all = ranking.score(meaning, !index.has_persian() || evidence.lang != "fa");
    for (const std::uint32_t article : all.touched()) {
        float weight = language_weight(index.languages()[index.articles()[article].language].code, options, evidence);
        if (title_key != 0 && index.articles()[article].title_key == title_key) weight *= weights.whole_title;
        if (weight > 0) ranked.push_back({article, all[article] * weight});
    }
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
        hit.lang = index.languages()[index.articles()[ranked[i].article].language].code;
        hit.score = static_cast<double>(ranked[i].score);
        if (options.snippets) fill_text(hit, ranked[i].article, words);
        out.hits.push_back(std::move(hit));
    }
    return out;
}

Engine::Engine(const kb::Pack& pack, const Weights& weights) : impl_(std::make_unique<Impl>(pack, weights)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

Answer Engine::search(std::string_view query, const Options& options) const {
    const Understanding meaning = understand(query, impl_->index, impl_->weights, options.verbatim);
    const std::string_view understood = meaning.read_as.empty() ? query : meaning.read_as;
    const text::ScriptEvidence evidence = text::script_evidence(understood);
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
