#pragma once
// Words that say little about what a text is about, folded, of Persian, Arabic and English.
//
// They are not dropped (a query may be nothing else); search gives them a small weight and packs count them once a field.

#include <string_view>

namespace pasokh::text {

/// `folded` as cut_words gives it.
bool is_stop_word(std::string_view folded);

}   // namespace pasokh::text
