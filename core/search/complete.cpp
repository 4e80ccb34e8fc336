#include "core/search/complete.h"

#include <algorithm>

#include "core/text/stop_words.h"
#include "core/text/words.h"

namespace pasokh::search {

namespace {

constexpr std::size_t kMaxWords = 64;     // looked at for one beginning
constexpr std::size_t kLeastLetters = 2;

struct Candidate {
    WordIndex word;
    std::uint32_t together, alone;     ///< articles that have it with the word before, and at all
};

std::size_t language_of(const Index& index, std::string_view lang) {
    for (std::size_t i = 0; i < index.languages().size(); ++i)
        if (index.languages()[i].code == lang) return i;
    return index.languages().size();
}

/// Articles that have the last telling word before the one being typed.
std::vector<bool> articles_with_word_before(const Index& index, const std::vector<text::Word>& words) {
    std::vector<bool> out(index.articles().size(), false);
    for (std::size_t i = words.size() - 1; i-- > 0;) {
        const auto word = index.vocabulary().find(words[i].text);
        if (!word || words[i].joined || text::is_stop_word(words[i].text)) continue;
        for (const Posting& posting : index.postings(*word)) out[posting.article] = true;
        return out;
    }
    return std::vector<bool>(index.articles().size(), true);
}

bool same_stem(const Index& index, WordIndex a, WordIndex b) {
    const std::string_view left = index.vocabulary().word(a), right = index.vocabulary().word(b);
    for (const StemKind kind : {StemKind::latin, StemKind::persian})
        if (const std::string stem = stem_of(left, kind); !stem.empty() && stem == stem_of(right, kind)) return true;
    return false;
}

}   // namespace

std::vector<Completion> completions(const Index& index, std::string_view query, std::string_view lang, std::size_t limit) {
    const std::vector<text::Word> words = text::cut_words(query);
    if (words.empty() || words.back().end != query.size() || words.back().text.size() < kLeastLetters || words.back().joined) return {};
    const Vocabulary& vocabulary = index.vocabulary();
    const std::size_t language = language_of(index, lang);
    const std::vector<bool> wanted = articles_with_word_before(index, words);
    std::vector<Candidate> candidates;
    for (const WordIndex word : vocabulary.starting_with(words.back().text, kMaxWords)) {
        const std::string_view text = vocabulary.word(word);
        if (text::is_stop_word(text) || text.find_first_of("0123456789") != std::string_view::npos) continue;
        const std::uint32_t alone = language < index.languages().size() ? index.article_count(word, language) : vocabulary.article_count(word);
        if (alone == 0) continue;
        std::uint32_t together = 0;
        for (const Posting& posting : index.postings(word)) together += wanted[posting.article];
        if (together > 0) candidates.push_back({word, together, alone});
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        return a.together != b.together ? a.together > b.together : a.alone != b.alone ? a.alone > b.alone : a.word < b.word;
    });
    std::vector<Completion> out;
    std::vector<WordIndex> taken;      // other forms of these are not offered; the typed word is one when it is whole
    if (const auto whole = vocabulary.find(words.back().text)) taken.push_back(*whole);
    for (const Candidate& candidate : candidates) {
        if (out.size() == limit) break;
        if (std::any_of(taken.begin(), taken.end(), [&](WordIndex other) { return same_stem(index, other, candidate.word); })) continue;
        taken.push_back(candidate.word);
        out.push_back({std::string(query.substr(0, words.back().begin)) + index.spelling(candidate.word, language), static_cast<std::uint32_t>(query.size())});
    }
    return out;
}

}   // namespace pasokh::search
