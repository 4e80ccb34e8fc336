#pragma once
// Spoken Persian as it is written: میخوام for میخواهم, خونه for خانه, بهش for به او.
//
// Rules, not a dictionary: a verb is cut into prefix, stem and ending, and the few stems that speech shortens are a table;
// ـون at the end of a noun is ـان but for the words that really end so. Only for words of Persian text: the endings of
// Arabic look alike. It is a guess by shape, so names suffer (دالتون): search for it beside the word, where the texts know it.
//
// Use:
//   formal_persian("میخوام") == "میخواهم"; formal_persian("بهش") == "به او"; formal_persian("سفارش").empty()
//
// Errors: none. Cost: a few hundred comparisons of short words.

#include <string>
#include <string_view>

namespace pasokh::text {

/// `folded` is one word as cut_words gives it. The written form, folded, of one word or two; empty when there is none or the
/// word is in its written form already. What it returns has no other form: it never needs to be asked twice.
std::string formal_persian(std::string_view folded);

}   // namespace pasokh::text
