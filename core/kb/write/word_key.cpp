#include "core/kb/write/word_key.h"

#include "core/text/words.h"

namespace pasokh::kb::write {

std::string word_key(std::string_view text) {
    std::string out;
    for (const text::Word& word : text::cut_words(text)) {
        if (!out.empty()) out += ' ';
        out += word.text;
    }
    return out;
}

std::size_t word_count(std::string_view text) {
    std::size_t count = 0;
    std::uint32_t end = 0;
    for (const text::Word& word : text::cut_words(text)) {
        if (word.joined) continue;
        const bool behind_half_space = count > 0 && text.substr(end, word.begin - end) == "\u200C";
        if (!behind_half_space) ++count;
        end = word.end;
    }
    return count;
}

}   // namespace pasokh::kb::write
