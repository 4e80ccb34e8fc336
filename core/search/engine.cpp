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
    Impl(const kb::Pack& from, const WeightsByLanguage& given) : weights(given), pack(from), index(from, weights), synonyms(from.synonyms()), ranking(index) {}

    MarkedWords marked_words(const Understanding& meaning) const;
    void fill_text(Hit& hit, std::uint32_t article, const MarkedWords& words) const;
    Answer answer(const Understanding& meaning, std::string_view understood, const Options& options);

    WeightsByLanguage weights;
    const kb::Pack& pack;
    Index index;
    Synonyms synonyms;
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
            out.add(words.word(alternative.word), alternative.weight * index.rarity_of(alternative.word, meaning.language) + 0.01f);
        for (const Stem& stem : term.stems)
            if (stem.kind != StemKind::arabic_root)
                for (const WordIndex word : words.with_stem(stem.text, stem.kind)) out.add(words.word(word), 0.8f * index.rarity_of(word, meaning.language) + 0.01f);
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

Answer Engine::Impl::answer(const Understanding& meaning, std::string_view understood, const Options& options) {
    struct Ranked {
        std::uint32_t article;
        float score;
    };
    std::vector<Ranked> ranked;
    const std::uint64_t title_key = phrase_key(text::utf8_prefix(understood, 512));
    const Scores& scores = ranking.score(meaning);
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

Engine::Engine(const kb::Pack& pack, const WeightsByLanguage& weights) : impl_(std::make_unique<Impl>(pack, weights)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;

Answer Engine::search(std::string_view query, const Options& options) const {
    const Understanding meaning = understand(query, impl_->index, impl_->synonyms, impl_->weights, {options.lang, options.verbatim});
    return impl_->answer(meaning, meaning.read_as.empty() ? query : meaning.read_as, options);
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
