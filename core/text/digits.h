#pragma once
// Digits of other scripts as ASCII, and the invisible letters that come along when numbers are pasted.
//
// Use:
//   fold_digits("۰۹۱۲") == "0912";   without_invisible("\u200e0912") == "0912"
//
// Errors: none; any bytes may be given, those that are not such letters pass through. Threads: none.

#include <string>
#include <string_view>

namespace pasokh::text {

/// Persian (U+06F0-06F9), Arabic-Indic (U+0660-0669) and full-width (U+FF10-FF19) digits become 0-9.
std::string fold_digits(std::string_view text);

/// Drops ZWNJ, ZWJ, the byte order mark, the soft hyphen and all bidi marks (U+061C, 200E, 200F, 202A-202E, 2066-2069).
std::string without_invisible(std::string_view text);

/// White space of Unicode that pasted numbers bring (U+00A0, 2000-200A, 202F, 205F, 3000) becomes an ASCII space.
std::string with_plain_spaces(std::string_view text);

}   // namespace pasokh::text
