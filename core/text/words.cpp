#include "core/text/words.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace pasokh::text {

namespace {

/// A word, or the part of one between half-spaces, while it is being read.
struct Piece {
    std::array<char, kMaxWordBytes> letters;
    std::uint8_t bytes = 0;
    std::uint32_t begin = 0, end = 0;

    std::string_view text() const { return {letters.data(), bytes}; }
    bool has_room(std::size_t more) const { return bytes + more <= kMaxWordBytes; }
    void append(std::string_view more) {
        std::memcpy(letters.data() + bytes, more.data(), more.size());
        bytes = static_cast<std::uint8_t>(bytes + more.size());
    }
    void take(const Piece& tail) {
        append(tail.text());
        end = tail.end;
    }
};

bool is_one_of(std::string_view word, const std::string_view* first, std::size_t count) {
    return std::find(first, first + count, word) != first + count;
}

/// Sizes first: it is asked of every word.
bool is_verb_prefix(std::string_view word) { return (word.size() == 4 && word == "می") || (word.size() == 6 && word == "نمی"); }

/// Endings joined across a half-space.
bool is_ending(std::string_view word) {
    static constexpr std::string_view kEndings[] = {"ها", "های", "هایی", "هایم", "هایت", "هایش", "هایشان", "تر", "ترین", "ترها",
                                                    "ام", "ات", "اش", "ای", "اند", "ایم", "اید", "مان", "تان", "شان"};
    return is_one_of(word, kEndings, std::size(kEndings));
}

/// Endings joined across a plain space too: those that are hardly ever words of their own.
bool is_spaced_ending(std::string_view word) {
    static constexpr std::string_view kEndings[] = {"ها", "های", "هایی", "هایم", "هایت", "هایش", "هایشان", "تر", "ترین"};
    return word.size() >= 4 && word.size() <= 14 && (word.starts_with("ها") || word.starts_with("تر")) && is_one_of(word, kEndings, std::size(kEndings));
}

bool starts_arabic(std::string_view folded) {
    std::size_t at = 0;
    return !folded.empty() && is_arabic_script(next_code_point(folded, at));
}

bool has_two_letters(std::string_view folded) {
    std::size_t at = 0;
    if (folded.empty()) return false;
    next_code_point(folded, at);
    return at < folded.size();
}

bool is_ideograph(char32_t c) { return (c >= 0x3040 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF); }
bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x00B4 || c == '`'; }

/// What a letter below U+0800 folds to, as UTF-8 of at most three bytes: nearly all letters of the three languages.
struct FoldedLetter {
    char bytes[3];
    std::uint8_t size;
    bool word;                         ///< is_word_letter
    bool simple;                       ///< false: ask the slow functions
};

using FoldTable = std::array<FoldedLetter, 0x800>;

FoldTable make_fold_table() {
    FoldTable table{};
    std::string folded;
    for (char32_t c = 0; c < table.size(); ++c) {
        folded.clear();
        append_folded(folded, c);
        FoldedLetter& entry = table[c];
        entry.simple = folded.size() <= sizeof entry.bytes && !is_apostrophe(c);
        entry.word = is_word_letter(c);
        entry.size = entry.simple ? static_cast<std::uint8_t>(folded.size()) : 0;
        std::copy_n(folded.begin(), entry.size, entry.bytes);
    }
    return table;
}

class Cutter {
public:
    Cutter(std::string_view text, const std::function<void(const WordView&)>& sink) : text_(text), sink_(sink) {}

    void run() {
        static const FoldTable kTable = make_fold_table();
        for (std::size_t at = 0; at < text_.size();) {
            const auto begin = static_cast<std::uint32_t>(at);
            const auto lead = static_cast<unsigned char>(text_[at]);
            const FoldedLetter* letter = nullptr;
            if (lead < 0x80) {
                letter = &kTable[lead];
                ++at;
            } else if (lead >= 0xC2 && lead < 0xE0 && at + 1 < text_.size() && (static_cast<unsigned char>(text_[at + 1]) & 0xC0) == 0x80) {
                letter = &kTable[((lead & 0x1Fu) << 6) | (static_cast<unsigned char>(text_[at + 1]) & 0x3Fu)];
                at += 2;
            }
            if (letter == nullptr || !letter->simple) {
                at = begin;
                slow_letter(at);
            } else if (letter->word) {
                add({letter->bytes, letter->size}, begin, static_cast<std::uint32_t>(at));
            } else if (joins_number(begin, at)) {
                close_part();
            } else {
                close_word();
            }
        }
        close_word();
        flush();
    }

private:
    /// Does the sign at [begin, end) stand inside of a number, a price, a date or a product code?
    bool joins_number(std::size_t begin, std::size_t end) const {
        if (part_.bytes == 0 || end >= text_.size()) return false;
        std::size_t at = begin, next = end;
        const char32_t sign = next_code_point(text_, at), after = next_code_point(text_, next);
        const bool digit_before = part_.letters[part_.bytes - 1u] >= '0' && part_.letters[part_.bytes - 1u] <= '9', digit_after = digit_value(after) >= 0;
        if (sign == '-' || sign == '_') return (digit_before || digit_after) && is_word_letter(after);
        return digit_before && digit_after && (sign == '.' || sign == ',' || sign == '/' || sign == 0x066B || sign == 0x066C);
    }

