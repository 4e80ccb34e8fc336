// Folds, cuts, stems, retypes and compares any bytes, and holds what the headers promise.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/verify.h"
#include "core/text/edit_distance.h"
#include "core/text/finglish.h"
#include "core/text/fold.h"
#include "core/text/keyboard.h"
#include "core/text/language.h"
#include "core/text/stem.h"
#include "core/text/stop_words.h"
#include "core/text/utf8.h"
#include "core/text/words.h"

using namespace pasokh::text;

namespace {

void check_words(std::string_view text) {
    std::uint32_t last = 0;
    std::string_view previous;
    const auto words = cut_words(text);
    for (const Word& word : words) {
        VERIFY(!word.text.empty() && word.text.size() <= kMaxWordBytes);
        VERIFY(word.begin < word.end && word.end <= text.size());
        VERIFY(word.joined || word.begin >= last);
        VERIFY(!find_invalid_utf8(word.text));
        VERIFY(fold(word.text) == word.text);
        last = word.joined ? last : word.begin;
        for (const std::string_view lang : {"fa", "ar", "en"}) VERIFY(stem(word.text, lang).size() <= word.text.size() + 1);
        (void)root_arabic(word.text);
        (void)is_stop_word(word.text);
        (void)latin_distance(word.text, word.text);
        VERIFY(consonants_of_latin(word.text).size() <= word.text.size() * 2);
        (void)consonants_of_arabic(word.text);
        VERIFY(edit_distance(previous, word.text, 2) == edit_distance(word.text, previous, 2));
        previous = word.text;
    }
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
    const std::string folded = fold(text);
    VERIFY(!find_invalid_utf8(folded));
    VERIFY(fold(folded) == folded);
    VERIFY(find_invalid_utf8(text).has_value() || count_code_points(text) <= size);
    VERIFY(utf8_prefix(text, size / 2).size() <= size / 2);
    check_words(text);
    for (const Retype direction : {Retype::latin_to_persian, Retype::latin_to_arabic, Retype::persian_to_latin, Retype::arabic_to_latin}) (void)retype(text, direction);
    (void)detect_language(text);
    (void)script_evidence(text);
    (void)is_language_code(text);
    return 0;
}
