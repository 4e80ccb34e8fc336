#pragma once
// What a person meant to type when the keyboard was switched to another layout: `sthva` is سفارش.
//
// Layouts: US QWERTY, Persian standard (ISIRI 9147, 2007), Arabic 101 (Microsoft). Keys are taken by position.
//
// Use:
//   retype("sthva", Retype::latin_to_persian) == "سفارش"

#include <cstdint>
#include <string>
#include <string_view>

namespace pasokh::text {

enum class Retype : std::uint8_t { latin_to_persian, latin_to_arabic, persian_to_latin, arabic_to_latin };

/// Letters that are not on the layout stay as they are.
std::string retype(std::string_view text, Retype direction);

}   // namespace pasokh::text
