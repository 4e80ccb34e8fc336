#include "core/text/words.h"

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace pasokh::text {

namespace {

bool is_one_of(std::string_view word, const std::string_view* first, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        if (first[i] == word) return true;
    return false;
}

bool is_verb_prefix(std::string_view word) { return word == "می" || word == "نمی"; }

/// Endings joined across a half-space.
bool is_ending(std::string_view word) {
    static constexpr std::string_view kEndings[] = {"ها", "های", "هایی", "هایم", "هایت", "هایش", "هایشان", "تر", "ترین", "ترها",
                                                    "ام", "ات", "اش", "ای", "اند", "ایم", "اید", "مان", "تان", "شان"};
    return is_one_of(word, kEndings, std::size(kEndings));
}

/// Endings joined across a plain space too: those that are hardly ever words of their own.
bool is_spaced_ending(std::string_view word) {
    static constexpr std::string_view kEndings[] = {"ها", "های", "هایی", "هایم", "هایت", "هایش", "هایشان", "تر", "ترین"};
    return is_one_of(word, kEndings, std::size(kEndings));
}

bool starts_arabic(std::string_view folded) {
    std::size_t at = 0;
    return !folded.empty() && is_arabic_script(next_code_point(folded, at));
}

/// More than one letter; folded letters of Arabic script take two bytes, all others are compared by script before.
bool has_two_letters(std::string_view folded) {
    std::size_t at = 0;
    if (folded.empty()) return false;
    next_code_point(folded, at);
    return at < folded.size();
}

bool is_ideograph(char32_t c) { return (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF); }

class Cutter {
public:
    explicit Cutter(std::string_view text) : text_(text) {}

    std::vector<Word> run() {
        for (std::size_t at = 0; at < text_.size();) {
            const auto begin = static_cast<std::uint32_t>(at);
            const char32_t letter = next_code_point(text_, at);
            const auto end = static_cast<std::uint32_t>(at);
            if (letter == kHalfSpace) { close_part(); continue; }
            if (is_apostrophe(letter)) { apostrophe(at); continue; }
            if (!is_word_letter(letter) || is_ideograph(letter)) close_word();
            if (is_word_letter(letter)) add(letter, begin, end);
            if (is_ideograph(letter)) close_word();
        }
        close_word();
        return std::move(words_);
    }

private:
    static bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x00B4 || c == '`'; }

    void add(char32_t letter, std::uint32_t begin, std::uint32_t end) {
        const std::size_t before = part_.text.size();
        append_folded(part_.text, letter);
        if (part_.text.size() > kMaxWordBytes) part_.text.resize(before);
        if (part_.text.size() == before) {
            if (!part_.text.empty()) part_.end = end;   // a mark belongs to the letter before it
            return;
        }
        if (before == 0) part_.begin = begin;
        part_.end = end;
    }

    /// Inside a word an apostrophe is dropped ("don't"), and so is a final "'s".
    void apostrophe(std::size_t& at) {
        if (part_.text.empty()) { close_word(); return; }
        std::size_t next = at;
        if (next >= text_.size()) return;
        const char32_t after = next_code_point(text_, next);
        if (!is_word_letter(after)) { close_word(); return; }
        if (after != 's' && after != 'S') return;
        std::size_t behind = next;
        if (next < text_.size() && is_word_letter(next_code_point(text_, behind))) return;
        at = next;
        close_word();
    }

    void close_part() {
        if (!part_.text.empty()) parts_.push_back(std::move(part_));
        part_ = Word{};
    }

    void close_word() {
        close_part();
        if (parts_.empty()) return;
        if (parts_.size() > 1) join_affixes();
        if (parts_.size() == 1) push_single(std::move(parts_[0]));
        else push_compound();
        parts_.clear();
    }

    /// می‌خواهم and کتاب‌های become one part.
    void join_affixes() {
        std::vector<Word> joined;
        for (Word& part : parts_) {
            const bool fits = !joined.empty() && joined.back().text.size() + part.text.size() <= kMaxWordBytes;
            if (fits && (is_verb_prefix(joined.back().text) || is_ending(part.text))) append(joined.back(), part);
            else joined.push_back(std::move(part));
        }
        parts_ = std::move(joined);
    }

    /// The same joins where a plain space was typed.
    void push_single(Word word) {
        Word* last = words_.empty() || words_.back().joined ? nullptr : &words_.back();
        if (last != nullptr && last->text.size() + word.text.size() <= kMaxWordBytes && text_between(*last, word)) {
            const bool verb = is_verb_prefix(last->text) && has_two_letters(word.text) && starts_arabic(word.text);
            const bool ending = is_spaced_ending(word.text) && starts_arabic(last->text) && has_two_letters(last->text);
            if (verb || ending) { append(*last, word); return; }
        }
        words_.push_back(std::move(word));
    }

    /// Only blanks stand between the two.
    bool text_between(const Word& a, const Word& b) const {
        for (std::size_t i = a.end; i < b.begin; ++i)
            if (text_[i] != ' ' && text_[i] != '\t') return false;
        return true;
    }

    void push_compound() {
        Word whole = parts_.front();
        whole.joined = true;
        for (std::size_t i = 1; i < parts_.size(); ++i)
            if (whole.text.size() + parts_[i].text.size() <= kMaxWordBytes) append(whole, parts_[i]);
        for (Word& part : parts_) words_.push_back(std::move(part));
        words_.push_back(std::move(whole));
    }

    static void append(Word& word, const Word& tail) {
        word.text += tail.text;
        word.end = tail.end;
    }

    std::string_view text_;
    std::vector<Word> words_;
    std::vector<Word> parts_;   ///< of the word being read, split at half-spaces
    Word part_;
};

}   // namespace

std::vector<Word> cut_words(std::string_view text) { return Cutter(text).run(); }

}   // namespace pasokh::text
