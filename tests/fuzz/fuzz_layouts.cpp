// Keyboard layouts, Finglish and slips of the finger on any words.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/verify.h"
#include "core/text/edit_distance.h"
#include "core/text/finglish.h"
#include "core/text/keyboard.h"
#include "core/text/utf8.h"
#include "core/text/words.h"

using namespace pasokh::text;

namespace {

void check_pair(std::string_view a, std::string_view b) {
    for (const std::size_t max : {std::size_t{1}, std::size_t{2}, std::size_t{3}}) {
        const std::size_t distance = edit_distance(a, b, max);
        VERIFY(distance == edit_distance(b, a, max) && distance <= max + 1);
    }
    for (const Spoken language : kSpoken) {
        const LatinSpelling spelling(a, language);
        for (const std::string& key : spelling.keys()) VERIFY(!key.empty() && key.size() <= a.size() * 2);
        VERIFY(sound_key(b, language).size() <= b.size());
        VERIFY(spelling.distance(b) >= 0);
    }
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
    const bool whole = !find_invalid_utf8(text);
    for (const Retype direction : {Retype::latin_to_persian, Retype::latin_to_arabic, Retype::persian_to_latin, Retype::arabic_to_latin}) {
        const std::string typed = retype(text, direction);
        VERIFY(!whole || !find_invalid_utf8(typed));
        VERIFY(typed.size() <= size * 4);
        for (const Word& word : cut_words(typed)) VERIFY(!word.text.empty());
    }
    check_pair(text.substr(0, size / 2), text.substr(size / 2));
    std::string previous;
    for (const Word& word : cut_words(text)) {
        check_pair(previous, word.text);
        VERIFY(word.text.size() > kMaxEditLetters || edit_distance(word.text, word.text, 1) == 0);
        previous = word.text;
    }
    return 0;
}
