#include "core/search/inspection.h"

#include <algorithm>
#include <cmath>

namespace pasokh::search {

namespace {

constexpr std::uint32_t kWindow = 5;          // words further apart are not a pair
constexpr std::size_t kMaxTokens = 4000;      // of a very long article only its beginning
constexpr std::size_t kMaxTerms = 63;         // one bit each
constexpr float kLeastRarity = 0.1f;

}   // namespace

Inspection::Inspection(const Index& index) : index_(index), term_of_(index.vocabulary().size(), 0), shared_(index.vocabulary().size(), 0), wanted_(Grams::kCount, false) {
    rarity_of_.resize(index.languages().size());
    for (std::size_t language = 0; language < rarity_of_.size(); ++language) {
        // Counts repeat, logarithms cost.
        std::vector<float> by_count;
        for (std::size_t count = 0; count <= index.languages()[language].article_count; ++count) by_count.push_back(index.rarity(count, language));
        rarity_of_[language].reserve(index.vocabulary().size());
        for (WordIndex word = 0; word < index.vocabulary().size(); ++word) rarity_of_[language].push_back(by_count[index.article_count(word, language)]);
    }
}

void Inspection::claim(WordIndex word, std::uint8_t term) {
    if (term_of_[word] != 0) return;
    term_of_[word] = term;
    claimed_.push_back(word);
}

void Inspection::begin(const Understanding& meaning, const std::vector<float>& rarity) {
    weights_ = meaning.weights;
    for (const WordIndex word : claimed_) term_of_[word] = 0;
    for (const WordIndex word : counted_) shared_[word] = 0;
    claimed_.clear();
    counted_.clear();
    for (const Gram gram : grams_) wanted_[gram] = false;
    grams_.clear();
    mass_of_.clear();
    mass_ = 0;
    stops_ = 0;
    const std::size_t count = std::min(meaning.terms.size(), kMaxTerms);
    for (std::size_t i = 0; i < count; ++i) {
        const Term& term = meaning.terms[i];
        for (const Alternative& alternative : term.words) claim(alternative.word, static_cast<std::uint8_t>(i + 1));
        mass_of_.push_back(term.weight * std::max(rarity[i], kLeastRarity));
        mass_ += mass_of_.back();
        if (term.stop) stops_ |= 1ULL << i;
        if (weights_->letter_likeness > 0)
            for (const Gram gram : index_.vocabulary().grams().of(term.letters))
                if (!wanted_[gram]) {
                    wanted_[gram] = true;
                    grams_.push_back(gram);
                }
    }
    for (std::size_t i = 0; i < count; ++i)   // after all words: another term's own word is not taken for a stem of this one
        for (const Stem& stem : meaning.terms[i].stems)
            if (stem.kind != StemKind::arabic_root)
                for (const WordIndex word : index_.vocabulary().with_stem(stem.text, stem.kind)) claim(word, static_cast<std::uint8_t>(i + 1));
    pair_weight_.clear();
    for (std::size_t i = 0; i + 1 < count; ++i)
        pair_weight_.push_back(std::min(rarity[i], rarity[i + 1]) + weights_->pair_rarest * std::max(rarity[i], rarity[i + 1]));
}

void Inspection::count_pairs(std::uint32_t place, std::uint8_t term, float weight) {
    for (const Seen& other : seen_) {
        if (other.term == 0 || place == other.place || place > other.place + kWindow) continue;
        const auto distance = static_cast<float>(place - other.place);
        if (other.term + 1 == term) pair_count_[other.term - 1u] += weight / (distance * distance);
        else if (term + 1 == other.term) pair_count_[term - 1u] += weight * weights_->pair_reversed / (distance * distance);
    }
    std::rotate(seen_.begin(), seen_.begin() + 1, seen_.end());
    seen_.back() = {place, term};
}

Inspection::Sentence Inspection::scan(std::span<const Token> tokens, const std::vector<float>& rarity, float weight, Findings& findings) {
    Sentence best;
    seen_ = {};
    std::uint32_t place = 0, begin = 0;
    std::uint64_t has = 0;
    float all = 0, matched = 0;        // rarity of the sentence's words, of those that the query has
    const auto close = [&](std::uint32_t end) {
        if (has == 0) return;
        float cover = 0;
        for (std::size_t i = 0; i < mass_of_.size(); ++i)
            if (((has >> i) & 1) != 0) cover += mass_of_[i];
        cover /= mass_;
        const float precision = matched / all;
        const float likeness = 2 * cover * precision / (cover + precision);
        findings.sentence_cover = std::max(findings.sentence_cover, cover);
        if (likeness > best.likeness) best = {begin, end, likeness};
        has_ |= has;
    };
    const auto count = static_cast<std::uint32_t>(std::min(tokens.size(), kMaxTokens));
    for (std::uint32_t t = 0; t < count; ++t) {
        const Token& token = tokens[t];
        if (token.first()) {
            close(t);
            has = 0;
            all = matched = 0;
            begin = t;
        }
        const std::uint8_t term = term_of_[token.word()];
        if (!token.joined()) {
            ++place;
            all += rarity[token.word()];
            if (term != 0) matched += rarity[token.word()];
        }
        if (term == 0) continue;
        has |= 1ULL << (term - 1);
        count_pairs(place, term, weight);
    }
    close(count);
    return best;
}

std::uint8_t Inspection::shared_grams(WordIndex word) {
    if (shared_[word] == 0) {
        const std::size_t shared = index_.vocabulary().grams().count(index_.vocabulary().word(word), wanted_);
        shared_[word] = static_cast<std::uint8_t>(std::min<std::size_t>(shared, 254) + 1);
        counted_.push_back(word);
    }
    return static_cast<std::uint8_t>(shared_[word] - 1);
}

float Inspection::letter_likeness(std::span<const Token> tokens) {
    if (grams_.empty()) return 0;
    std::size_t shared = 0, all = 0;
    for (const Token& token : tokens) {
        if (token.joined()) continue;
        shared += shared_grams(token.word());
        all += index_.vocabulary().letter_count(token.word());
    }
    const float dice = 2 * static_cast<float>(shared) / static_cast<float>(grams_.size() + all + 1);
    return std::min(dice, 1.0f);
}

Findings Inspection::look(std::uint32_t article) {
    Findings out;
    if (mass_ <= 0) return out;
    has_ = 0;
    pair_count_.assign(pair_weight_.size(), 0);
    const std::span<const Token> title = index_.title(article), aliases = index_.aliases(article), body = index_.body(article);
    const std::vector<float>& rarity = rarity_of_[index_.articles()[article].language];
    const Sentence in_title = scan(title, rarity, weights_->pair_title, out), in_aliases = scan(aliases, rarity, weights_->pair_title, out),
                   in_body = scan(body, rarity, 1, out);
    for (std::size_t i = 0; i < pair_weight_.size(); ++i) out.pairs += pair_weight_[i] * pair_count_[i] / (pair_count_[i] + weights_->pair_saturation);
    out.pairs /= mass_;
    for (std::size_t i = 0; i < mass_of_.size(); ++i)
        if (((has_ >> i) & 1) == 0) out.missing = std::max(out.missing, mass_of_[i] / mass_);
    out.sentence_likeness = std::max({in_title.likeness, in_aliases.likeness, in_body.likeness});
    out.letter_likeness = std::max({letter_likeness(title), letter_likeness(aliases.subspan(in_aliases.begin, in_aliases.end - in_aliases.begin)),
                                    letter_likeness(body.subspan(in_body.begin, in_body.end - in_body.begin))});
    const std::uint64_t all = mass_of_.size() >= 64 ? ~0ULL : (1ULL << mass_of_.size()) - 1;
    out.telling = (has_ & ~stops_) != 0 || (all & ~stops_) == 0;
    out.length = std::log(1 + static_cast<float>(title.size() + body.size()));
    return out;
}

float Inspection::score(const Findings& found) const {
    const Weights& w = *weights_;
    return mass_ * (w.pair * found.pairs + w.sentence_cover * found.sentence_cover + w.sentence_likeness * found.sentence_likeness +
                    w.letter_likeness * found.letter_likeness - w.missing * found.missing - w.long_article * found.length);
}

}   // namespace pasokh::search
