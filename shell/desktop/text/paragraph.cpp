#include "shell/desktop/text/paragraph.h"

#include <algorithm>
#include <cmath>

namespace pasokh::desktop {

namespace {

constexpr float kTolerance = 0.01f;   ///< a text measured alone must fit into its own width

bool is_hard_break(char32_t c) { return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029; }

float advance_of(const ShapedText& text, std::uint32_t begin, std::uint32_t end) {
    float sum = 0;
    for (std::uint32_t i = begin; i < end; ++i) sum += text.advances[i];
    return sum;
}

/// Where the line that begins at `begin` ends, trailing spaces included (they hang over the edge).
std::uint32_t line_end(const ShapedText& text, std::uint32_t begin, float width) {
    std::uint32_t last_break = begin;
    std::uint32_t last_cluster = begin;   // an emergency break: the last place that cuts no glyph and no grapheme
    float x = 0;
    for (std::uint32_t i = begin; i < text.length(); ++i) {
        const char32_t c = text.characters.code_points[i];
        if (i > begin && text.cluster_start[i] != 0 && text.grapheme_start[i] != 0 &&
            (last_cluster == begin || x <= width + kTolerance)) {
            last_cluster = i;   // even when not one grapheme fits: a line always takes something
        }
        x += text.advances[i];
        if (!is_space(c) && x > width + kTolerance) {
            if (last_break > begin) return last_break;
            if (last_cluster > begin) return last_cluster;
        }
        if (text.breaks[i] == LineBreak::mandatory) return i + 1;
        if (text.breaks[i] == LineBreak::allowed) last_break = i + 1;
    }
    return text.length();
}

/// Rule L1: spaces at the end of a line take the paragraph's level.
std::vector<std::uint8_t> line_levels(const ShapedText& text, const Line& line) {
    std::vector<std::uint8_t> levels(text.levels.begin() + line.begin, text.levels.begin() + line.end);
    for (std::uint32_t i = line.end; i > line.begin; --i) {
        const char32_t c = text.characters.code_points[i - 1];
        if (!is_space(c) && !is_hard_break(c) && !is_invisible(c)) break;
        levels[i - 1 - line.begin] = text.base_level;
    }
    return levels;
}

/// Glyphs of `run` whose clusters lie in [begin, end): contiguous, since clusters are monotone.
void find_glyphs(const ShapedText& text, const Run& run, Piece& piece) {
    const auto inside = [&](std::uint32_t i) { return text.glyphs[i].cluster >= piece.begin && text.glyphs[i].cluster < piece.end; };
    std::uint32_t first = run.glyph_begin;
    while (first < run.glyph_end && !inside(first)) ++first;
    std::uint32_t last = first;
    while (last < run.glyph_end && inside(last)) ++last;
    piece.glyph_begin = first;
    piece.glyph_end = last;
}

std::vector<Piece> cut_pieces(const ShapedText& text, const Line& line) {
    const std::vector<std::uint8_t> levels = line_levels(text, line);
    std::vector<Piece> pieces;
    auto run = std::upper_bound(text.runs.begin(), text.runs.end(), line.begin, [](std::uint32_t at, const Run& r) { return at < r.end; });
    for (; run != text.runs.end() && run->begin < line.end; ++run) {
        for (std::uint32_t begin = std::max(run->begin, line.begin); begin < std::min(run->end, line.end);) {
            Piece piece;
            piece.run = static_cast<std::uint32_t>(run - text.runs.begin());
            piece.begin = begin;
            piece.level = levels[begin - line.begin];
            piece.end = begin + 1;
            while (piece.end < std::min(run->end, line.end) && levels[piece.end - line.begin] == piece.level) ++piece.end;
            piece.width = advance_of(text, piece.begin, piece.end);
            find_glyphs(text, *run, piece);
            pieces.push_back(piece);
            begin = piece.end;
        }
    }
    return pieces;
}

/// Rule L2: from the highest level down to the lowest odd one, reverse every stretch of that level or higher.
void reorder(std::vector<Piece>& pieces) {
    std::uint8_t highest = 0;
    for (const Piece& piece : pieces) highest = std::max(highest, piece.level);
    for (std::uint8_t level = highest; level >= 1; --level) {
        for (auto begin = pieces.begin(); begin != pieces.end();) {
            if (begin->level < level) { ++begin; continue; }
            auto end = std::find_if(begin, pieces.end(), [&](const Piece& piece) { return piece.level < level; });
            std::reverse(begin, end);
            begin = end;
        }
    }
}

float aligned_x(const BreakRequest& request, float line_width) {
    const float free = std::max(0.0f, request.width - line_width);
    if (request.align == ui::Align::center) return free / 2;
    return (request.align == ui::Align::end) != request.rtl ? free : 0;
}

/// Places the pieces from left to right. Hanging spaces lie outside: at the left of a right-to-left line.
void place(const ShapedText& text, const BreakRequest& request, Line& line) {
    const bool rtl = text.base_level == 1;
    line.width = advance_of(text, line.begin, line.visible_end);
    line.x = aligned_x(request, line.width);
    line.pieces = cut_pieces(text, line);
    reorder(line.pieces);
    float x = rtl ? line.x - advance_of(text, line.visible_end, line.end) : line.x;
    for (Piece& piece : line.pieces) {
        piece.x = x;
        x += piece.width;
    }
}

Line make_line(const ShapedText& text, const BreakRequest& request, std::uint32_t begin, std::uint32_t end, float top) {
    Line line;
    line.begin = begin;
    line.end = line.visible_end = end;
    while (line.visible_end > begin && (is_space(text.characters.code_points[line.visible_end - 1]) ||
                                        is_hard_break(text.characters.code_points[line.visible_end - 1]))) {
        --line.visible_end;
    }
    line.top = top;
    line.height = text.style.size * text.style.line_height;
    line.baseline = top + (line.height - (text.ascent + text.descent)) / 2 + text.ascent;
    place(text, request, line);
    return line;
}

/// Distance from the start of `piece` (its leading edge) to the leading edge of character `index`.
float offset_in(const ShapedText& text, const Piece& piece, std::uint32_t index) {
    std::uint32_t cluster = std::min(index, piece.end);
    while (cluster > piece.begin && (cluster == piece.end ? false : text.cluster_start[cluster] == 0)) --cluster;
    float offset = advance_of(text, piece.begin, cluster);
    if (cluster >= index || cluster == piece.end) return offset;
    std::uint32_t cluster_end = cluster + 1;
    unsigned parts = 1;
    unsigned before = 0;
    for (; cluster_end < piece.end && text.cluster_start[cluster_end] == 0; ++cluster_end) {
        if (text.grapheme_start[cluster_end] == 0) continue;
        if (cluster_end <= index) ++before;
        ++parts;
    }
    return offset + text.advances[cluster] * static_cast<float>(before) / static_cast<float>(parts);
}

float edge_x(const ShapedText& text, const Piece& piece, std::uint32_t index) {
    const float offset = offset_in(text, piece, index);
    return piece.rtl() ? piece.x + piece.width - offset : piece.x + offset;
}

const Line& line_at(const Paragraph& paragraph, float y) {
    for (const Line& line : paragraph.lines) {
        if (y < line.top + line.height) return line;
    }
    return paragraph.lines.back();
}

/// The line that shows `index`: at a soft break the line that begins there.
std::uint32_t line_of(const Paragraph& paragraph, std::uint32_t index) {
    std::uint32_t result = 0;
    for (std::uint32_t i = 0; i < paragraph.lines.size(); ++i) {
        if (paragraph.lines[i].begin <= index) result = i;
    }
    return result;
}

}   // namespace

Paragraph break_lines(const ShapedText& text, const BreakRequest& request) {
    Paragraph paragraph;
    std::uint32_t begin = 0;
    float top = 0;
    do {
        const std::uint32_t end = line_end(text, begin, request.width);
        paragraph.lines.push_back(make_line(text, request, begin, end, top));
        top += paragraph.lines.back().height;
        begin = end;
    } while (begin < text.length());
    if (request.line_after_break && text.length() > 0 && is_hard_break(text.characters.code_points.back())) {
        paragraph.lines.push_back(make_line(text, request, begin, begin, top));
        top += paragraph.lines.back().height;
    }
    for (const Line& line : paragraph.lines) paragraph.size.width = std::max(paragraph.size.width, line.width);
    paragraph.size.height = top;
    paragraph.size.line_count = static_cast<std::uint32_t>(paragraph.lines.size());
    return paragraph;
}

std::optional<std::uint32_t> ellipsis_cut(const ShapedText& text, const Paragraph& paragraph, std::uint16_t max_lines, float width,
                                          float ellipsis_width) {
    if (max_lines == 0 || paragraph.lines.size() <= max_lines) return std::nullopt;
    const Line& last = paragraph.lines[max_lines - 1u];
    std::uint32_t cut = last.visible_end;
    float used = last.width;
    while (cut > last.begin && (used + ellipsis_width > width || text.grapheme_start[cut] == 0 || is_space(text.characters.code_points[cut - 1]))) {
        --cut;
        used -= text.advances[cut];
    }
    return cut;
}

Caret caret_at(const ShapedText& text, const Paragraph& paragraph, std::uint32_t index) {
    Caret caret;
    index = std::min(index, text.length());
    caret.line = line_of(paragraph, index);
    const Line& line = paragraph.lines[caret.line];
    caret.top = line.top;
    caret.height = line.height;
    caret.rtl = text.base_level == 1;
    const auto holding = [&](std::uint32_t character) -> const Piece* {
        for (const Piece& piece : line.pieces) {
            if (piece.begin <= character && character < piece.end) return &piece;
        }
        return nullptr;
    };
    const Piece* piece = holding(index);
    if (piece == nullptr && index > line.begin) piece = holding(index - 1);   // at the end: behind the last character
    if (piece == nullptr) {                                                    // an empty line
        caret.x = line.x;
        return caret;
    }
    caret.rtl = piece->rtl();
    caret.x = edge_x(text, *piece, index);
    return caret;
}

std::uint32_t index_at(const ShapedText& text, const Paragraph& paragraph, float x, float y) {
    const Line& line = line_at(paragraph, y);
    std::uint32_t best = line.begin;
    float best_distance = INFINITY;
    for (const Piece& piece : line.pieces) {
        for (std::uint32_t i = piece.begin; i <= piece.end; ++i) {
            if (i < text.length() && text.grapheme_start[i] == 0) continue;
            if (i > line.visible_end && i == line.end && line.end < text.length()) continue;   // would be the next line's start
            const float distance = std::abs(edge_x(text, piece, i) - x);
            if (distance < best_distance) {
                best_distance = distance;
                best = i;
            }
        }
    }
    // The end of a softly broken line is the start of the next one: stay before its last character.
    const bool soft = best == line.end && line.end < text.length() && &line != &paragraph.lines.back();
    if (soft) {
        do --best; while (best > line.begin && text.grapheme_start[best] == 0);
    }
    return best;
}

std::optional<std::uint32_t> character_at(const ShapedText& text, const Paragraph& paragraph, float x, float y) {
    for (const Line& line : paragraph.lines) {
        if (y < line.top || y >= line.top + line.height) continue;
        for (const Piece& piece : line.pieces) {
            if (x < piece.x || x >= piece.x + piece.width) continue;
            for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
                const float from = edge_x(text, piece, i);
                const float to = edge_x(text, piece, i + 1);
                if (x >= std::min(from, to) && x < std::max(from, to)) return i;
            }
        }
    }
    return std::nullopt;
}

std::vector<semantics::Rect> range_rects(const ShapedText& text, const Paragraph& paragraph, std::uint32_t begin, std::uint32_t end) {
    std::vector<semantics::Rect> rects;
    for (const Line& line : paragraph.lines) {
        if (line.end <= begin || line.begin >= end) continue;
        std::size_t first_of_line = rects.size();
        for (const Piece& piece : line.pieces) {
            const std::uint32_t from = std::max(begin, piece.begin);
            const std::uint32_t to = std::min(end, piece.end);
            if (from >= to) continue;
            const float a = edge_x(text, piece, from);
            const float b = edge_x(text, piece, to);
            const semantics::Rect rect{std::min(a, b), line.top, std::abs(b - a), line.height};
            const bool joins = rects.size() > first_of_line && std::abs(rects.back().x + rects.back().width - rect.x) < kTolerance;
            if (joins) rects.back().width += rect.width;
            else rects.push_back(rect);
        }
    }
    return rects;
}

}   // namespace pasokh::desktop
