#pragma once
// `synonyms.txt`: the words that a shop's customers use for one another, in the format of Apache Solr.
//
//   # refunds                     a comment, also behind a term
//   coupon, voucher, promo code   each of them means all of them; a term may have up to six words
//   iphone => phone, mobile       one way: who searches for the left means the right, too
//   a\, b, c                      a backslash takes the next sign as it is
//
// At the top of the content folder it is for all languages, in a language folder ("fa/synonyms.txt") for that one. The
// Arabic comma separates as well.
//
// Use:
//   if (is_synonyms_file(file.path)) rules = parse_synonyms(file, warnings, errors);
//
// Errors: a line that cannot be understood (two `=>`, a side without a term). Warnings, and the rest of the line counts: an empty
// term, one without letters, one twice or too long; a line that says nothing; a line that was there before; a file in the wrong folder.

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/kb/synonyms.h"
#include "core/kb/write/source.h"

namespace pasokh::kb::write {

inline constexpr std::size_t kMaxSynonymWords = 6;

/// By its name, in whichever folder.
bool is_synonyms_file(std::string_view path);

/// `file` is UTF-8. In the order of the lines.
std::vector<SynonymRule> parse_synonyms(const SourceFile& file, std::vector<Problem>& warnings, std::vector<Problem>& errors);

}   // namespace pasokh::kb::write
