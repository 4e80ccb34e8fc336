#include "core/ui/fixed_text_engine.h"

#include <algorithm>

namespace pasokh::ui {

namespace {

bool starts_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

/// Greedy line filling: a word that does not fit goes to the next line; one longer than a line is cut.
ParagraphSize measure(const ParagraphRequest& request) {
    const float advance = request.style.size / 2;
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
    if (request.max_lines != 0) lines = std::min<std::uint32_t>(lines, request.max_lines);
    return {widest, static_cast<float>(lines) * request.style.size * request.style.line_height, lines};
}

}   // namespace

ParagraphId FixedTextEngine::layout(const ParagraphRequest& request) {
    entries_.push_back({std::string(request.text), measure(request)});
    return ParagraphId{static_cast<std::uint32_t>(entries_.size())};
}

}   // namespace pasokh::ui
