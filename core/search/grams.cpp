#include "core/search/grams.h"

#include <array>

#include "core/text/utf8.h"

namespace pasokh::search {

namespace {

constexpr std::u32string_view kLetters = U"abcdefghijklmnopqrstuvwxyzابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی";   // folded
constexpr std::uint32_t kNumbers = 64, kDigit = 64;   // letters have 1 to 63, digits 64 to 73; 0 is the end of a word
static_assert(kLetters.size() < kNumbers);

using NumberTable = std::array<std::uint8_t, 0x700>;

NumberTable make_number_table() {
    NumberTable out{};
    for (std::size_t i = 0; i < kLetters.size(); ++i) out[kLetters[i]] = static_cast<std::uint8_t>(i + 1);
    for (char32_t digit = '0'; digit <= '9'; ++digit) out[digit] = static_cast<std::uint8_t>(kDigit + digit - '0');
    return out;
}

std::uint32_t number_of(char32_t letter) {
    static const NumberTable kTable = make_number_table();
    if (letter < kTable.size() && kTable[letter] != 0) return kTable[letter];
    return 1 + (static_cast<std::uint32_t>(letter) * 2654435761u >> 16) % (kNumbers - 1);
}

Gram gram_of(std::uint32_t window) {
    constexpr std::uint32_t kDigitBits = 0x40u << 14 | 0x40u << 7 | 0x40u;
    if ((window & kDigitBits) != 0) return Grams::kOfLetters + (window * 2654435761u >> 18) % Grams::kWithDigits;
    return (window >> 14) << 12 | ((window >> 7) & 0x3F) << 6 | (window & 0x3F);
}

/// Calls `sink` with each three numbers in a row as one.
template <typename Sink>
void for_each_gram(std::string_view word, const Sink& sink) {
    std::uint32_t window = 0;          // three numbers of seven bits, first the end before the word
    std::size_t letters = 1;
    const auto push = [&](std::uint32_t number) {
        window = ((window << 7) | number) & 0x1FFFFF;
        if (++letters >= 3) sink(gram_of(window));
    };
    for (std::size_t at = 0; at < word.size();) push(number_of(text::next_code_point(word, at)));
    push(0);
}

}   // namespace

void Grams::add(std::string_view word, WordIndex index) {
    for_each_gram(word, [&](Gram gram) { entries_.push_back({gram, index}); });
}

void Grams::finish(const std::function<std::uint32_t(WordIndex)>& articles) {
    first_.assign(kCount + 1, 0);
    for (const Entry& entry : entries_) ++first_[entry.gram + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    words_.resize(entries_.size());
    for (const Entry& entry : entries_) words_[first_[entry.gram]++] = entry.word;
    for (std::size_t i = first_.size() - 1; i > 0; --i) first_[i] = first_[i - 1];   // filling moved each to the next one's
    first_[0] = 0;
    postings_.assign(kCount, 0);
    for (const Entry& entry : entries_) postings_[entry.gram] += articles(entry.word);
    entries_ = {};
}

std::vector<Gram> Grams::of(std::string_view word) const {
    std::vector<Gram> out;
    for_each_gram(word, [&](Gram gram) { out.push_back(gram); });
    return out;
}

std::size_t Grams::count(std::string_view word, const std::vector<bool>& wanted) const {
    std::size_t out = 0;
    for_each_gram(word, [&](Gram gram) { out += wanted[gram]; });
    return out;
}

std::span<const WordIndex> Grams::words(Gram gram) const {
    if (first_.empty()) return {};
    return std::span(words_).subspan(first_[gram], first_[gram + 1] - first_[gram]);
}

}   // namespace pasokh::search
