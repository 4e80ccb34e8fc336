#include "core/text/finglish.h"

#include <algorithm>
#include <vector>

#include "core/text/utf8.h"

namespace pasokh::text {

namespace {

/// Latin letters with the pairs that write one sound replaced by one sign. Digits are Arabizi letters (7 = ح, 5 = خ).
std::string sounds_of_latin(std::string_view word) {
    struct Pair { std::string_view from; char to; };
    static constexpr Pair kPairs[] = {{"sh", 'S'}, {"ch", 'C'}, {"kh", 'X'}, {"zh", 'Z'}, {"gh", 'G'}, {"ph", 'f'}, {"ee", 'i'}, {"oo", 'u'}, {"ou", 'u'}, {"aa", 'a'}, {"ck", 'k'}};
    std::string out;
    for (std::size_t i = 0; i < word.size();) {
        const std::string_view rest = word.substr(i);
        const Pair* pair = nullptr;
        for (const Pair& candidate : kPairs)
            if (rest.starts_with(candidate.from)) { pair = &candidate; break; }
        if (pair != nullptr) { out += pair->to; i += 2; continue; }
        const char c = word[i++];
        switch (c) {
            case 'q': out += 'G'; break;
            case 'x': out += "ks"; break;
            case 'c': out += 'k'; break;
            case 'w': out += 'v'; break;
            case '7': out += 'h'; break;
            case '5': out += 'X'; break;
            case '9': out += 's'; break;
            case '2': case '3': out += '\''; break;
            default: out += c;
        }
        const std::size_t n = out.size();   // a doubled consonant is one letter in Persian
        if (n >= 2 && out[n - 1] == out[n - 2] && out[n - 1] != 'a') out.pop_back();
    }
    return out;
}

/// One sign a letter, as it would be spelled without short vowels.
std::string sounds_of_arabic(std::string_view word) {
    std::string out;
    for (std::size_t at = 0; at < word.size();) {
        switch (next_code_point(word, at)) {
            case U'ا': out += 'a'; break;
            case U'ب': out += 'b'; break;
            case U'پ': out += 'p'; break;
            case U'ت': case U'ط': out += 't'; break;
            case U'ث': case U'س': case U'ص': out += 's'; break;
            case U'ج': out += 'j'; break;
            case U'چ': out += 'C'; break;
            case U'ح': case U'ه': out += 'h'; break;
            case U'خ': out += 'X'; break;
            case U'د': out += 'd'; break;
            case U'ذ': case U'ز': case U'ض': case U'ظ': out += 'z'; break;
            case U'ر': out += 'r'; break;
            case U'ژ': out += 'Z'; break;
            case U'ش': out += 'S'; break;
            case U'ع': out += '\''; break;
            case U'غ': case U'ق': out += 'G'; break;
            case U'ف': out += 'f'; break;
            case U'ک': out += 'k'; break;
            case U'گ': out += 'g'; break;
            case U'ل': out += 'l'; break;
            case U'م': out += 'm'; break;
            case U'ن': out += 'n'; break;
            case U'و': out += 'v'; break;
            case U'ی': out += 'i'; break;
            default: return {};
        }
    }
    return out;
}

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y' || c == '\''; }

/// Vowels, the half-vowels v and y, and a final h (spelled for a final e) are left out.
std::string consonants(std::string_view sounds) {
    std::string out;
    for (std::size_t i = 0; i < sounds.size(); ++i) {
        const char c = sounds[i];
        if (is_vowel(c) || c == 'v' || (c == 'h' && i + 1 == sounds.size())) continue;
        if (out.empty() || out.back() != c) out += c;
    }
    return out.size() < 2 ? std::string{} : out;
}

bool is_latin_word(std::string_view word) {
    bool letter = false;
    for (const char c : word) {
        if (c >= 'a' && c <= 'z') letter = true;
        else if (c < '2' || c > '9') return false;
    }
    return letter && word.size() <= 32;
}

double replace_cost(char latin, char letter) {
    if (latin == letter) return 0;
    if (letter == 'v' && (latin == 'o' || latin == 'u')) return 0.1;
    if (letter == 'i' && (latin == 'y' || latin == 'e')) return latin == 'y' ? 0 : 0.3;
    if (letter == 'h' && (latin == 'e' || latin == 'a')) return 0.2;
    if (letter == 'a' && (latin == 'e' || latin == 'o')) return 0.3;
    if (letter == '\'' && is_vowel(latin)) return 0.2;
    return 1;
}

}   // namespace

std::string consonants_of_latin(std::string_view folded) { return is_latin_word(folded) ? consonants(sounds_of_latin(folded)) : std::string{}; }
std::string consonants_of_arabic(std::string_view folded) { return consonants(sounds_of_arabic(folded)); }

double latin_distance(std::string_view latin_word, std::string_view arabic_word) {
    const std::string latin = sounds_of_latin(latin_word), letters = sounds_of_arabic(arabic_word);
    if (letters.empty()) return 99;
    std::vector<double> row(letters.size() + 1), next(letters.size() + 1);
    const auto unwritten = [](char c) { return c == 'e' || c == 'a' || c == 'o' ? 0.15 : c == '\'' ? 0.1 : 1.0; };
    const auto silent = [](char c) { return c == '\'' ? 0.1 : c == 'h' || c == 'v' ? 0.7 : 1.0; };
    for (std::size_t j = 1; j <= letters.size(); ++j) row[j] = row[j - 1] + silent(letters[j - 1]);
    for (std::size_t i = 1; i <= latin.size(); ++i) {
        next[0] = row[0] + unwritten(latin[i - 1]);
        for (std::size_t j = 1; j <= letters.size(); ++j)
            next[j] = std::min({row[j] + unwritten(latin[i - 1]), next[j - 1] + silent(letters[j - 1]),
                                row[j - 1] + replace_cost(latin[i - 1], letters[j - 1])});
        row.swap(next);
    }
    return row[letters.size()];
}

}   // namespace pasokh::text
