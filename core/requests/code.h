#pragma once
// The code that a customer reads out, copies and types to find a request again: "7K2Q9-F4XWT".
//
// Nine random letters of Crockford's base 32 (45 bits) and one that checks them: a single wrong letter and any two swapped ones
// are noticed before the server is asked.
//
// Use:
//   std::string code = make_code(random);                         // "7K2Q9F4XWT", as it is stored and sent
//   std::optional<std::string> code = parse_code("۷k2q9 f4xwb");  // folded; nothing when a letter is wrong
//
// Errors: nothing for text that is no code. Threads: none.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pasokh::requests {

inline constexpr std::size_t kCodeLength = 10;

/// `random` must come from a cryptographic source.
std::string make_code(const std::array<std::uint8_t, kCodeLength - 1>& random);

/// Digits of any script, lower case, O for 0, I and L for 1; spaces, dashes and invisible letters are passed over.
std::optional<std::string> parse_code(std::string_view typed);

/// True for a code as `make_code` gives it.
bool is_code(std::string_view text);

/// In two groups, for reading: "7K2Q9-F4XWT".
std::string show_code(std::string_view code);

}   // namespace pasokh::requests
