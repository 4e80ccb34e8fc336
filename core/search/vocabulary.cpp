#include "core/search/vocabulary.h"

#include <algorithm>
#include <bit>

#include "core/base/hash.h"
#include "core/text/edit_distance.h"
#include "core/text/finglish.h"
#include "core/text/stem.h"
#include "core/text/utf8.h"

namespace pasokh::search {

namespace {

struct Shape {
    std::uint32_t mask = 0;
    std::uint8_t letters = 0;
};

Shape shape_of(std::string_view word) {
    Shape out;
    for (std::size_t at = 0; at < word.size(); ++out.letters) out.mask |= 1u << (text::next_code_point(word, at) % 32);
    return out;
}

bool is_latin(std::string_view word) {
    for (const char c : word)
        if (c < 'a' || c > 'z') return false;
    return !word.empty();
}

std::uint64_t key_of(std::string_view stem, StemKind kind) {
    const char tag = static_cast<char>(kind);
    return fnv1a64(stem, fnv1a64(std::string_view(&tag, 1)));
}

/// Above this the spelling fits another word better than it fits this one.
constexpr double kMaxHeardDistance = 1.3;
constexpr std::size_t kMaxPrefixWords = 400;

}   // namespace

std::string stem_of(std::string_view word, StemKind kind) {
    if (kind == StemKind::latin) return is_latin(word) ? text::stem_english(word) : std::string{};
    if (!text::is_plain_arabic(word)) return {};
    if (kind == StemKind::persian) return std::string(text::stem_persian(word));
    if (kind == StemKind::arabic) return std::string(text::stem_arabic(word));
    return text::root_arabic(word);
}

std::vector<std::uint64_t> grams_of(std::string_view word) {
    constexpr std::uint64_t kEnd = 1;
    std::vector<std::uint64_t> out;
    std::uint64_t window = kEnd;       // three letters of 21 bits
    std::size_t letters = 1;
    const auto push = [&](std::uint64_t letter) {
        window = ((window << 21) | letter) & ((1ULL << 63) - 1);
        if (++letters >= 3) out.push_back(window);
    };
    for (std::size_t at = 0; at < word.size();) push(text::next_code_point(word, at));
    push(kEnd);
    return out;
}

std::size_t Vocabulary::slot_of(std::string_view wanted) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = static_cast<std::size_t>(fnv1a64(wanted)) & mask;
    while (slots_[at] != 0 && word(slots_[at] - 1) != wanted) at = (at + 1) & mask;
    return at;
}

WordIndex Vocabulary::add(std::string_view text) {
    if (slots_.size() < 2 * (words_.size() + 1)) {
        slots_.assign(std::max<std::size_t>(1024, slots_.size() * 4), 0);
        for (WordIndex i = 0; i < words_.size(); ++i) slots_[slot_of(word(i))] = i + 1;
    }
    WordIndex& slot = slots_[slot_of(text)];
    if (slot != 0) return slot - 1;
    const Shape shape = shape_of(text);
    words_.push_back({static_cast<std::uint32_t>(letters_.size()), 0, shape.mask, static_cast<std::uint8_t>(text.size()), shape.letters});
    letters_ += text;
    return (slot = static_cast<WordIndex>(words_.size())) - 1;
}

std::vector<WordIndex> Vocabulary::sort() {
    struct Key {
        std::uint64_t head;            ///< the first eight bytes, which decide nearly always
        WordIndex word;
    };
    std::vector<Key> keys;
    keys.reserve(words_.size());
    for (WordIndex i = 0; i < words_.size(); ++i) {
        std::uint64_t head = 0;
        for (std::size_t at = 0; at < 8; ++at) head = (head << 8) | (at < words_[i].bytes ? static_cast<unsigned char>(letters_[words_[i].offset + at]) : 0);
        keys.push_back({head, i});
    }
    std::sort(keys.begin(), keys.end(), [&](const Key& a, const Key& b) { return a.head != b.head ? a.head < b.head : word(a.word) < word(b.word); });
    std::vector<WordIndex> sorted(words_.size());
    std::vector<Entry> words;
    words.reserve(words_.size());
    for (const Key& key : keys) {
        sorted[key.word] = static_cast<WordIndex>(words.size());
        words.push_back(words_[key.word]);
    }
    words_ = std::move(words);
    slots_ = {};
    return sorted;
}

void Vocabulary::finish(bool persian, bool arabic) {
    for (WordIndex i = 0; i < words_.size(); ++i) {
        const std::string_view text = word(i);
        for (const std::uint64_t gram : grams_of(text)) grams_.add(gram, i);
        if (is_latin(text)) { stems_.add(key_of(text::stem_english(text), StemKind::latin), i); continue; }
        if (!text::is_plain_arabic(text)) continue;
        if (persian) stems_.add(key_of(text::stem_persian(text), StemKind::persian), i);
        if (arabic) stems_.add(key_of(text::stem_arabic(text), StemKind::arabic), i);
        if (arabic) stems_.add(key_of(text::root_arabic(text), StemKind::arabic_root), i);
    }
    stems_.finish();
    grams_.finish();
}

