#include "core/search/vocabulary.h"

#include <algorithm>
#include <bit>

#include "core/base/hash.h"
#include "core/text/edit_distance.h"
#include "core/text/latin_words.h"
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

std::uint64_t key_of(std::string_view stem, StemKind kind) { return table_hash(stem, (static_cast<std::uint64_t>(kind) + 1) << 56); }

constexpr std::size_t kMaxPrefixWords = 400, kMostNear = 6;

}   // namespace

std::string stem_of(std::string_view word, StemKind kind) {
    if (kind == StemKind::latin) return is_latin(word) ? text::stem_english(word) : std::string{};
    if (!text::is_plain_arabic(word)) return {};
    if (kind == StemKind::persian) return std::string(text::stem_persian(word));
    if (kind == StemKind::arabic) return std::string(text::stem_arabic(word));
    return text::root_arabic(word);
}

std::size_t Vocabulary::slot_of(std::string_view wanted, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    std::size_t at = static_cast<std::size_t>(hash) & mask;
    while (slots_[at].word_plus_one != 0 && (slots_[at].tag != tag || word(slots_[at].word_plus_one - 1) != wanted)) at = (at + 1) & mask;
    return at;
}

WordIndex Vocabulary::add(std::string_view text) {
    const std::uint64_t hash = table_hash(text);
    if (2 * slots_.size() < 3 * (words_.size() + 1)) {   // at most two thirds full; small enough to stay near the processor
        slots_.assign(std::max<std::size_t>(4096, slots_.size() * 2), Slot{});
        for (WordIndex i = 0; i < words_.size(); ++i) {
            const std::uint64_t old = table_hash(word(i));
            slots_[slot_of(word(i), old)] = {static_cast<std::uint32_t>(old >> 32), i + 1};
        }
    }
    Slot& slot = slots_[slot_of(text, hash)];
    if (slot.word_plus_one != 0) return slot.word_plus_one - 1;
    const Shape shape = shape_of(text);
    words_.push_back({static_cast<std::uint32_t>(letters_.size()), 0, shape.mask, static_cast<std::uint8_t>(text.size()), shape.letters});
    letters_ += text;
    slot = {static_cast<std::uint32_t>(hash >> 32), static_cast<WordIndex>(words_.size())};
    return slot.word_plus_one - 1;
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
    stems_.reserve(words_.size() * 2);
    return sorted;
}

void Vocabulary::group(WordIndex i, bool in_persian, bool in_arabic) {
    const std::string_view text = word(i);
    grams_.add(text, i);
    if (is_latin(text)) return stems_.add(key_of(text::stem_english(text), StemKind::latin), i);
    if (!text::is_plain_arabic(text)) return;
    if (in_persian) stems_.add(key_of(text::stem_persian(text), StemKind::persian), i);
    if (!in_arabic) return;
    stems_.add(key_of(text::stem_arabic(text), StemKind::arabic), i);
    stems_.add(key_of(text::root_arabic(text), StemKind::arabic_root), i);
}

void Vocabulary::finish() {
    stems_.finish();
    grams_.finish([this](WordIndex word) { return article_count(word); });
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

const std::vector<Vocabulary::Near>& Vocabulary::near(std::string_view wanted) const {
    return near_.of(wanted, [&] { return find_near(wanted); });
}

std::vector<Vocabulary::Near> Vocabulary::find_near(std::string_view wanted) const {
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
    if (out.size() > kMostNear) out.resize(kMostNear);
    return out;
}

const Vocabulary::Sounds& Vocabulary::sounds(text::Spoken language) const {
    std::optional<Sounds>& sounds = sounds_[static_cast<std::size_t>(language)];
    if (sounds) return *sounds;
    sounds.emplace();
    for (WordIndex i = 0; i < words_.size(); ++i) {
        sounds->first_form.push_back(static_cast<std::uint32_t>(sounds->forms.size()));
        if (!text::is_plain_arabic(word(i))) continue;
        std::string last;
        for (const text::ArabicForm& form : text::arabic_forms(word(i), language)) {
            const auto offset = static_cast<std::uint32_t>(form.text.data() - letters_.data());
            sounds->forms.push_back({offset, static_cast<std::uint8_t>(form.text.size()), static_cast<float>(form.penalty)});
            std::string key = text::sound_key(form.text, language);
            if (key.empty() || key == last) continue;
            sounds->words.add(fnv1a64(key), i);
            last = std::move(key);
        }
    }
    sounds->first_form.push_back(static_cast<std::uint32_t>(sounds->forms.size()));
    sounds->words.finish();
    return *sounds;
}

std::vector<WordIndex> Vocabulary::sounding_like(const text::LatinSpelling& spelling, const Sounds& sounds) const {
    std::vector<WordIndex> out;
    for (const std::string& key : spelling.keys()) {
        const std::span<const WordIndex> words = sounds.words.find(fnv1a64(key));
        out.insert(out.end(), words.begin(), words.end());
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

const std::vector<Vocabulary::Heard>& Vocabulary::heard_as(std::string_view latin, text::Spoken language) const {
    return heard_[static_cast<std::size_t>(language)].of(latin, [&] { return hear(latin, language); });
}

std::vector<Vocabulary::Heard> Vocabulary::hear(std::string_view latin, text::Spoken language) const {
    std::vector<Heard> out;
    if (!text::may_be_spoken(latin)) return out;
    const Sounds& sounds = this->sounds(language);
    for (const text::LatinForm& typed : text::latin_forms(latin, language)) {
        const text::LatinSpelling spelling(typed.text, language);
        for (const WordIndex i : sounding_like(spelling, sounds)) {
            double distance = spelling.limit();
            for (std::uint32_t f = sounds.first_form[i]; f < sounds.first_form[i + 1]; ++f) {
                const SoundForm& form = sounds.forms[f];
                const std::string_view text = std::string_view(letters_).substr(form.offset, form.bytes);
                distance = std::min(distance, spelling.distance(text, distance - form.penalty) + form.penalty);
            }
            if (distance < spelling.limit()) out.push_back({i, distance + typed.penalty});
        }
    }
    std::sort(out.begin(), out.end(), [](const Heard& a, const Heard& b) { return a.word != b.word ? a.word < b.word : a.distance < b.distance; });
    out.erase(std::unique(out.begin(), out.end(), [](const Heard& a, const Heard& b) { return a.word == b.word; }), out.end());
    std::sort(out.begin(), out.end(), [&](const Heard& a, const Heard& b) {
        if (a.distance != b.distance) return a.distance < b.distance;
        return article_count(a.word) != article_count(b.word) ? article_count(a.word) > article_count(b.word) : a.word < b.word;
    });
    return out;
}

}   // namespace pasokh::search
