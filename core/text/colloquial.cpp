#include "core/text/colloquial.h"

#include <cstddef>
#include <span>

#include "core/text/stem.h"

namespace pasokh::text {

namespace {

struct Pair {
    std::string_view spoken, written;
};

bool is_one_of(std::string_view word, std::span<const std::string_view> list) {
    for (const std::string_view item : list)
        if (item == word) return true;
    return false;
}

/// The written form of a whole spoken word or part; empty when it is not in the list.
std::string_view written_of(std::string_view spoken, std::span<const Pair> list) {
    for (const Pair& pair : list)
        if (pair.spoken == spoken) return pair.written;
    return {};
}

constexpr std::size_t kMaxStemLetters = 5;   // of a verb whose stem is in no table: پرداز

std::size_t letters(std::string_view word) { return word.size() / 2; }   // of plain Arabic script

std::string join(std::string_view a, std::string_view b, std::string_view c = {}) { return std::string(a).append(b).append(c); }

bool take_front(std::string_view& word, std::string_view part) {
    if (!word.starts_with(part)) return false;
    word.remove_prefix(part.size());
    return true;
}

bool take_back(std::string_view& word, std::string_view part) {
    if (!word.ends_with(part)) return false;
    word.remove_suffix(part.size());
    return true;
}

constexpr Pair kWords[] = {
    {"اگه", "اگر"}, {"دیگه", "دیگر"}, {"یه", "یک"}, {"واسه", "برای"}, {"چجوری", "چطور"}, {"چطوری", "چطور"}, {"چیکار", "چه کار"},
    {"چیه", "چیست"}, {"کیه", "کیست"}, {"کجاس", "کجاست"}, {"هس", "هست"}, {"هستش", "هست"}, {"نیستش", "نیست"}, {"همش", "همه"}, {"همهش", "همه"},
    {"اون", "ان"}, {"اونا", "انها"}, {"اینا", "اینها"}, {"اونجا", "انجا"}, {"اینجوری", "اینطور"}, {"اونجوری", "انطور"}, {"کدوم", "کدام"},
    {"تموم", "تمام"}, {"حموم", "حمام"}, {"اروم", "ارام"}, {"تومن", "تومان"}, {"کوپون", "کوپن"}, {"هندونه", "هندوانه"}, {"بذار", "بگذار"},
    {"بشه", "بشود"}, {"نشه", "نشود"}, {"بشن", "بشوند"}, {"نشن", "نشوند"}, {"بشم", "بشوم"}, {"بدین", "بدهید"}, {"ندین", "ندهید"}, {"برین", "بروید"}, {"بیاد", "بیاید"}, {"بیاین", "بیایید"},
    {"بگم", "بگویم"}, {"بگه", "بگوید"}, {"بگین", "بگویید"}, {"بگن", "بگویند"}, {"بیاره", "بیاورد"}, {"بیارن", "بیاورند"}, {"بیارین", "بیاورید"}};

/// Prepositions that a spoken pronoun leans on.
constexpr Pair kPrepositions[] = {{"به", "به"}, {"از", "از"}, {"باها", "با"}, {"برا", "برای"}};
constexpr Pair kPronouns[] = {{"م", "من"}, {"ت", "تو"}, {"ش", "او"}, {"مون", "ما"}, {"تون", "شما"}, {"شون", "انها"}};

/// Stems that speech shortens, as they stand before an ending.
constexpr Pair kShortStems[] = {{"تون", "توان"}, {"خون", "خوان"}, {"ذار", "گذار"}, {"زار", "گذار"}, {"شین", "نشین"}};
/// Too short to be told behind any prefix but می: بدی and نره are other words.
constexpr Pair kTinyStems[] = {{"ش", "شو"}, {"ر", "رو"}, {"گ", "گوی"}, {"د", "ده"}, {"ار", "اور"}, {"فت", "افت"}, {"وفت", "افت"}};
/// With a vowel at their end, so that the third person is ـد and not ـه.
constexpr Pair kVowelStems[] = {{"خوا", "خواه"}}, kTinyVowelStems[] = {{"ا", "ای"}};

constexpr Pair kEndings[] = {{"م", "م"}, {"ی", "ی"}, {"ه", "د"}, {"یم", "یم"}, {"ین", "ید"}, {"ن", "ند"}};
constexpr Pair kVowelEndings[] = {{"م", "م"}, {"ی", "ی"}, {"د", "د"}, {"یم", "یم"}, {"ین", "ید"}, {"ن", "ند"}};

/// Regular stems that may stand behind ب and ن, where too many nouns would fit the shape.
constexpr std::string_view kKnownStems[] = {"کن", "دار", "باش", "زن", "گیر", "فرست", "خر", "بین", "رس", "پرس", "خور", "نویس", "گرد", "پرداز", "ریز", "بند", "شناس", "گذار"};
/// Those that stand without any prefix.
constexpr std::string_view kBareStems[] = {"کن", "دار", "باش"};

/// Other words in the shape of a spoken verb.
constexpr std::string_view kNotVerbs[] = {"میان", "میایم", "میانه", "میخانه", "میکده", "میمنه", "میسره", "میهن", "میگرن", "میکروفن", "میادین",
                                          "میخچه", "نمونه", "نمیایم", "برمیایم", "برنمیایم", "بخوان", "نخوان", "نشینی", "نشینم", "نشینیم", "نشینه"};

std::string verb_of(std::string_view prefix, std::string_view rest, std::span<const Pair> stems, std::span<const Pair> endings) {
    for (const Pair& stem : stems) {
        if (!rest.starts_with(stem.spoken)) continue;
        const std::string_view ending = written_of(rest.substr(stem.spoken.size()), endings);
        if (!ending.empty()) return join(prefix, stem.written, ending);
    }
    return {};
}

std::string short_stem_verb(std::string_view prefix, std::string_view rest) {
    std::string out = verb_of(prefix, rest, kVowelStems, kVowelEndings);
    return out.empty() ? verb_of(prefix, rest, kShortStems, kEndings) : out;
}

std::string tiny_stem_verb(std::string_view prefix, std::string_view rest) {
    std::string out = verb_of(prefix, rest, kTinyVowelStems, kVowelEndings);
    return out.empty() ? verb_of(prefix, rest, kTinyStems, kEndings) : out;
}

/// گردون، رسون، دون، مون: speech says ون for the ان of the stem.
std::string stem_in_un(std::string_view prefix, std::string_view rest) {
    for (const Pair& ending : kEndings) {
        std::string_view stem = rest;
        if (take_back(stem, ending.spoken) && letters(stem) > 2 && !stem.ends_with("یون") && take_back(stem, "ون")) return join(join(prefix, stem, "ان"), ending.written);
    }
    return {};
}

/// میشده and میرفته are participles; these stems do end so.
bool may_be_present_stem(std::string_view stem) {
    static constexpr std::string_view kStems[] = {"فرست", "بند", "گرد", "خند", "پسند", "ایست", "افت"};
    return (!stem.ends_with("د") && !stem.ends_with("ت")) || is_one_of(stem, kStems);
}

/// Only the endings that are spoken differently: ـه، ـین، ـن. Any stem when `stems` is empty.
std::string regular_verb(std::string_view prefix, std::string_view rest, std::span<const std::string_view> stems) {
    for (const Pair& ending : {Pair{"ین", "ید"}, Pair{"ن", "ند"}, Pair{"ه", "د"}}) {
        std::string_view stem = rest;
        if (!take_back(stem, ending.spoken) || letters(stem) < 2) continue;
        const bool known = stems.empty() ? ending.spoken != "ه" || may_be_present_stem(stem) : is_one_of(stem, stems);
        if (known && letters(stem) <= kMaxStemLetters) return join(prefix, stem, ending.written);
    }
    return {};
}

/// می، نمی، برمی، برنمی.
std::string present(std::string_view word) {
    std::string_view rest = word;
    take_front(rest, "بر");
    if (!take_front(rest, "نمی") && !take_front(rest, "می")) return {};
    const std::string_view prefix = word.substr(0, word.size() - rest.size());
    if (std::string out = short_stem_verb(prefix, rest); !out.empty()) return out;
    if (std::string out = tiny_stem_verb(prefix, rest); !out.empty()) return out;
    if (std::string out = stem_in_un(prefix, rest); !out.empty()) return out;
    if (rest.ends_with("ون") || rest.ends_with("ان") || rest.starts_with("ان")) return {};   // میدون, میزان and میانگین are nouns
    return regular_verb(prefix, rest, {});
}

/// ب، ن، برگرد..., and the few that need no prefix.
std::string subjunctive(std::string_view word) {
    if (std::string out = regular_verb({}, word, kBareStems); !out.empty()) return out;
    for (const std::string_view prefix : {"بر", "ب", "ن"}) {
        std::string_view rest = word;
        if (!take_front(rest, prefix)) continue;
        if (prefix != "بر")
            if (std::string out = short_stem_verb(prefix, rest); !out.empty()) return out;
        const bool causative = rest.starts_with("گردون") || rest.starts_with("رسون") || rest.starts_with("دون") || rest.starts_with("مون");
        if (std::string out = causative ? stem_in_un(prefix, rest) : std::string{}; !out.empty()) return out;
        if (std::string out = regular_verb(prefix, rest, kKnownStems); !out.empty()) return out;
    }
    return {};
}

bool really_ends_in_un(std::string_view word) {
    static constexpr std::string_view kTails[] = {"یون", "گون", "فون", "کنون", "درون", "برون", "بیرون", "فزون", "خون", "چون", "قانون", "بدون", "اون", "فنون"};
    static constexpr std::string_view kUnWords[] = {
        "دون", "تون", "صابون", "کانون", "ستون", "زیتون", "کارتون", "ژتون", "بتون", "پیستون", "گالون", "بالون", "طاعون", "هارون", "فرعون", "قارون",
        "الکترون", "هورمون", "امازون", "اوزون", "ازمون", "رهنمون", "پیرامون", "بوقلمون", "هامون", "جیحون", "افلاطون", "میمون", "معجون", "مجنون",
        "ممنون", "مضمون", "مسکون", "موزون", "مدفون", "مظنون", "مامون", "مرهون", "مغبون", "مصون", "محزون", "ملعون", "مقرون", "خاتون", "فریدون", "بیستون", "کارون", "ازون", "نپتون", "متون", "قرون", "بطون",
        "سکون", "جنون", "فسون", "افسون", "زبون", "ارغنون", "کلون", "نایلون", "سیلیکون", "حلزون", "ژامبون", "ماراتون", "بدمینتون"};
    if (word.ends_with("سون")) return word != "اسون";   // names: ادیسون
    for (const std::string_view tail : kTails)
        if (word.ends_with(tail)) return true;
    return is_one_of(word, kUnWords);
}

bool really_ends_in_une(std::string_view word) {
    static constexpr std::string_view kUneWords[] = {"نمونه", "وارونه", "پونه", "بابونه", "مرونه", "معونه", "افزونه", "درونه", "گردونه"};
    return word.ends_with("گونه") || is_one_of(word, kUneWords);
}

/// تهرون، سفارشمون and خونه.
std::string noun(std::string_view word) {
    std::string_view rest = word;
    if (letters(word) >= 3 && take_back(rest, "ون")) return really_ends_in_un(word) ? std::string{} : join(rest, "ان");
    if (letters(word) >= 4 && take_back(rest, "ونه")) return really_ends_in_une(word) ? std::string{} : join(rest, "انه");
    return {};
}

/// بهش، ازم، باهاشون، براتون.
std::string with_pronoun(std::string_view word) {
    if (word == "ازمون") return {};   // an exam
    for (const Pair& preposition : kPrepositions) {
        if (!word.starts_with(preposition.spoken)) continue;
        const std::string_view pronoun = written_of(word.substr(preposition.spoken.size()), kPronouns);
        if (!pronoun.empty()) return join(preposition.written, " ", pronoun);
    }
    return {};
}

std::string written_form(std::string_view folded) {
    if (!is_plain_arabic(folded)) return {};
    if (const std::string_view written = written_of(folded, kWords); !written.empty()) return std::string(written);
    if (std::string out = with_pronoun(folded); !out.empty()) return out;
    if (!is_one_of(folded, kNotVerbs)) {
        if (std::string out = present(folded); !out.empty()) return out;
        if (std::string out = subjunctive(folded); !out.empty()) return out;
    }
    return noun(folded);
}

}   // namespace

/// A form that would change once more was no spoken word.
std::string formal_persian(std::string_view folded) {
    std::string out = written_form(folded);
    return written_form(out).empty() ? out : std::string{};
}

}   // namespace pasokh::text
