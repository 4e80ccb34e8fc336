#pragma once
// Which of the three languages a text is in, by its letters: Persian-only letters, Arabic-only letters, Latin.

#include <cstddef>
#include <string_view>

namespace pasokh::text {

/// "fa", "ar" or "en"; empty when the text has no letters of these scripts.
std::string_view detect_language(std::string_view text);

/// What a few words of Arabic script tell of their language. People type with either keyboard, so ye and kaf tell little
/// and the letters that only one of the languages has tell much.
struct ScriptEvidence {
    std::string_view lang;             ///< "fa", "ar" or "en"; empty when nothing tells
    bool strong = false;
};
ScriptEvidence script_evidence(std::string_view text);

/// "rtl" scripts by language code: fa, ar, he, ur, ckb, ps, sd, ug, yi.
bool is_rtl_language(std::string_view lang);

/// A two- or three-letter ISO 639 code that help centers are written in, with or without a region ("pt-BR"): what a
/// folder name must be to count as a language.
bool is_language_code(std::string_view name);

/// What may stand for a language in what is sent: letters, digits and "-", at most kMaxLangBytes; empty is one too.
inline constexpr std::size_t kMaxLangBytes = 35;   ///< RFC 5646 section 4.4.1
bool is_language_tag(std::string_view lang);

}   // namespace pasokh::text
