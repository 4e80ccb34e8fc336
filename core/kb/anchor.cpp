#include "core/kb/anchor.h"

#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace pasokh::kb {

std::string anchor_of(std::string_view heading) {
    std::string out;
    for (std::size_t at = 0; at < heading.size();) {
        const char32_t c = text::next_code_point(heading, at);
        if (text::is_word_letter(c)) text::append_folded(out, c);
        else if (!out.empty() && out.back() != '-') out += '-';
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out.empty() ? "section" : out;
}

}   // namespace pasokh::kb
