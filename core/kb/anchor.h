#pragma once
// The fragment of a heading that names none itself: its words, folded, with '-' between them.
//
// Packs leave such anchors out and the reader makes them again, so this may only change together with kPackVersion.

#include <string>
#include <string_view>

namespace pasokh::kb {

/// "چطور کالا را مرجوع کنم؟" -> "چطور-کالا-را-مرجوع-کنم"; "section" when the heading has no words.
std::string anchor_of(std::string_view heading);

}   // namespace pasokh::kb
