#include "core/text/finglish.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/text/utf8.h"

namespace pasokh::text {

namespace {

constexpr std::size_t kMaxKeys = 8, kMaxSigns = 32;
constexpr char kNoKey = ' ';           ///< heard or not, it is not part of the key

/// A letter, its sign in the key, and the Latin signs that write it: usually, sometimes, rarely.
struct Letter {
    char32_t letter;
    char key;
    std::string_view usual, sometimes, rare;
};

constexpr Letter kPersian[] = {
    {U'ا', kNoKey, "aA", "eo", "iuIU'23"}, {U'ب', 'b', "b", "", ""}, {U'پ', 'p', "p", "", ""}, {U'ت', 't', "t", "", "6"}, {U'ث', 's', "s", "", ""},
    {U'ج', 'j', "j", "", ""}, {U'چ', 'C', "C", "", ""}, {U'ح', 'h', "h7", "", ""}, {U'خ', 'X', "X5x", "", ""}, {U'د', 'd', "d", "", ""},
    {U'ذ', 'z', "z", "", ""}, {U'ر', 'r', "r", "", ""}, {U'ز', 'z', "z", "", ""}, {U'ژ', 'Z', "Z", "j", ""}, {U'س', 's', "s", "", ""},
    {U'ش', 'S', "S", "", ""}, {U'ص', 's', "s9", "", ""}, {U'ض', 'z', "z", "", ""}, {U'ط', 't', "t6", "", ""}, {U'ظ', 'z', "z", "", ""},
    {U'ع', kNoKey, "'3", "aA", "eoiu"}, {U'غ', 'G', "Gq", "", "g8"}, {U'ف', 'f', "f", "", ""}, {U'ق', 'G', "Gq8", "", "g"}, {U'ک', 'k', "k", "", ""},
    {U'گ', 'g', "g", "", ""}, {U'ل', 'l', "l", "", ""}, {U'م', 'm', "m", "", ""}, {U'ن', 'n', "n", "", ""}, {U'و', kNoKey, "vwuU", "o", ""},
    {U'ه', 'h', "h", "", ""}, {U'ی', kNoKey, "yiI", "", "e"}};

constexpr Letter kArabic[] = {
    {U'ا', kNoKey, "aA2", "eiou", "IU'"}, {U'ب', 'b', "b", "p", ""}, {U'ت', 't', "t", "", ""}, {U'ث', 't', "T", "ts", ""},
    {U'ج', 'j', "j", "g", "Z"}, {U'ح', 'h', "7", "h", ""}, {U'خ', 'X', "X5x", "7", ""}, {U'د', 'd', "d", "", ""},
    {U'ذ', 'd', "D", "Tzd", ""}, {U'ر', 'r', "r", "", ""}, {U'ز', 'z', "z", "", ""}, {U'س', 's', "s", "", ""},
    {U'ش', 'S', "S", "C", ""}, {U'ص', 's', "s9", "", ""}, {U'ض', 'd', "dD", "9z", ""}, {U'ط', 't', "t6", "", ""}, {U'ظ', 'd', "DzT", "6d", ""},
    {U'ع', kNoKey, "3", "'aA", "eiou"}, {U'غ', 'G', "G", "83", "g"}, {U'ف', 'f', "f", "v", ""}, {U'ق', 'k', "q28", "9k", "gG"}, {U'ک', 'k', "k", "", "g"},
    {U'ل', 'l', "l", "", ""}, {U'م', 'm', "m", "", ""}, {U'ن', 'n', "n", "", ""}, {U'و', kNoKey, "wuU", "ov2", ""},
    {U'ه', 'h', "h", "", ""}, {U'ی', kNoKey, "yiI", "2ea", ""}};

// Costs in hundredths.
constexpr int kSometimes = 12, kRarely = 30, kOther = 100, kFar = 9900;

bool is_vowel(char c) { return std::string_view("aeiouAIU").find(c) != std::string_view::npos; }
/// Written or not, no consonant of the key.
bool is_soft(char c) { return is_vowel(c) || c == 'y' || c == 'w' || c == 'v' || c == '\'' || c == '3'; }

/// The letters of one language by number, and what each costs for each sign.
struct Table {
    static constexpr std::size_t kLetters = 33;
    static constexpr char32_t kFirst = 0x0620, kPastLast = 0x06D0;

    std::array<std::uint8_t, kPastLast - kFirst> number{};   ///< of a code point; 0 is no letter
    std::array<char, kLetters> key{};
    std::array<std::array<std::uint8_t, kLetters>, 128> cost;
    std::array<std::string, 128> keys;                       ///< that a sign may stand for, likeliest first

