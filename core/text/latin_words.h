#pragma once
// Words of Persian and Arabic in Latin letters, one step from the dictionary: without the endings and beginnings that the
// two languages join to a word, and the little words whose spelling says too little to be heard.
//
// Use:
//   for (const LatinForm& form : latin_forms("talabto", Spoken::arabic)) ...   // talabto, talab ...
//   if (const auto meant = little_word("3ala", Spoken::arabic)) ...            // "علی"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/finglish.h"

namespace pasokh::text {

struct LatinForm {
    std::string_view text;             ///< into the word
    double penalty;                    ///< to be added to the distance
};
/// The word itself first, then without what may be joined to it. At most 8.
std::vector<LatinForm> latin_forms(std::string_view word, Spoken language);

struct ArabicForm {
    std::string_view text;             ///< into the word
    double penalty;
};
/// The same for a folded word of Arabic script: itself, without the article, its stem. At most 3.
std::vector<ArabicForm> arabic_forms(std::string_view word, Spoken language);

/// The folded words that a little Latin word stands for, separated by spaces; empty when it stands for an article only.
std::optional<std::string_view> little_word(std::string_view word, Spoken language);

}   // namespace pasokh::text
