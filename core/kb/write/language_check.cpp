#include "core/kb/write/language_check.h"

#include <algorithm>

#include "core/text/language.h"

namespace pasokh::kb::write {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_alphanumeric(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

/// "fa_IR" -> "fa-IR", "FA" -> "fa".
std::string with_code_letters(std::string_view code) {
    std::string out(code);
    std::replace(out.begin(), out.end(), '_', '-');
    for (std::size_t i = 0; i < out.size() && out[i] != '-'; ++i)
        if (out[i] >= 'A' && out[i] <= 'Z') out[i] = static_cast<char>(out[i] + 32);
    return out;
}

/// The code that was probably meant; empty when there is no telling.
std::string suggestion(std::string_view code) {
    struct Name {
        std::string_view name, code;
    };
    static constexpr Name kNames[] = {{"persian", "fa"}, {"farsi", "fa"}, {"parsi", "fa"}, {"fas", "fa"}, {"per", "fa"}, {"pes", "fa"}, {"فارسی", "fa"},
                                      {"arabic", "ar"}, {"ara", "ar"}, {"عربی", "ar"}, {"عربي", "ar"}, {"العربية", "ar"},
                                      {"english", "en"}, {"eng", "en"}, {"انگلیسی", "en"}};
    const std::string spelled = with_code_letters(code);
    for (const Name& name : kNames)
        if (spelled == name.name) return std::string(name.code);
    return text::is_language_code(spelled) ? spelled : std::string{};
}

/// Two or three small letters, then parts of two to eight letters or digits: the outside of BCP 47.
bool is_well_formed(std::string_view code) {
    const std::string_view base = code.substr(0, code.find('-'));
    if (base.size() < 2 || base.size() > 3 || !std::all_of(base.begin(), base.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return false;
    for (code.remove_prefix(base.size()); !code.empty();) {
        code.remove_prefix(1);
        const std::string_view part = code.substr(0, code.find('-'));
        if (part.size() < 2 || part.size() > 8 || !std::all_of(part.begin(), part.end(), is_alphanumeric)) return false;
        code.remove_prefix(part.size());
    }
    return true;
}

/// "xx", "xx-YY", "xx_yy".
bool looks_like_code(std::string_view name) {
    const auto letters = [](std::string_view part) { return std::all_of(part.begin(), part.end(), is_letter); };
    if (name.size() == 2) return letters(name);
    return name.size() == 5 && (name[2] == '-' || name[2] == '_') && letters(name.substr(0, 2)) && letters(name.substr(3));
}

std::string quoted(std::string_view code) { return "`" + std::string(code) + "`"; }

}   // namespace

std::optional<LanguageFault> find_language_fault(std::string_view code) {
    if (text::is_language_code(code)) return std::nullopt;
    if (const std::string meant = suggestion(code); !meant.empty()) return LanguageFault{false, quoted(code) + " is not a language code; write " + quoted(meant)};
    if (is_well_formed(code)) return LanguageFault{true, quoted(code) + " is a language code that is not known here; if it is a slip, write one like fa, ar or en"};
    return LanguageFault{false, quoted(code) + " is not a language code; write one like fa, ar or en"};
}

std::optional<std::string> find_language_folder_fault(std::string_view name) {
    if (text::is_language_code(name)) return std::nullopt;
    const std::string meant = suggestion(name);
    if (meant.empty() && !looks_like_code(name)) return std::nullopt;
    return "this folder looks like a language and is none, so its guides are in the language their letters tell; " +
           (meant.empty() ? "rename it" : "rename it to " + quoted(meant)) + " or write `lang` into their front matter";
}

}   // namespace pasokh::kb::write