WordIndex Vocabulary::lower_bound(std::string_view wanted) const {
    WordIndex low = 0, high = static_cast<WordIndex>(words_.size());
    while (low < high) {
        const WordIndex middle = low + (high - low) / 2;
        if (word(middle) < wanted) low = middle + 1;
        else high = middle;
    }
    return low;
}

std::optional<WordIndex> Vocabulary::find(std::string_view wanted) const {
    const WordIndex at = lower_bound(wanted);
    if (at == words_.size() || word(at) != wanted) return std::nullopt;
    return at;
}

bool Vocabulary::has_prefix(std::string_view prefix) const {
    const WordIndex at = lower_bound(prefix);
    return at < words_.size() && word(at).starts_with(prefix);
}

std::vector<WordIndex> Vocabulary::starting_with(std::string_view prefix, std::size_t limit) const {
    std::vector<WordIndex> out;
    for (WordIndex i = lower_bound(prefix); i < words_.size() && word(i).starts_with(prefix) && out.size() < kMaxPrefixWords; ++i)
        if (words_[i].bytes > prefix.size()) out.push_back(i);
    std::sort(out.begin(), out.end(), [&](WordIndex a, WordIndex b) {
        return words_[a].article_count != words_[b].article_count ? words_[a].article_count > words_[b].article_count : a < b;
    });
    if (out.size() > limit) out.resize(limit);
    return out;
}

std::span<const WordIndex> Vocabulary::with_stem(std::string_view stem, StemKind kind) const {
    return stem.empty() ? std::span<const WordIndex>{} : stems_.find(key_of(stem, kind));
}

std::vector<Vocabulary::Near> Vocabulary::near(std::string_view wanted, std::size_t limit) const {
    const Shape shape = shape_of(wanted);
    const int max = shape.letters >= 8 ? 2 : shape.letters >= 4 ? 1 : 0;
    std::vector<Near> out;
    if (max == 0) return out;
    int best = max;
    for (WordIndex i = 0; i < words_.size(); ++i) {
        const Entry& entry = words_[i];
        const int longer = static_cast<int>(entry.letter_count) - static_cast<int>(shape.letters);
        // Each slip changes at most two bits of the mask.
        if (longer > best || longer < -best || std::popcount(entry.letter_mask ^ shape.mask) > 2 * best) continue;
        const auto distance = static_cast<int>(text::edit_distance(wanted, word(i), static_cast<std::size_t>(best)));
        if (distance == 0 || distance > best) continue;
        best = distance;
        out.push_back({i, static_cast<std::uint8_t>(distance)});
    }
    std::erase_if(out, [&](const Near& near) { return near.distance > best; });
    std::sort(out.begin(), out.end(), [&](const Near& a, const Near& b) {
        const bool first_a = word(a.word).front() == wanted.front() && word(a.word)[word(a.word).size() > 1] == wanted[1];
        const bool first_b = word(b.word).front() == wanted.front() && word(b.word)[word(b.word).size() > 1] == wanted[1];
        if (first_a != first_b) return first_a;
        if (article_count(a.word) != article_count(b.word)) return article_count(a.word) > article_count(b.word);
        return a.word < b.word;
    });
    if (out.size() > limit) out.resize(limit);
    return out;
}

std::vector<Vocabulary::Heard> Vocabulary::heard_as(std::string_view latin, std::size_t limit) const {
    std::vector<Heard> out;
    const std::string consonants = text::consonants_of_latin(latin);
    if (consonants.empty()) return out;
    if (!sounds_) {
        sounds_.emplace();
        for (WordIndex i = 0; i < words_.size(); ++i) {
            if (!text::is_plain_arabic(word(i))) continue;
            const std::string sound = text::consonants_of_arabic(word(i));
            if (!sound.empty()) sounds_->add(fnv1a64(sound), i);
        }
        sounds_->finish();
    }
    for (const WordIndex i : sounds_->find(fnv1a64(consonants))) {
        const double distance = text::latin_distance(latin, word(i));
        if (distance <= kMaxHeardDistance) out.push_back({i, distance});
    }
    std::sort(out.begin(), out.end(), [&](const Heard& a, const Heard& b) {
        if (a.distance != b.distance) return a.distance < b.distance;
        return article_count(a.word) != article_count(b.word) ? article_count(a.word) > article_count(b.word) : a.word < b.word;
    });
    if (out.size() > limit) out.resize(limit);
    return out;
}

}   // namespace pasokh::search
