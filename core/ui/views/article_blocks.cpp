// The body of an article: one function a kind of block.
#include <algorithm>

#include "core/text/utf8.h"
#include "core/ui/icons.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using kb::Block;
using kb::BlockKind;

namespace {

constexpr float kIndent = 26;   ///< of one list level

std::vector<TextSpan> spans_of(const std::vector<kb::Inline>& inlines) {
    std::vector<TextSpan> spans;
    spans.reserve(inlines.size());
    for (const kb::Inline& part : inlines)
        spans.push_back({.begin = part.begin, .end = part.end, .bold = part.bold, .italic = part.italic, .code = part.code, .strike = part.strike, .href = part.href});
    return spans;
}

/// What every block function needs.
struct BlockPen {
    Ui& ui;
    Column& column;
    const std::string& lang;
    std::size_t index;

    std::string key(std::string_view part = {}) const { return "block-" + std::to_string(index) + std::string(part); }
};

/// A gap above that groups what belongs together.
float gap_before(const Block& block, const Block* before) {
    if (before == nullptr) return 0;
    if (block.kind == BlockKind::heading) return block.level <= 2 ? 24 : 18;
    if (block.kind == BlockKind::list_item && before->kind == BlockKind::list_item) return 6;
    if (block.kind == BlockKind::table_row && before->kind == BlockKind::table_row) return 0;
    return 12;
}

void draw_text_block(BlockPen pen, const Block& block, Role role, const TextStyle& style, float indent) {
    const std::vector<TextSpan> spans = spans_of(block.inlines);
    const TextBlock words = pen.ui.text(block.text, style, pen.column.width - indent, {.spans = &spans, .lang = pen.lang});
    Node& node = pen.ui.add(pen.key(), role, {pen.column.x + indent, pen.column.y, pen.column.width - indent, words.height});
    node.name = block.text;
    node.lang = pen.lang;
    if (role == Role::heading) {
        node.level = static_cast<std::uint8_t>(std::clamp<int>(block.level + 1, 3, 6));   // the article's title is level 2
        node.anchor = block.anchor;
    }
    pen.ui.put(node, words, 0, 0);
    pen.column.gap(words.height);
}

void draw_list_item(BlockPen pen, const Block& block) {
    const float indent = kIndent * static_cast<float>(std::max<int>(block.level, 1));
    const std::vector<TextSpan> spans = spans_of(block.inlines);
    const TextBlock words = pen.ui.text(block.text, type::kBody, pen.column.width - indent, {.spans = &spans, .lang = pen.lang});
    const Rect rect{pen.column.x + indent - kIndent, pen.column.y, pen.column.width - indent + kIndent, words.height};
    const float line = type::kBody.size * type::kBody.line_height;
    if (block.ordered) {
        const std::string number = i18n::digits(pen.lang, std::to_string(block.number)) + ".";
        const TextBlock mark = pen.ui.text(number, tinted(type::kStrong, Color::accent_text), kIndent, {.lang = pen.lang});
        Node& node = pen.ui.add(pen.key(), Role::list_item, rect);
        node.name = number + " " + block.text;
        pen.ui.put(node, mark, 0, (line - mark.height) / 2);
        pen.ui.put(node, words, kIndent, 0);
    } else {
        Node& node = pen.ui.add(pen.key(), Role::list_item, rect);
        node.name = block.text;
        pen.ui.put(node, words, kIndent, 0);
        pen.ui.add(pen.key("/dot"), Role::none, {rect.x + 9, rect.y + line / 2 - 3, 6, 6}, {.fill = Color::accent, .radius = 3});
    }
    pen.column.gap(words.height);
}

void draw_code(BlockPen pen, const Block& block) {
    constexpr float kInset = 12;
    const TextBlock words = pen.ui.text(block.text, {.size = 13, .line_height = 1.6f, .mono = true}, pen.column.width - 2 * kInset, {.preformatted = true});
    Node& node = pen.ui.add(pen.key(), Role::code_block, {pen.column.x, pen.column.y, pen.column.width, words.height + 2 * kInset}, {.fill = Color::surface_sunken, .border = Color::border, .radius = 10});
    node.name = block.text;
    pen.ui.put(node, words, kInset, kInset);
    pen.column.gap(words.height + 2 * kInset);
}

void draw_note(BlockPen pen, const Block& block) {
    const Tone tone = block.note == kb::NoteKind::warning ? Tone::warning : block.note == kb::NoteKind::tip ? Tone::positive : Tone::accent;
    const std::string_view icon = block.note == kb::NoteKind::warning ? icons::kAlert : block.note == kb::NoteKind::tip ? icons::kBulb : icons::kInfo;
    const Key label = block.note == kb::NoteKind::warning ? Key::note_warning : block.note == kb::NoteKind::tip ? Key::note_tip : Key::note_note;
    const ToneColors colors = colors_of(tone);
    constexpr float kInset = 14;
    constexpr float kIcon = 22;
    const float start = kInset + kIcon + 10;
    const std::vector<TextSpan> spans = spans_of(block.inlines);
    const TextBlock words = pen.ui.text(block.text, type::kBody, pen.column.width - start - kInset, {.spans = &spans, .lang = pen.lang});
    const float height = std::max(words.height, kIcon) + 2 * kInset - 4;
    Node& node = pen.ui.add(pen.key(), Role::note, {pen.column.x, pen.column.y, pen.column.width, height}, {.fill = colors.soft, .radius = 12});
    node.name = i18n::tr(pen.lang, label);
    pen.ui.put_icon(node, icon, colors.strong, kInset, kInset, kIcon);
    pen.ui.put(node, words, start, kInset - 2);
    pen.column.gap(height);
}

void draw_quote(BlockPen pen, const Block& block) {
    const std::vector<TextSpan> spans = spans_of(block.inlines);
    const TextBlock words = pen.ui.text(block.text, tinted(type::kBody, Color::text_muted), pen.column.width - 18, {.spans = &spans, .lang = pen.lang});
    Node& node = pen.ui.add(pen.key(), Role::text, {pen.column.x + 18, pen.column.y, pen.column.width - 18, words.height});
    node.name = block.text;
    pen.ui.put(node, words, 0, 0);
    pen.ui.add(pen.key("/bar"), Role::none, {pen.column.x, pen.column.y, 4, words.height}, {.fill = Color::border_strong, .radius = 2});
    pen.column.gap(words.height);
}

void draw_image(BlockPen pen, const Block& block) {
    const bool known = block.width > 0 && block.height > 0;
    const float ratio = known ? static_cast<float>(block.height) / static_cast<float>(block.width) : 9.0f / 16.0f;
    const float width = known ? std::min(pen.column.width, static_cast<float>(block.width)) : pen.column.width;
    Node& node = pen.ui.add(pen.key(), Role::image, {pen.column.x + (pen.column.width - width) / 2, pen.column.y, width, width * ratio}, {.fill = Color::surface_sunken, .radius = 10});
    node.name = block.text;
    node.href = block.url;
    pen.column.gap(width * ratio);
}

/// Letters a column wants for this cell: its longest word whole, and more for long text up to a limit.
float column_need(std::string_view words) {
    constexpr float kEnough = 18;
    constexpr float kPadding = 7;   // the cell's own insets, in letters
    std::size_t longest = 0;
    std::size_t begin = 0;
    while (begin < words.size()) {
        std::size_t end = words.find(' ', begin);
        if (end == std::string_view::npos) end = words.size();
        longest = std::max(longest, text::count_code_points(words.substr(begin, end - begin)));
        begin = end + 1;
    }
    const auto all = static_cast<float>(text::count_code_points(words));
    return std::max(static_cast<float>(longest) + kPadding, std::min(kEnough, all));
}

/// Rows [first, last) of one table. Columns share the width by how much text they hold.
void draw_table(BlockPen pen, const std::vector<Block>& blocks, std::size_t first, std::size_t last) {
    constexpr float kInset = 10;
    std::size_t columns = 0;
    for (std::size_t i = first; i < last; ++i) columns = std::max(columns, blocks[i].cells.size());
    if (columns == 0) return;
    std::vector<float> share(columns, 6);
    for (std::size_t i = first; i < last; ++i)
        for (std::size_t c = 0; c < blocks[i].cells.size(); ++c) share[c] = std::max(share[c], column_need(blocks[i].cells[c].text));
    float total = 0;
    for (float part : share) total += part;

    const auto table = pen.ui.begin(pen.key(), Role::table, {pen.column.x, pen.column.y, pen.column.width, 0}, {.fill = Color::surface, .border = Color::border, .radius = 10});
    pen.ui.node(table).name = i18n::tr(pen.lang, Key::table);
    const float top = pen.column.y;
    for (std::size_t i = first; i < last; ++i) {
        const Block& row = blocks[i];
        const std::string key = "row-" + std::to_string(i - first);
        TextStyle style = row.header ? type::kLabel : type::kBody;
        style.size = 14;
        style.weight = row.header ? 600 : 400;
        const auto scope = pen.ui.begin(key, Role::row, {pen.column.x, pen.column.y, pen.column.width, 0}, {.fill = row.header ? Color::surface_sunken : Color::none, .radius = row.header ? 10.0f : 0.0f});
        float x = pen.column.x;
        float height = 0;
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            const float width = pen.column.width * share[c] / total;
            const std::vector<TextSpan> spans = spans_of(row.cells[c].inlines);
            const TextBlock words = pen.ui.text(row.cells[c].text, style, width - 2 * kInset, {.spans = &spans, .lang = pen.lang});
            Node& cell = pen.ui.add("cell-" + std::to_string(c), row.header ? Role::column_header : Role::cell, {x, pen.column.y, width, words.height + 2 * kInset});
            cell.name = row.cells[c].text;
            pen.ui.put(cell, words, kInset, kInset);
            height = std::max(height, words.height + 2 * kInset);
            x += width;
        }
        pen.ui.end(scope, height);
        pen.column.gap(height);
        if (i + 1 < last && !row.header) pen.ui.add(key + "/line", Role::none, {pen.column.x, pen.column.y - 0.5f, pen.column.width, 1}, {.fill = Color::border});
    }
    pen.ui.end(table, pen.column.y - top);
}

