#include "core/search/grams.h"

#include "core/text/utf8.h"

namespace pasokh::search {

namespace {

/// Calls `sink` with each three numbers in a row as one.
template <typename Number, typename Sink>
void for_each_gram(std::string_view word, const Number& number, const Sink& sink) {
    Gram window = 0;                   // the end before the word
    std::size_t letters = 1;
    const auto push = [&](std::uint32_t letter) {
        window = ((window << 6) | letter) & 0x3FFFF;
        if (++letters >= 3) sink(window);
    };
    for (std::size_t at = 0; at < word.size();) push(number(text::next_code_point(word, at)));
    push(0);
}

}   // namespace

std::uint32_t Grams::number_of(char32_t letter) const {
    return letter < numbers_.size() && numbers_[letter] != 0 ? numbers_[letter] : kOther;
}

void Grams::add(std::string_view word, WordIndex index) {
    const auto number = [&](char32_t letter) -> std::uint32_t {
        if (letter < numbers_.size() && numbers_[letter] == 0) numbers_[letter] = static_cast<std::uint8_t>(letters_ < kOther ? letters_++ : kOther);
        return number_of(letter);
    };
    for_each_gram(word, number, [&](Gram gram) { entries_.push_back({gram, index}); });
}

void Grams::finish() {
    first_.assign(kCount + 1, 0);
    for (const Entry& entry : entries_) ++first_[entry.gram + 1];
    for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
    words_.resize(entries_.size());
    for (const Entry& entry : entries_) words_[first_[entry.gram]++] = entry.word;
    for (std::size_t i = first_.size() - 1; i > 0; --i) first_[i] = first_[i - 1];   // filling moved each to the next one's
    first_[0] = 0;
    entries_ = {};
}

std::vector<Gram> Grams::of(std::string_view word) const {
    std::vector<Gram> out;
    for_each_gram(word, [&](char32_t letter) { return number_of(letter); }, [&](Gram gram) { out.push_back(gram); });
    return out;
}

std::size_t Grams::count(std::string_view word, const std::vector<bool>& wanted) const {
    std::size_t out = 0;
    for_each_gram(word, [&](char32_t letter) { return number_of(letter); }, [&](Gram gram) { out += wanted[gram]; });
    return out;
}

std::span<const WordIndex> Grams::words(Gram gram) const {
    if (first_.empty()) return {};
    return std::span(words_).subspan(first_[gram], first_[gram + 1] - first_[gram]);
}

}   // namespace pasokh::search
