#pragma once
// UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF.
//
// Use:
//   std::size_t at = 0;
//   while (at < text.size()) { char32_t letter = next_code_point(text, at); ... }
//
// Errors: damaged bytes read as U+FFFD, one for each maximal bad part; `find_invalid_utf8` says where.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pasokh::text {

inline constexpr char32_t kReplacement = 0xFFFD;

/// The code point that begins at `at`, which must be < text.size(); moves `at` behind it.
char32_t next_code_point(std::string_view text, std::size_t& at);

void append_utf8(std::string& out, char32_t code_point);

/// Offset of the first byte that is not UTF-8; nothing when all of it is.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

/// Number of code points.
std::size_t count_code_points(std::string_view text);

/// Longest prefix of at most `max_bytes` that does not cut a code point in two.
std::string_view utf8_prefix(std::string_view text, std::size_t max_bytes);

}   // namespace pasokh::text