    template <std::size_t n>
    explicit Table(const Letter (&letters)[n]) {
        static_assert(n < kLetters);
        for (auto& row : cost) row.fill(kOther);
        for (std::size_t i = 0; i < n; ++i) {
            number[letters[i].letter - kFirst] = static_cast<std::uint8_t>(i + 1);
            key[i + 1] = letters[i].key;
        }
        add(letters, &Letter::usual, 0);
        add(letters, &Letter::sometimes, kSometimes);
        add(letters, &Letter::rare, kRarely);
    }

    template <std::size_t n>
    void add(const Letter (&letters)[n], std::string_view Letter::*signs, int price) {
        for (std::size_t i = 0; i < n; ++i) {
            for (const char sign : letters[i].*signs) {
                const auto at = static_cast<std::size_t>(sign);
                cost[at][i + 1] = static_cast<std::uint8_t>(price);
                if (!is_soft(sign) && keys[at].find(letters[i].key) == std::string::npos) keys[at] += letters[i].key;
            }
        }
    }

    std::uint8_t number_of(char32_t c) const { return c >= kFirst && c < kPastLast ? number[c - kFirst] : 0; }

    static const Table& of(Spoken language) {
        static const Table kTables[] = {Table(kPersian), Table(kArabic)};
        return kTables[static_cast<std::size_t>(language)];
    }
};

/// Latin letters with those that write one sound together replaced by one sign.
std::string signs_of(std::string_view word, Spoken language) {
    struct Pair { std::string_view from; char to; };
    static constexpr Pair kPairs[] = {{"sh", 'S'}, {"ch", 'C'}, {"kh", 'X'}, {"zh", 'Z'}, {"gh", 'G'}, {"ph", 'f'}, {"ee", 'I'}, {"ii", 'I'},
                                      {"oo", 'U'}, {"ou", 'U'}, {"uu", 'U'}, {"aa", 'A'}, {"ck", 'k'}, {"th", 'T'}, {"dh", 'D'}};
    constexpr std::size_t kArabicOnly = 2;   // in Persian th and dh are two sounds
    const std::size_t pairs = std::size(kPairs) - (language == Spoken::persian ? kArabicOnly : 0);
    std::string out;
    for (std::size_t i = 0; i < word.size() && out.size() < kMaxSigns;) {
        const std::string_view rest = word.substr(i);
        const Pair* const pair = std::find_if(kPairs, kPairs + pairs, [&](const Pair& candidate) { return rest.starts_with(candidate.from); });
        if (pair != kPairs + pairs) {
            out += pair->to;
            i += 2;
        } else {
            const char c = word[i++];
            const char next = i < word.size() ? word[i] : ' ';
            if (c == 'x' && i == word.size()) out += "ks";
            else if (c == 'c') out += next == 'e' || next == 'i' || next == 'y' ? 's' : 'k';
            else out += c;
        }
        const std::size_t n = out.size();   // a doubled letter is one letter in Arabic script
        if (n >= 2 && out[n - 1] == out[n - 2]) out.pop_back();
    }
    return out;
}

void append_key(std::string& key, char sign) {
    if (sign != kNoKey && (key.empty() || key.back() != sign)) key += sign;
}

/// A Latin vowel that Arabic script leaves out.
int unwritten(const std::string& signs, std::size_t i, Spoken language) {
    const char c = signs[i];
    const bool last = i + 1 == signs.size();
    switch (c) {
        case 'a': case 'e': case 'o': break;
        case 'i': case 'u': if (language == Spoken::persian) return 45; break;
        case 'A': case 'I': case 'U': return language == Spoken::persian ? 55 : 30;
        case '\'': return 20;
        case '2': return 10;
        case '3': return 80;
        case 'h': return last ? 10 : kOther;
        case 'y': case 'w': case 'v': return 60;
        default: return kOther;
    }
    if (i == 0) return 40;
    if (last) return language == Spoken::persian && c == 'e' ? 15 : 40;   // the ezafe
    return 8;
}

/// A letter that the Latin spelling leaves out.
int unheard(char32_t letter, char32_t before, bool last, Spoken language) {
    if (letter == before) return 20;
    switch (letter) {
        case U'ا': return last && before == U'و' ? 10 : 50;   // قالوا
        case U'ع': return 20;
        case U'و': return language == Spoken::persian && before == U'خ' ? 15 : 60;   // خواهر
        case U'ی': return 60;
        case U'ه': return last ? 15 : kOther;
        default: return kOther;
    }
}

}   // namespace

bool may_be_spoken(std::string_view word) {
    std::size_t letters = 0;
    char last = 'a';
    for (const char c : word) {
        const bool letter = c >= 'a' && c <= 'z', digit = c == '2' || c == '3' || (c >= '5' && c <= '9');
        if (!letter && (!digit || last < 'a')) return false;
        letters += letter;
        last = c;
    }
    return letters >= 2 && word.size() <= kMaxSigns;
}

std::string sound_key(std::string_view arabic, Spoken language) {
    const Table& table = Table::of(language);
    std::string out;
    for (std::size_t at = 0; at < arabic.size();) {
        const std::uint8_t letter = table.number_of(next_code_point(arabic, at));
        if (letter == 0) return {};
        if (table.key[letter] != 'h' || at < arabic.size()) append_key(out, table.key[letter]);
    }
    return out;
}

LatinSpelling::LatinSpelling(std::string_view folded, Spoken language) : language_(language) {
    if (!may_be_spoken(folded)) return;
    signs_ = signs_of(folded, language);
    const Table& table = Table::of(language);
    keys_.emplace_back();
    for (std::size_t i = 0; i < signs_.size(); ++i) {
        if (is_soft(signs_[i]) && signs_[i] != '3') continue;
        if (i + 1 == signs_.size() && (signs_[i] == 'h' || signs_[i] == '7')) continue;
        const std::string& options = table.keys[static_cast<std::size_t>(signs_[i])];
        if (options.empty()) { if (signs_[i] != '3') keys_.clear(); continue; }
        const std::size_t before = keys_.size();
        for (std::size_t option = 1; option < options.size(); ++option)
            for (std::size_t k = 0; k < before && keys_.size() < kMaxKeys; ++k) append_key(keys_.emplace_back(keys_[k]), options[option]);
        for (std::size_t k = 0; k < before; ++k) append_key(keys_[k], options.front());
    }
    std::erase_if(keys_, [](const std::string& key) { return key.empty(); });
}

double LatinSpelling::limit() const {
    if (keys_.empty()) return 0;
    const std::size_t consonants = keys_.front().size();
    return consonants == 1 ? 0.3 : consonants == 2 ? 0.5 : 1.0;
}

double LatinSpelling::distance(std::string_view arabic, double within) const {
    const Table& table = Table::of(language_);
    std::array<char32_t, kMaxSigns> letters;
    std::array<std::uint8_t, kMaxSigns> numbers;
    std::size_t count = 0;
    for (std::size_t at = 0; at < arabic.size(); ++count) {
        if (count == kMaxSigns) return kFar / 100.0;
        letters[count] = next_code_point(arabic, at);
        numbers[count] = table.number_of(letters[count]);
        if (numbers[count] == 0) return kFar / 100.0;
    }
    std::array<int, kMaxSigns + 1> row, next;
    row[0] = 0;
    std::array<int, kMaxSigns> skip;
    for (std::size_t j = 0; j < count; ++j) {
        skip[j] = unheard(letters[j], j > 0 ? letters[j - 1] : U' ', j + 1 == count, language_);
        row[j + 1] = row[j] + skip[j];
    }
    for (std::size_t i = 0; i < signs_.size(); ++i) {
        const char sign = signs_[i];
        const auto& cost = table.cost[static_cast<std::size_t>(sign)];
        const int left_out = unwritten(signs_, i, language_);
        next[0] = row[0] + left_out;
        int least = next[0];
        for (std::size_t j = 0; j < count; ++j) {
            int replaced = cost[numbers[j]];
            if (letters[j] == U'ا' && i == 0 && is_vowel(sign)) replaced = std::min(replaced, 5);
            if (letters[j] == U'ه' && j + 1 == count && (sign == 'e' || sign == 'a')) replaced = 3;
            if (language_ == Spoken::persian && letters[j] == U'ا' && (sign == 'U' || sign == 'u' || sign == 'o') && j + 1 < count && (letters[j + 1] == U'ن' || letters[j + 1] == U'م'))
                replaced = 12;   // نون for نان
            next[j + 1] = std::min({row[j + 1] + left_out, next[j] + skip[j], row[j] + replaced});
            least = std::min(least, next[j + 1]);
        }
        if (least > within * 100) return least / 100.0;   // no cost is negative
        row.swap(next);
    }
    return row[count] / 100.0;
}

}   // namespace pasokh::text
