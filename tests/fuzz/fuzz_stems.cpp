// Stems, roots and written forms of any words, and of bytes that no word has.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/verify.h"
#include "core/text/colloquial.h"
#include "core/text/fold.h"
#include "core/text/stem.h"
#include "core/text/utf8.h"
#include "core/text/words.h"

using namespace pasokh::text;

namespace {

void check(std::string_view word) {
    const bool whole = !find_invalid_utf8(word);
    for (const std::string_view lang : {"fa", "ar", "en", ""}) {
        const std::string short_form = stem(word, lang);
        VERIFY(short_form.size() <= word.size() + 1 && short_form.empty() == word.empty());
        VERIFY(!whole || !find_invalid_utf8(short_form));
    }
    VERIFY(stem_persian(word).size() <= word.size() && stem_arabic(word).size() <= word.size());
    VERIFY(!whole || !find_invalid_utf8(root_arabic(word)));
    const std::string written = formal_persian(word);
    VERIFY(formal_persian(written).empty());
    VERIFY(!whole || (!find_invalid_utf8(written) && fold(written) == written));
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(static_cast<const char*>(static_cast<const void*>(data)), size);
    check(text.substr(0, 200));
    for (const Word& word : cut_words(text)) check(word.text);
    return 0;
}
