#include "core/text/stem.h"

namespace pasokh::text {

namespace {

// Folded Arabic-script letters are two bytes each, so lengths in letters are bytes / 2.
std::size_t letters(std::string_view word) { return word.size() / 2; }

/// The last byte first: it nearly always decides, and comparing costs a call.
bool ends_with(std::string_view word, std::string_view ending) { return word.back() == ending.back() && word.ends_with(ending); }
bool starts_with(std::string_view word, std::string_view beginning) { return word[1] == beginning[1] && word.starts_with(beginning); }

bool is_ascii_word(std::string_view word) {
    for (const char c : word)
        if (c < 'a' || c > 'z') return false;
    return true;
}

}   // namespace

bool is_plain_arabic(std::string_view word) {
    if (word.empty() || word.size() % 2 != 0) return false;
    for (std::size_t i = 0; i < word.size(); i += 2) {
        const auto lead = static_cast<unsigned char>(word[i]);
        if (lead < 0xD8 || lead > 0xDB) return false;
    }
    return true;
}

std::string stem(std::string_view folded, std::string_view lang) {
    if (is_ascii_word(folded)) return stem_english(folded);
    return std::string(lang == "ar" ? stem_arabic(folded) : stem_persian(folded));
}

std::string_view stem_persian(std::string_view word) {
    static constexpr std::string_view kEndings[] = {
        "هایشان", "هایمان", "هایتان", "هایی", "هایم", "هایت", "هایش", "های", "ترین", "شان", "مان", "تان", "ها", "تر", "ند", "ید", "یم",
        "ات", "ان", "ام", "اش", "یی", "ای", "ی", "م", "ت", "ش", "ه"};
    if (!is_plain_arabic(word)) return word;
    if (letters(word) > 4 && word.starts_with("نمی")) word.remove_prefix(6);
    else if (letters(word) > 4 && word.starts_with("می")) word.remove_prefix(4);
    for (int round = 0; round < 2; ++round) {
        for (const std::string_view ending : kEndings) {
            const std::size_t keep = letters(ending) > 1 ? 3 : 4;
            if (!ends_with(word, ending) || letters(word) < letters(ending) + keep) continue;
            word.remove_suffix(ending.size());
            break;
        }
    }
    return word;
}

std::string_view stem_arabic(std::string_view word) {
    static constexpr std::string_view kBeginnings[] = {"وبال", "وکال", "وال", "بال", "کال", "فال", "لل", "ال", "و", "ف", "ب", "ل", "ک", "س"};
    static constexpr std::string_view kEndings[] = {"تها", "تهم", "کم", "هم", "هن", "نا", "ها", "ان", "ات", "ون",
                                                    "ین", "یه", "تی", "تک", "ه", "ی", "ت", "ک", "ا"};
    if (!is_plain_arabic(word)) return word;
    for (const std::string_view beginning : kBeginnings) {
        const std::size_t keep = letters(beginning) == 1 ? 4 : 3;
        if (!starts_with(word, beginning) || letters(word) < letters(beginning) + keep) continue;
        word.remove_prefix(beginning.size());
        break;
    }
    for (int round = 0; round < 2; ++round) {
        for (const std::string_view ending : kEndings) {
            if (!ends_with(word, ending) || letters(word) < letters(ending) + 3) continue;
            word.remove_suffix(ending.size());
            break;
        }
    }
    return word;
}

}   // namespace pasokh::text
