#include "core/text/language.h"

#include <algorithm>
#include <cstdint>

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace pasokh::text {

std::string_view detect_language(std::string_view text) {
    std::uint32_t latin = 0, arabic_script = 0, persian = 0, arabic = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) { ++latin; continue; }
        if (!is_arabic_script(c) || !is_word_letter(c)) continue;
        ++arabic_script;
        if (c == 0x067E || c == 0x0686 || c == 0x0698 || c == 0x06AF || c == 0x06CC || c == 0x06A9) ++persian;
        if (c == 0x0629 || c == 0x064A || c == 0x0643 || c == 0x0649 || c == 0x0625 || c == 0x0623) ++arabic;
    }
    if (arabic_script == 0) return latin > 0 ? "en" : "";
    // Technical Persian and Arabic is full of Latin names, so a fifth of the letters is enough.
    if (arabic_script * 5 < latin) return "en";
    return arabic > persian ? "ar" : "fa";
}

ScriptEvidence script_evidence(std::string_view text) {
    int strong = 0, weak = 0;   // Persian counts up, Arabic down
    bool arabic_script = false, latin = false;
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = next_code_point(text, at);
        latin = latin || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        arabic_script = arabic_script || (is_arabic_script(c) && is_word_letter(c));
        if (c == 0x067E || c == 0x0686 || c == 0x0698 || c == 0x06AF) ++strong;
        if (c == 0x0629 || c == 0x0625 || c == 0x0623) --strong;
        if (c == 0x06CC || c == 0x06A9 || c == 0x200C) ++weak;
        if (c == 0x064A || c == 0x0643 || c == 0x0649) --weak;
    }
    if (strong != 0) return {strong > 0 ? "fa" : "ar", true};
    if (weak != 0) return {weak > 0 ? "fa" : "ar", false};
    return {latin && !arabic_script ? "en" : "", false};
}

bool is_rtl_language(std::string_view lang) {
    const std::string_view base = lang.substr(0, lang.find('-'));
    return base == "fa" || base == "ar" || base == "he" || base == "ur" || base == "ckb" || base == "ps" || base == "sd" || base == "ug" || base == "yi";
}

bool is_language_code(std::string_view name) {
    static constexpr std::string_view kCodes =
        " ar az be bg bn bs ca ckb cs da de el en es et eu fa fi fil fr gl he hi hr hu hy id it ja ka kk km ko ku ky lt lv mk mn ms my nb ne nl "
        "no pl ps pt ro ru sd sk sl sq sr sv sw ta te tg th tk tr ug uk ur uz vi yi zh ";
    const std::size_t dash = name.find('-');
    const std::string_view base = name.substr(0, dash);
    if (base.size() < 2 || base.size() > 3 || (dash != std::string_view::npos && (name.size() < dash + 3 || name.size() > dash + 5))) return false;
    for (const char c : base)
        if (c < 'a' || c > 'z') return false;
    for (std::size_t at = kCodes.find(base); at != std::string_view::npos; at = kCodes.find(base, at + 1))
        if (kCodes[at - 1] == ' ' && kCodes[at + base.size()] == ' ') return true;
    return false;
}

bool is_language_tag(std::string_view lang) {
    return lang.size() <= kMaxLangBytes && std::all_of(lang.begin(), lang.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') || letter == '-';
    });
}

}   // namespace pasokh::text
