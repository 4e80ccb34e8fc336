#include "core/search/query_layout.h"

#include <algorithm>

#include "core/text/keyboard.h"

namespace pasokh::search {

namespace {

constexpr double kUnknownShare = 0.5, kLayoutGain = 0.2, kKnownPrefix = 0.5;

/// Share of words that the pack knows.
double known_share(const std::vector<text::Word>& words, bool open_end, const Index& index) {
    double known = 0;
    std::size_t counted = 0;
    for (std::size_t i = 0; i < words.size() && i < kMaxQueryWords; ++i) {
        const std::string& word = words[i].text;
        if (letter_count(word) < 2) continue;
        ++counted;
        const bool open = open_end && i + 1 == words.size();
        if (index.vocabulary().find(word) || has_stem(index, word)) known += 1;
        else if (open && index.vocabulary().has_prefix(word)) known += kKnownPrefix;
    }
    return counted == 0 ? 0 : known / static_cast<double>(counted);
}

/// The same by sound. Keys of another layout make few spellings with vowels, and words that begin with a sign.
double heard_share(QueryWords& words, const Index& index) {
    const std::string& query = words.text();
    for (std::size_t at = query.find_first_of("[];,"); at < query.size(); at = query.find_first_of("[];,", at + 1))
        if (at + 1 < query.size() && is_latin_word(query.substr(at + 1, 1))) return 0;
    double known = 0;
    for (std::size_t i = 0; i < words.size() && i < kMaxQueryWords; ++i) {
        const std::string& word = words[i].text;
        if (word.size() < 3 || word.find_first_of("aeiou") == std::string::npos) continue;
        double best = 0;
        for (std::size_t l = 0; l < index.languages().size(); ++l)
            for (const Vocabulary::Heard& sound : words.heard(i, l)) best = std::max(best, 1 - sound.distance);
        known += best;
    }
    return words.size() == 0 ? 0 : known / static_cast<double>(words.size());
}

}   // namespace

std::optional<std::string> read_in_other_layout(QueryWords& words, const Index& index) {
    const double typed = known_share(words.all(), words.has_open_end(), index);
    if (words.size() == 0 || typed >= kUnknownShare) return std::nullopt;
    double best = typed + kLayoutGain;
    std::optional<std::string> meant;
    for (const text::Retype direction : {text::Retype::latin_to_persian, text::Retype::latin_to_arabic, text::Retype::persian_to_latin, text::Retype::arabic_to_latin}) {
        std::string other = text::retype(words.text(), direction);
        if (other == words.text()) continue;
        const double share = known_share(text::cut_words(other), true, index);
        if (share <= best) continue;
        best = share;
        meant = std::move(other);
    }
    if (!meant || heard_share(words, index) >= best - kLayoutGain) return std::nullopt;
    return meant;
}

}   // namespace pasokh::search
