#include "core/ui/fixed_text_engine.h"

#include <algorithm>

namespace pasokh::ui {

namespace {

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

/// Greedy line filling, without a height: a word that does not fit goes to the next line; one longer than a line is broken.
ParagraphSize measure(const ParagraphRequest& request, float advance) {
    float widest = 0;
    float line = 0;
    float word = 0;
    std::uint32_t lines = 1;
    const auto end_word = [&] {
        if (line > 0 && line + word > request.width) {
            ++lines;
            line = 0;
        }
        line += word;
        widest = std::max(widest, std::min(line, request.width));
        word = 0;
    };
    for (char byte : request.text) {
        if (!starts_code_point(byte)) continue;
        if (byte == '\n') {
            end_word();
            ++lines;
            line = 0;
        } else if (byte == ' ') {
            end_word();
            line += advance;
        } else {
            if (word + advance > request.width) end_word();
            word += advance;
        }
    }
    end_word();
    return {.width = widest, .height = 0, .line_count = lines};
}

}   // namespace

ParagraphId FixedTextEngine::layout(const ParagraphRequest& request) {
    ParagraphSize size = measure(request, request.style.size * letter_width_);
    const bool cut = request.max_lines != 0 && size.line_count > request.max_lines;
    if (cut) size.line_count = request.max_lines;
    size.height = static_cast<float>(size.line_count) * request.style.size * request.style.line_height;
    entries_.push_back({std::string(request.text), size, cut});
    return ParagraphId{static_cast<std::uint32_t>(entries_.size())};
}

}   // namespace pasokh::ui
