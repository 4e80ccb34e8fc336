#pragma once
// Which letters may be stored and shown again: none that could repaint a screen.
//
// Unfit are control characters (C0, DEL, C1), the bidi embeddings and overrides U+202A to 202E, and the separators U+2028 and
// 2029. Marks and isolates (U+200E, 200F, 2066 to 2069) end with their paragraph and stay, and so does the half-space.
//
// Use:
//   is_fit_line("SRV-۱") == true;   is_fit_line("a\nb") == false;   is_fit_text("a\nb") == true
//   tidy_text("  سلام\r\n") == "سلام"
//
// Errors: none. Threads: none.

#include <string>
#include <string_view>

namespace pasokh::text {

/// Of one line: no line's end and no tab.
bool is_fit_line(std::string_view text);
/// Of several lines: "\n", "\r" and tabs too.
bool is_fit_text(std::string_view text);

/// What was typed, without the unfit letters.
std::string tidy_line(std::string_view typed);
/// As above; every end of a line is "\n"; trimmed.
std::string tidy_text(std::string_view typed);

}   // namespace pasokh::text