    void slow_letter(std::size_t& at) {
        const auto begin = static_cast<std::uint32_t>(at);
        const char32_t letter = next_code_point(text_, at);
        if (letter == kHalfSpace) { close_part(); return; }
        if (is_apostrophe(letter)) { apostrophe(at); return; }
        const bool ideograph = is_ideograph(letter);
        if (!is_word_letter(letter) || ideograph) close_word();
        if (!is_word_letter(letter)) return;
        std::string folded;
        append_folded(folded, letter);
        add(folded, begin, static_cast<std::uint32_t>(at));
        if (ideograph) close_word();
    }

    /// A mark folds to nothing and belongs to the letter before it.
    void add(std::string_view folded, std::uint32_t begin, std::uint32_t end) {
        if (!folded.empty() && part_.has_room(folded.size())) {
            if (part_.bytes == 0) part_.begin = begin;
            part_.append(folded);
        } else if (part_.bytes == 0) {
            return;
        }
        part_.end = end;
    }

    /// Inside a word an apostrophe is dropped ("don't"), and so is a final "'s".
    void apostrophe(std::size_t& at) {
        if (part_.bytes == 0) { close_word(); return; }
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

    /// می‌خواهم and کتاب‌های become one part; more parts than there is room for begin a new word.
    void close_part() {
        if (part_.bytes == 0) return;
        Piece* last = part_count_ > 0 ? &parts_[part_count_ - 1] : nullptr;
        if (last != nullptr && last->has_room(part_.bytes) && (is_verb_prefix(last->text()) || is_ending(part_.text()))) {
            last->take(part_);
        } else {
            if (part_count_ == parts_.size()) close_parts();
            parts_[part_count_++] = part_;
        }
        part_.bytes = 0;
    }

    void close_word() {
        close_part();
        if (part_count_ > 0) close_parts();
    }

    void close_parts() {
        if (part_count_ == 1) push_single(parts_[0]);
        else push_compound();
        part_count_ = 0;
    }

    /// The same joins where a plain space was typed.
    void push_single(const Piece& word) {
        if (waiting_ && last_.has_room(word.bytes) && only_blanks(last_.end, word.begin)) {
            const bool verb = is_verb_prefix(last_.text()) && has_two_letters(word.text()) && starts_arabic(word.text());
            const bool ending = is_spaced_ending(word.text()) && starts_arabic(last_.text()) && has_two_letters(last_.text());
            if (verb || ending) { last_.take(word); return; }
        }
        flush();
        last_ = word;
        waiting_ = true;
    }

    void push_compound() {
        flush();
        Piece whole = parts_[0];
        for (std::size_t i = 0; i < part_count_; ++i) {
            emit(parts_[i], false);
            if (i > 0 && whole.has_room(parts_[i].bytes)) whole.append(parts_[i].text());
            whole.end = parts_[i].end;
        }
        emit(whole, true);
    }

    bool only_blanks(std::size_t from, std::size_t to) const {
        for (; from < to; ++from)
            if (text_[from] != ' ' && text_[from] != '\t') return false;
        return true;
    }

    /// The last word waits for an ending that may follow it.
    void flush() {
        if (waiting_) emit(last_, false);
        waiting_ = false;
    }

    void emit(const Piece& piece, bool joined) { sink_({piece.text(), piece.begin, piece.end, joined}); }

    std::string_view text_;
    const std::function<void(const WordView&)>& sink_;
    Piece part_;                       ///< being read
    std::array<Piece, 8> parts_;       ///< of the word being read, split at half-spaces
    std::size_t part_count_ = 0;
    Piece last_;
    bool waiting_ = false;
};

}   // namespace

void cut_words(std::string_view text, const std::function<void(const WordView&)>& sink) { Cutter(text, sink).run(); }

std::vector<Word> cut_words(std::string_view text) {
    std::vector<Word> out;
    cut_words(text, [&](const WordView& word) { out.push_back({std::string(word.text), word.begin, word.end, word.joined}); });
    return out;
}

}   // namespace pasokh::text
