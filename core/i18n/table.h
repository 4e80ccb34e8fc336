#pragma once
// The compiled strings, as scripts/make_strings.py writes them. For strings.cpp only.
//
// One block of text a language; entry k is text[offsets[k], offsets[k + 1]). A plural entry holds its CLDR forms in
// the order of FORMS in make_strings.py (en, fa: one, other; ar: zero, one, two, few, many, other), separated
// by kFormSeparator. The last form is always "other".

#include <cstdint>
#include <string_view>

#include "core/i18n/keys.h"

namespace pasokh::i18n {

inline constexpr char kFormSeparator = '\x1f';

struct Table {
    std::string_view lang;
    const char* text;
    const std::uint16_t* offsets;      ///< kKeyCount + 1 of them
};

inline constexpr std::size_t kTableCount = 3;
extern const Table kTables[kTableCount];   ///< English first: the fallback

}   // namespace pasokh::i18n
