#include "core/kb/plain_text.h"

#include <algorithm>

#include "core/kb/format.h"
#include "core/text/utf8.h"

namespace pasokh::kb {

namespace {

bool ends_sentence(char32_t c) { return c == '.' || c == '!' || c == '?' || c == 0x061F || c == 0x06D4 || c == '\n'; }

/// Ends of sentences in `text`: behind the mark, before a blank or the end.
std::size_t sentence_end(std::string_view text, std::size_t from) {
    for (std::size_t at = from; at < text.size();) {
        const char32_t c = text::next_code_point(text, at);
        if (ends_sentence(c) && (at == text.size() || text[at] == ' ' || text[at] == '\n')) return at;
    }
    return text.size();
}

}   // namespace

std::string plain_text(const std::vector<Block>& blocks) {
    std::string out;
    for (const Block& block : blocks) {
        if (!block.text.empty()) { out += block.text; out += '\n'; }
        for (const Cell& cell : block.cells) { out += cell.text; out += '\n'; }
    }
    return out;
}

std::string cut_at_word(std::string_view text, std::size_t max_bytes) {
    if (text.size() <= max_bytes) return std::string(text);
    if (max_bytes <= kEllipsis.size()) return {};
    std::string_view head = text::utf8_prefix(text, max_bytes - kEllipsis.size());
    const std::size_t blank = head.find_last_of(" \n");
    if (blank != std::string_view::npos && blank > head.size() / 2) head = head.substr(0, blank);
    while (!head.empty() && (head.back() == ' ' || head.back() == '\n' || head.back() == ',')) head.remove_suffix(1);
    return std::string(head) + std::string(kEllipsis);
}

std::string excerpt(const std::vector<Block>& blocks, std::size_t max_bytes) {
    for (const Block& block : blocks) {
        if (block.text.empty() || (block.kind != BlockKind::paragraph && block.kind != BlockKind::list_item && block.kind != BlockKind::note && block.kind != BlockKind::quote))
            continue;
        const std::string_view all = block.text;
        std::size_t end = sentence_end(all, 0);
        if (end < max_bytes / 2) end = sentence_end(all, end);
        std::string out = cut_at_word(all.substr(0, end), max_bytes);
        std::replace_if(out.begin(), out.end(), [](char c) { return c == '\n' || c == kLineEnd; }, ' ');
        return out;
    }
    return {};
}

}   // namespace pasokh::kb
