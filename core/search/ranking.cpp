#include "core/search/ranking.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pasokh::search {

namespace {
constexpr float kAboveRest = 0.001f;
/// Of letter groups so many postings are read, the rarest groups first: with thousands of articles the common ones cost most and
/// tell least. 1,000 articles do not come near it.
constexpr std::size_t kGramPostings = 60'000;
/// A stop word of so many articles is not scored beside other words.
constexpr std::size_t kManyArticles = 2'000;
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
    const float k = weights_->saturation;
    rarity_by_language_.assign(index_.languages().size(), 0);
    for (const std::uint32_t article : unit_.touched()) ++rarity_by_language_[index_.articles()[article].language];
    for (std::size_t language = 0; language < rarity_by_language_.size(); ++language)
        rarity_by_language_[language] = index_.rarity(static_cast<std::size_t>(rarity_by_language_[language]), language);
    // A word of the query is not more telling where it is foreign: "refund" as a tag of one Arabic guide.
    for (float& rarity : rarity_by_language_) rarity = std::min(rarity, rarity_by_language_[language_]);
    for (const std::uint32_t article : unit_.touched()) {
        const float count = unit_[article];
        const float score = weight * rarity_by_language_[index_.articles()[article].language] * count * (k + 1) / (count + k);
        if (best) out.keep_best(article, score);
        else out.add(article, score);
    }
    const bool any = !unit_.touched().empty();
    unit_.clear();
    return any ? rarity_by_language_[language_] : 0;
}

void Ranking::close_term(float weight) {
    for (const std::uint32_t article : one_.touched()) all_.add(article, weight * one_[article]);
    one_.clear();
}

float Ranking::score_words(const Term& term) {
    float rarest = 0;
    for (const Alternative& alternative : term.words) {
        gather({&alternative.word, 1}, Languages::all);
        rarest = std::max(rarest, score_gathered(alternative.weight, one_, true));
    }
    close_term(weights_->word * term.weight);
    return rarest;
}

/// Persian and Arabic share their script and not their stems: each stem counts in its own language's articles.
float Ranking::score_stems(const Term& term, StemKind kind) {
    const bool both = index_.has_persian() && index_.has_arabic() && kind != StemKind::latin;
    const Languages languages = !both ? Languages::all : kind == StemKind::persian ? Languages::others : Languages::arabic;
    float rarest = 0;
    for (const Stem& stem : term.stems) {
        if (stem.kind != kind) continue;
        gather(index_.vocabulary().with_stem(stem.text, kind), languages);
        rarest = std::max(rarest, score_gathered(stem.weight, one_, true));
    }
    close_term((kind == StemKind::arabic_root ? weights_->root : weights_->stem) * term.weight);
    return rarest;
}

/// Letter groups are not looked for in the texts but in the vocabulary, whose words lead to the articles.
void Ranking::score_grams(const Understanding& meaning) {
    std::vector<std::pair<Gram, float>> grams;
    for (const Term& term : meaning.terms) {
        std::vector<Gram> own = index_.vocabulary().grams().of(term.letters);
        if (term.open && own.size() > 1) own.pop_back();   // where the word ends is not known yet
        std::sort(own.begin(), own.end());
        own.erase(std::unique(own.begin(), own.end()), own.end());
        for (const Gram gram : own) grams.emplace_back(gram, term.weight / std::sqrt(static_cast<float>(own.size())));
    }
    std::sort(grams.begin(), grams.end());
    struct Scored {
        std::uint32_t postings;
        Gram gram;
        float weight;
        bool operator<(const Scored& other) const { return postings != other.postings ? postings < other.postings : gram < other.gram; }
    };
    std::vector<Scored> scored;
    for (const auto& [gram, weight] : grams) {
        if (!scored.empty() && scored.back().gram == gram) { scored.back().weight += weight; continue; }
        scored.push_back({index_.vocabulary().grams().postings(gram), gram, weight});
    }
    std::sort(scored.begin(), scored.end());
    std::size_t read = 0;
    for (const Scored& one : scored) {
        if ((read += one.postings) > kGramPostings) break;
        gather(index_.vocabulary().grams().words(one.gram), Languages::all);
        score_gathered(weights_->gram * one.weight, all_, false);
    }
}

/// Only the best so far: looking through all would cost more than everything else.
void Ranking::inspect_best(const Understanding& meaning) {
    std::vector<std::uint32_t> best = all_.touched();
    const auto count = std::min(best.size(), static_cast<std::size_t>(weights_->candidates));
    if (count < best.size())
        std::nth_element(best.begin(), best.begin() + static_cast<std::ptrdiff_t>(count), best.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return all_[a] != all_[b] ? all_[a] > all_[b] : a < b; });
    inspection_.begin(meaning, rarity_);
    inspected_.clear();
    float floor = 0, least = std::numeric_limits<float>::max();
    for (std::size_t i = count; i < best.size(); ++i) floor = std::max(floor, all_[best[i]]);
    for (std::size_t i = 0; i < count; ++i) {
        inspected_.emplace_back(best[i], inspection_.look(best[i]));
        least = std::min(least, all_[best[i]] + inspection_.score(inspected_.back().second));
    }
    const float lift = std::max(0.0f, floor - least) + kAboveRest;   // none falls behind those that were not looked through
    for (const auto& [article, findings] : inspected_) all_.add(article, inspection_.score(findings) + lift);
}

const Findings* Ranking::findings(std::uint32_t article) const {
    for (const auto& [inspected, findings] : inspected_)
        if (inspected == article) return &findings;
    return nullptr;
}

const Scores& Ranking::score(const Understanding& meaning) {
    weights_ = meaning.weights;
    language_ = meaning.language;
    all_.clear();
    rarity_.clear();
    const bool only_stops = std::all_of(meaning.terms.begin(), meaning.terms.end(), [](const Term& term) { return term.stop; });
    for (const Term& term : meaning.terms) {
        if (term.stop && !only_stops && !term.words.empty() && index_.vocabulary().article_count(term.words.front().word) > kManyArticles) {
            rarity_.push_back(0);
            continue;
        }
        float rarity = score_words(term);
        for (const StemKind kind : {StemKind::latin, StemKind::persian, StemKind::arabic, StemKind::arabic_root}) {
            const float of_stem = score_stems(term, kind);
            if (rarity == 0 && kind != StemKind::arabic_root) rarity = of_stem;
        }
        rarity_.push_back(rarity);
    }
    score_grams(meaning);
    inspect_best(meaning);
    return all_;
}

}   // namespace pasokh::search
