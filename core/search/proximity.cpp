#include "core/search/proximity.h"

#include <algorithm>

namespace pasokh::search {

namespace {
constexpr std::uint32_t kWindow = 5;
constexpr std::size_t kMaxTokens = 4000;   // of a very long article only its beginning
constexpr std::size_t kMaxTerms = 250;
}   // namespace

void Proximity::claim(WordIndex word, std::uint8_t term) {
    if (term_of_[word] != 0) return;
    term_of_[word] = term;
    claimed_.push_back(word);
}

void Proximity::begin(const Understanding& meaning, const std::vector<float>& rarity) {
    for (const WordIndex word : claimed_) term_of_[word] = 0;
    claimed_.clear();
    const std::size_t count = std::min(meaning.terms.size(), kMaxTerms);
    for (std::size_t i = 0; i < count; ++i)
        for (const Alternative& alternative : meaning.terms[i].words) claim(alternative.word, static_cast<std::uint8_t>(i + 1));
    for (std::size_t i = 0; i < count; ++i)
        for (const std::string& source : meaning.terms[i].stem_sources)
            for (const StemKind kind : {StemKind::latin, StemKind::persian, StemKind::arabic})
                for (const WordIndex word : index_.vocabulary().with_stem(stem_of(source, kind), kind)) claim(word, static_cast<std::uint8_t>(i + 1));
    pair_weight_.assign(count > 0 ? count - 1 : 0, 0);
    for (std::size_t i = 0; i < pair_weight_.size(); ++i) pair_weight_[i] = weights_.pair_low * std::min(rarity[i], rarity[i + 1]) + weights_.pair_high * std::max(rarity[i], rarity[i + 1]);
}

void Proximity::count(std::span<const Token> tokens, float weight) {
    struct Seen {
        std::uint32_t place;
        std::uint8_t term;
    };
    std::array<Seen, 4> seen{};        // the newest words of the query, newest last
    std::uint32_t place = 0;
    for (const Token& token : tokens.first(std::min(tokens.size(), kMaxTokens))) {
        if (!token.joined()) ++place;
        const std::uint8_t term = term_of_[token.word()];
        if (term == 0) continue;
        for (const Seen& other : seen) {
            if (other.term == 0 || place > other.place + kWindow || place == other.place) continue;
            const auto distance = static_cast<float>(place - other.place);
            if (other.term + 1 == term) pair_count_[other.term - 1u] += weight / (distance * distance);
            else if (term + 1 == other.term) pair_count_[term - 1u] += weight * weights_.pair_reversed / (distance * distance);
        }
        std::rotate(seen.begin(), seen.begin() + 1, seen.end());
        seen.back() = {place, term};
    }
}

float Proximity::score(std::uint32_t article) {
    if (pair_weight_.empty()) return 0;
    pair_count_.assign(pair_weight_.size(), 0);
    count(index_.title(article), weights_.pair_title);
    count(index_.body(article), 1);
    float sum = 0;
    for (std::size_t i = 0; i < pair_weight_.size(); ++i) sum += pair_weight_[i] * pair_count_[i] / (pair_count_[i] + weights_.pair_saturation);
    return weights_.pair * sum;
}

}   // namespace pasokh::search
