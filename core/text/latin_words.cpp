#include "core/text/latin_words.h"

#include <algorithm>
#include <span>

#include "core/text/stem.h"

namespace pasokh::text {

namespace {

constexpr std::size_t kMaxForms = 8, kLeastLetters = 3;
constexpr double kWithoutArticle = 0.02, kBound = 0.05, kWithoutEnding = 0.2, kWithoutBeginning = 0.15, kOfStem = 0.2;

constexpr std::string_view kPersianEndings[] = {"haye", "hash", "ham", "hay", "ha", "amo", "esho", "eto", "am", "em", "et", "at", "esh", "ash", "ro", "o", "e", "i"};
constexpr std::string_view kArabicEndings[] = {"kom", "hom", "ni", "na", "ha", "ak", "ik", "ek", "to", "ti", "et", "t", "o", "i"};
constexpr std::string_view kPersianBeginnings[] = {"nemi", "mi", "be", "na"};
constexpr std::string_view kArabicBeginnings[] = {"wel", "wal", "bel", "bil", "lel", "lil", "fel", "fil", "el", "al", "il", "be", "bi", "b", "w", "l", "e", "a"};

struct LittleWord {
    std::string_view latin, meant;
};

constexpr LittleWord kPersianWords[] = {
    {"az", "از"}, {"ba", "با"}, {"be", "به"}, {"beh", "به"}, {"dar", "در"}, {"tu", "تو"}, {"too", "تو"}, {"to", "تو"}, {"ra", "را"}, {"ro", "رو را"},
    {"o", "و"}, {"va", "و"}, {"ke", "که"}, {"keh", "که"}, {"in", "این"}, {"un", "ان"}, {"oon", "ان"}, {"man", "من"}, {"ma", "ما"}, {"ye", "یک"}, {"yek", "یک"},
    {"ta", "تا"}, {"ya", "یا"}, {"ham", "هم"}, {"chi", "چی چه"}, {"che", "چه"}, {"ki", "کی"}, {"key", "کی"}, {"na", "نه"}, {"mi", ""}, {"ast", "است"}, {"ha", ""}};

constexpr LittleWord kArabicWords[] = {
    {"el", ""}, {"al", ""}, {"il", ""}, {"l", ""}, {"bel", ""}, {"bil", ""}, {"lel", ""}, {"lil", ""}, {"fel", "فی"}, {"fil", "فی"}, {"3al", "علی"}, {"w", "و"}, {"wa", "و"},
    {"we", "و"}, {"wel", "و"}, {"fi", "فی"}, {"fe", "فی"}, {"men", "من"}, {"min", "من"}, {"mn", "من"}, {"3ala", "علی"}, {"ala", "علی"}, {"3la", "علی"}, {"3an", "عن"},
    {"ila", "الی"}, {"ela", "الی"}, {"la", "لا"}, {"ma", "ما"}, {"ma3", "مع"}, {"mesh", "مش"}, {"mish", "مش"}, {"mush", "مش"}, {"mo", "مو"}, {"ana", "انا"}, {"enta", "انت"},
    {"howa", "هو"}, {"huwa", "هو"}, {"heya", "هی"}, {"hiya", "هی"}, {"da", "هذا"}, {"di", "هذه"}, {"dah", "هذا"}, {"elly", "اللی التی الذی"}, {"elli", "اللی التی الذی"},
    {"illi", "اللی التی الذی"}, {"ya", "یا"}, {"bas", "بس"}, {"aw", "او"}, {"hal", "هل"}, {"kif", "کیف"}, {"keef", "کیف"}, {"kayf", "کیف"}, {"ezay", "کیف"}, {"ezzay", "کیف"},
    {"wen", "وین این"}, {"ween", "وین این"}, {"feen", "وین این"}, {"fein", "وین این"}, {"ayn", "این"}, {"emta", "امتی متی"}, {"imta", "امتی متی"}, {"mata", "متی"},
    {"leish", "لیش لماذا"}, {"lesh", "لیش لماذا"}, {"leh", "لیش لماذا"}, {"lih", "لیش لماذا"}, {"shou", "شو ماذا"}, {"shu", "شو ماذا"}, {"sho", "شو ماذا"}, {"eh", "ماذا"},
    {"kam", "کم"}, {"lao", "لو"}, {"law", "لو"}, {"enno", "ان"}, {"enn", "ان"}};

std::vector<LatinForm> without_beginning(std::string_view word, double penalty, std::span<const std::string_view> beginnings) {
    std::vector<LatinForm> out = {{word, penalty}};
    for (const std::string_view beginning : beginnings)
        if (word.starts_with(beginning) && word.size() >= beginning.size() + kLeastLetters) {
            out.push_back({word.substr(beginning.size()), penalty + (beginning.size() > 1 && beginning.back() == 'l' ? kWithoutArticle : kWithoutBeginning)});
            break;
        }
    return out;
}

}   // namespace

std::vector<LatinForm> latin_forms(std::string_view word, Spoken language) {
    const bool arabic = language == Spoken::arabic;
    const std::span<const std::string_view> beginnings = arabic ? std::span<const std::string_view>(kArabicBeginnings) : std::span<const std::string_view>(kPersianBeginnings);
    const std::span<const std::string_view> endings = arabic ? std::span<const std::string_view>(kArabicEndings) : std::span<const std::string_view>(kPersianEndings);
    std::vector<LatinForm> out = without_beginning(word, 0, beginnings);
    for (const std::string_view ending : endings) {
        if (!word.ends_with(ending) || word.size() < ending.size() + kLeastLetters) continue;
        const bool bound = arabic && ending == "t" && std::string_view("aei").find(word[word.size() - 2]) != std::string_view::npos;   // رسالة, resalet
        for (const LatinForm& form : without_beginning(word.substr(0, word.size() - ending.size()), bound ? kBound : kWithoutEnding, beginnings))
            if (out.size() < kMaxForms) out.push_back(form);
    }
    return out;
}

std::vector<ArabicForm> arabic_forms(std::string_view word, Spoken language) {
    std::vector<ArabicForm> out = {{word, 0}};
    if (language == Spoken::persian) {
        if (const std::string_view stem = stem_persian(word); stem != word) out.push_back({stem, kOfStem});
        return out;
    }
    for (const std::string_view article : {"وال", "بال", "ال", "لل"})
        if (word.starts_with(article) && word.size() >= article.size() + 4) {
            out.push_back({word.substr(article.size()), kWithoutArticle});
            break;
        }
    if (const std::string_view stem = stem_arabic(word); stem != word && stem != out.back().text) out.push_back({stem, kOfStem});
    return out;
}

std::optional<std::string_view> little_word(std::string_view word, Spoken language) {
    const std::span<const LittleWord> words = language == Spoken::arabic ? std::span<const LittleWord>(kArabicWords) : std::span<const LittleWord>(kPersianWords);
    for (const LittleWord& little : words)
        if (little.latin == word) return little.meant;
    return std::nullopt;
}

}   // namespace pasokh::text
