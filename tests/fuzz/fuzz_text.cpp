// The tokenizer: folds and cuts any bytes, and holds what the headers promise of letters and words.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/verify.h"
#include "core/text/fold.h"
#include "core/text/language.h"
#include "core/text/stop_words.h"
#include "core/text/utf8.h"
#include "core/text/words.h"

using namespace pasokh::text;

namespace {

void check_words(std::string_view text) {
    std::uint32_t last = 0;
    for (const Word& word : cut_words(text)) {
        VERIFY(!word.text.empty() && word.text.size() <= kMaxWordBytes);
        VERIFY(word.begin < word.end && word.end <= text.size());
        VERIFY(word.joined ? word.end <= last : word.begin >= last);   // a compound past kMaxWordBytes is joined in part
        VERIFY(!find_invalid_utf8(word.text));
        VERIFY(fold(word.text) == word.text);
        if (!word.joined) last = word.end;
        (void)is_stop_word(word.text);
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
    (void)detect_language(text);
    (void)script_evidence(text);
    (void)is_language_code(text);
    return 0;
}
