#include "core/search/ranking.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "core/text/utf8.h"

namespace pasokh::search {

float Ranking::rarity(std::size_t article_count) const {
    const auto n = static_cast<float>(article_count), total = static_cast<float>(index_.articles().size());
    return n == 0 ? 0 : std::log(1 + (total - n + 0.5f) / (n + 0.5f));
}

void Ranking::gather(std::span<const WordIndex> words, Languages languages) {
    for (const WordIndex word : words) {
        for (const Posting& posting : index_.postings(word)) {
            if (languages != Languages::all && index_.is_arabic(posting.article) != (languages == Languages::arabic)) continue;
            unit_.add(posting.article, posting.weight);
        }
    }
}

float Ranking::score_gathered(float weight, Scores& out, bool best) {
    const float rare = rarity(unit_.touched().size());
    const float scale = weight * rare * (weights_.saturation + 1);
    for (const std::uint32_t article : unit_.touched()) {
        const float count = unit_[article];
        const float score = scale * count / (count + weights_.saturation);
        if (best) out.keep_best(article, score);
        else out.add(article, score);
    }
    unit_.clear();
    return rare;
}

float Ranking::score_words(const Term& term) {
    float rarest = 0;
    for (const Alternative& alternative : term.words) {
        gather({&alternative.word, 1}, Languages::all);
        rarest = std::max(rarest, score_gathered(alternative.weight, one_, true));
    }
    for (const std::uint32_t article : one_.touched()) all_.add(article, weights_.word * term.weight * one_[article]);
    one_.clear();
    return rarest;
}

void Ranking::score_stem_kind(const Term& term, StemKind kind, Languages languages, float weight) {
    std::vector<std::string> stems;
    for (const std::string& source : term.stem_sources) {
        std::string stem = stem_of(source, kind);
        if (stem.empty() || std::find(stems.begin(), stems.end(), stem) != stems.end()) continue;
        gather(index_.vocabulary().with_stem(stem, kind), languages);
        score_gathered(term.stem_weight, one_, true);
        stems.push_back(std::move(stem));
    }
    for (const std::uint32_t article : one_.touched()) all_.add(article, weight * term.weight * one_[article]);
    one_.clear();
}

void Ranking::score_stems(const Term& term, bool roots) {
    const bool both = index_.has_persian() && index_.has_arabic();
    score_stem_kind(term, StemKind::latin, Languages::all, weights_.stem);
    if (index_.has_persian()) score_stem_kind(term, StemKind::persian, both ? Languages::others : Languages::all, weights_.stem);
    if (index_.has_arabic()) score_stem_kind(term, StemKind::arabic, both ? Languages::arabic : Languages::all, weights_.stem);
    if (index_.has_arabic() && roots) score_stem_kind(term, StemKind::arabic_root, both ? Languages::arabic : Languages::all, weights_.root);
}

void Ranking::score_grams(const Understanding& meaning) {
    std::vector<std::pair<std::uint64_t, float>> grams;   // a gram of several words is scored once
    for (const Term& term : meaning.terms) {
        std::vector<std::uint64_t> own = grams_of(term.text);
        if (term.open && own.size() > 1) own.pop_back();   // where the word ends is not known yet
        std::sort(own.begin(), own.end());
        own.erase(std::unique(own.begin(), own.end()), own.end());
        for (const std::uint64_t gram : own) grams.emplace_back(gram, term.weight / std::sqrt(static_cast<float>(own.size())));
    }
    std::sort(grams.begin(), grams.end());
    for (std::size_t i = 0; i < grams.size();) {
        float weight = 0;
        std::size_t next = i;
        for (; next < grams.size() && grams[next].first == grams[i].first; ++next) weight += grams[next].second;
        gather(index_.vocabulary().with_gram(grams[i].first), Languages::all);
        score_gathered(weights_.gram * weight, all_, false);
        i = next;
    }
}

/// Only among the best articles so far: looking through all would cost more than the rest.
void Ranking::score_proximity(const Understanding& meaning) {
    if (meaning.terms.size() < 2 || weights_.pair <= 0) return;
    std::vector<std::uint32_t> best = all_.touched();
    const auto count = std::min(best.size(), static_cast<std::size_t>(weights_.candidates));
    std::nth_element(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(count == best.size() ? 0 : count), best.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return all_[a] != all_[b] ? all_[a] > all_[b] : a < b; });
    proximity_.begin(meaning, rarity_);
    for (std::size_t i = 0; i < count; ++i) all_.add(best[i], proximity_.score(best[i]));
}

const Scores& Ranking::score(const Understanding& meaning, bool roots) {
    all_.clear();
    rarity_.clear();
    for (const Term& term : meaning.terms) {
        rarity_.push_back(score_words(term));
        score_stems(term, roots);
    }
    score_grams(meaning);
    score_proximity(meaning);
    return all_;
}

}   // namespace pasokh::search
