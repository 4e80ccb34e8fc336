#include "core/search/snippet.h"

#include <algorithm>

#include "core/kb/format.h"
#include "core/text/utf8.h"

namespace pasokh::search {

namespace {

constexpr std::string_view kEllipsis = "…";
constexpr std::string_view kBetweenBlocks = " · ";   // headings and table cells end without a full stop
constexpr std::size_t kBetweenBlocksLetters = 3;
/// Letters before the first marked word, when the passage does not begin a sentence.
constexpr std::size_t kLeadLetters = 40;
constexpr std::size_t kTextLetters = kSnippetLetters - 2;   // room for an ellipsis at both ends

/// The number of letters before each match.
std::vector<std::size_t> letters_before(std::string_view body, const std::vector<Match>& matches) {
    std::vector<std::size_t> out;
    std::size_t letters = 0, at = 0;
    for (const Match& match : matches) {
        for (; at < match.begin; ++at) letters += (static_cast<unsigned char>(body[at]) & 0xC0) != 0x80;
        out.push_back(letters);
    }
    return out;
}

/// The match from which a passage holds the most different telling words.
std::size_t best_start(std::string_view body, const std::vector<Match>& matches) {
    const std::vector<std::size_t> letters = letters_before(body, matches);
    std::size_t best = 0;
    float best_score = -1;
    for (std::size_t i = 0; i < matches.size(); ++i) {
        float score = 0;
        for (std::size_t j = i; j < matches.size() && letters[j] < letters[i] + kTextLetters - kLeadLetters; ++j) {
            bool repeated = false;
            for (std::size_t k = i; k < j && !repeated; ++k) repeated = matches[k].word == matches[j].word;
            score += matches[j].weight * (repeated ? 0.1f : 1.0f);
        }
        if (score > best_score + 1e-6f) { best_score = score; best = i; }
    }
    return best;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == kb::kLineEnd; }

/// Steps back to a sentence's beginning when it is near, else to a word's beginning.
std::size_t begin_of_passage(std::string_view body, std::size_t match) {
    std::size_t at = match, letters = 0, word = match;
    while (at > 0 && letters < kLeadLetters) {
        --at;
        if ((static_cast<unsigned char>(body[at]) & 0xC0) != 0x80) ++letters;
        if (body[at] == '\n') return at + 1;
        if (!is_space(body[at])) continue;
        word = at + 1;
        if (at > 0 && (body[at - 1] == '.' || body[at - 1] == '!' || body[at - 1] == '?')) return word;
        if (at > 1 && (body.substr(at - 2, 2) == "؟")) return word;
    }
    return at == 0 ? 0 : word;
}

/// At most `letters` letters from `begin`, ending with a whole word.
std::size_t end_of_passage(std::string_view body, std::size_t begin, std::size_t letters) {
    std::size_t at = begin, word_end = begin;
    for (std::size_t i = 0; i < letters && at < body.size(); ++i) {
        if (is_space(body[at])) word_end = at;
        if (body[at] == '\n') i += kBetweenBlocksLetters - 1;
        text::next_code_point(body, at);
    }
    if (at == body.size() || is_space(body[at])) return at;
    return word_end > begin ? word_end : at;
}

std::size_t first_match(const std::vector<Match>& matches, std::size_t begin) {
    std::size_t i = 0;
    while (i < matches.size() && matches[i].begin < begin) ++i;
    return i;
}

Snippet passage(std::string_view body, const std::vector<Match>& matches) {
    const Match& first = matches[best_start(body, matches)];
    std::size_t begin = begin_of_passage(body, first.begin);
    std::size_t end = end_of_passage(body, begin, kTextLetters);
    while (begin < end && is_space(body[begin])) ++begin;
    while (end > begin && is_space(body[end - 1])) --end;
    Snippet out;
    if (begin > 0 && body[begin - 1] != '\n') out.text += kEllipsis;
    for (std::size_t at = begin, next = first_match(matches, begin); at < end; ++at) {
        if (next < matches.size() && matches[next].begin == at && matches[next].end <= end) {
            const auto from = static_cast<std::uint32_t>(out.text.size());
            out.marks.push_back({from, from + matches[next].end - matches[next].begin});
            ++next;
        }
        if (body[at] == '\n') out.text += kBetweenBlocks;
        else out.text += body[at] == kb::kLineEnd ? ' ' : body[at];
    }
    if (end < body.size() && body[end] != '\n') out.text += kEllipsis;
    return out;
}

}   // namespace

Snippet cut_snippet(std::string_view body, const std::vector<Match>& matches) { return matches.empty() ? Snippet{} : passage(body, matches); }

}   // namespace pasokh::search
