#pragma once
// When two terms of an author are the same: their folded words agree, whatever their letters, signs and blanks.
//
// Use:
//   word_key("كد تخفيف!") == word_key("کد تخفیف")

#include <cstddef>
#include <string>
#include <string_view>

namespace pasokh::kb::write {

/// The folded words with one blank between them; empty when there is no letter or digit.
std::string word_key(std::string_view text);

/// Words as a reader counts them: a half-space compound is one.
std::size_t word_count(std::string_view text);

}   // namespace pasokh::kb::write
