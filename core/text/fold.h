#pragma once
// Folding: spellings that a reader takes for the same word become the same letters.
//
// One table serves Persian, Arabic and Latin script, so a query and a text meet whichever keyboard wrote them: ye and
// kaf to the Persian letters, heh and teh marbuta to ه, alef with hamza or madda to ا, hamza seats to their letter and
// the bare hamza to nothing, digits to ASCII, case, accents, tashkeel, tatweel, presentation forms, full-width forms,
// invisible direction marks. The half-space (ZWNJ) is dropped; core/text/words.h sees it before that and uses it.
// Folding is idempotent.
//
// Use:
//   fold("كِتابُ ۱۲۳") == "کتاب 123"

#include <string>
#include <string_view>

namespace pasokh::text {

inline constexpr char32_t kHalfSpace = 0x200C;

/// Appends what `letter` folds to: nothing, one letter, or a few.
void append_folded(std::string& out, char32_t letter);

std::string fold(std::string_view text);

/// True for what words are made of: letters, digits and the marks on them. `letter` is not folded yet.
bool is_word_letter(char32_t letter);

/// True for Arabic script, all blocks.
bool is_arabic_script(char32_t letter);

/// The value of an ASCII, Persian or Arabic-Indic digit, or -1.
int digit_value(char32_t letter);

}   // namespace pasokh::text