void draw_block(BlockPen pen, const Block& block) {
    switch (block.kind) {
        case BlockKind::heading: {
            TextStyle style = type::kHeading;
            style.size = block.level <= 2 ? 18 : 16;
            return draw_text_block(pen, block, Role::heading, style, 0);
        }
        case BlockKind::paragraph: return draw_text_block(pen, block, Role::text, type::kBody, kIndent * static_cast<float>(block.level));
        case BlockKind::list_item: return draw_list_item(pen, block);
        case BlockKind::code: return draw_code(pen, block);
        case BlockKind::note: return draw_note(pen, block);
        case BlockKind::quote: return draw_quote(pen, block);
        case BlockKind::image: return draw_image(pen, block);
        case BlockKind::rule:
            pen.ui.add(pen.key(), Role::separator, {pen.column.x, pen.column.y, pen.column.width, 1}, {.fill = Color::border});
            return pen.column.gap(1);
        case BlockKind::video:
            return link_button(pen.ui, pen.column, pen.key(), block.text.empty() ? i18n::tr(pen.lang, Key::video_open) : block.text, block.url, icons::kPlay);
        case BlockKind::table_row: return;   // draw_table takes whole tables
    }
}

}   // namespace

void draw_blocks(Ui& ui, Column& column, const kb::Article& article) {
    const std::vector<Block>& blocks = article.blocks;
    std::optional<Ui::Scope> list;
    float list_top = 0;
    const auto close_list = [&] {
        if (list) ui.end(*list, column.y - list_top);
        list.reset();
    };
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Block& block = blocks[i];
        const float gap = gap_before(block, i == 0 ? nullptr : &blocks[i - 1]);
        if (block.kind == BlockKind::list_item && !list) {
            column.gap(gap);
            list = ui.begin("list-" + std::to_string(i), Role::list, {column.x, column.y, column.width, 0});
            list_top = column.y;
        } else {
            if (block.kind != BlockKind::list_item) close_list();
            column.gap(gap);
        }
        if (block.kind == BlockKind::table_row) {
            std::size_t last = i;
            while (last < blocks.size() && blocks[last].kind == BlockKind::table_row && (last == i || !blocks[last].header)) ++last;
            draw_table({ui, column, article.info.lang, i}, blocks, i, last);
            i = last - 1;
        } else {
            draw_block({ui, column, article.info.lang, i}, block);
        }
    }
    close_list();
}

}   // namespace pasokh::ui
