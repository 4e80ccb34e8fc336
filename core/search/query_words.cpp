#include "core/search/query_words.h"

#include <algorithm>

#include "core/text/fold.h"
#include "core/text/stop_words.h"
#include "core/text/utf8.h"

namespace pasokh::search {

namespace {

constexpr std::size_t kMaxHeard = 4;

bool ends_in_word(std::string_view text) {
    char32_t last = 0;
    for (std::size_t at = 0; at < text.size();) last = text::next_code_point(text, at);
    return last != 0 && text::is_word_letter(last);
}

}   // namespace

bool has_digit(std::string_view word) { return word.find_first_of("0123456789") != std::string_view::npos; }

bool is_latin_word(std::string_view word) {
    bool any = false;
    for (const char c : word) {
        if (static_cast<unsigned char>(c) >= 0x80) return false;
        any = any || (c >= 'a' && c <= 'z');
    }
    return any;
}

std::size_t letter_count(std::string_view word) { return text::count_code_points(word); }

bool has_stem(const Index& index, std::string_view word) {
    const Vocabulary& words = index.vocabulary();
    if (!words.with_stem(stem_of(word, StemKind::latin), StemKind::latin).empty()) return true;
    if (index.has_persian() && !words.with_stem(stem_of(word, StemKind::persian), StemKind::persian).empty()) return true;
    return index.has_arabic() && !words.with_stem(stem_of(word, StemKind::arabic), StemKind::arabic).empty();
}

QueryWords::QueryWords(std::string text, const Index& index)
    : text_(std::move(text)), index_(&index), words_(text::cut_words(text_)), open_end_(ends_in_word(text_)) {}

bool QueryWords::is_latin() const {
    return std::all_of(words_.begin(), words_.end(), [](const text::Word& word) { return is_latin_word(word.text) || has_digit(word.text); });
}

std::optional<text::Spoken> QueryWords::spoken(std::size_t language) const {
    if (language >= index_->languages().size()) return std::nullopt;   // an empty pack
    const std::string& code = index_->languages()[language].code;
    if (code.starts_with("fa")) return text::Spoken::persian;
    if (code.starts_with("ar")) return text::Spoken::arabic;
    return std::nullopt;
}

std::vector<Vocabulary::Heard> QueryWords::heard(std::size_t i, std::size_t language) {
    const auto read_as = spoken(language);
    if (!read_as) return {};
    auto& known = heard_[static_cast<std::size_t>(*read_as)];
    known.resize(words_.size());
    if (!known[i]) known[i] = index_->vocabulary().heard_as(words_[i].text, *read_as);
    std::vector<Vocabulary::Heard> out;
    for (const Vocabulary::Heard& word : *known[i])
        if (out.size() < kMaxHeard && index_->article_count(word.word, language) > 0) out.push_back(word);
    return out;
}

bool QueryWords::is_little_word(std::size_t i) const {
    if (text::is_stop_word(words_[i].text)) return false;
    for (std::size_t l = 0; l < index_->languages().size(); ++l)
        if (const auto read_as = spoken(l); read_as && text::little_word(words_[i].text, *read_as)) return true;
    return false;
}

}   // namespace pasokh::search
