#pragma once
// Stems: what is left of a folded word without its grammatical endings, so that بازگرداندن کالاها meets کالا.
//
// Light stemmers for Persian and Arabic (affixes only, after Larkey's light10 for Arabic), Porter's algorithm for
// English, and Arabic roots after Taghva, Elkhoury and Coombs, "Arabic Stemming Without a Root Dictionary" (2005).
// All of them work on folded letters and return a word unchanged when it is not of their script.
//
// Use:
//   stem("کتابهایشان", "fa") == "کتاب"; stem("returns", "en") == "return"

#include <string>
#include <string_view>

namespace pasokh::text {

/// By script and language: Arabic-script words by stem_arabic when `lang` is "ar", else by stem_persian; words of ASCII
/// letters by stem_english; everything else unchanged.
std::string stem(std::string_view folded, std::string_view lang);

std::string_view stem_persian(std::string_view folded);
std::string_view stem_arabic(std::string_view folded);
/// M. F. Porter, "An algorithm for suffix stripping", Program 14(3), 1980.
std::string stem_english(std::string_view folded);
/// The supposed three-letter root, or the word itself.
std::string root_arabic(std::string_view folded);

/// Every letter is a two-byte letter of the basic Arabic block: what the Persian and Arabic stemmers ask for.
bool is_plain_arabic(std::string_view folded);

}   // namespace pasokh::text
