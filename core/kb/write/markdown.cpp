#include "core/kb/write/markdown.h"

#include <md4c.h>

#include <algorithm>

#include "core/kb/anchor.h"
#include "core/kb/write/mdx.h"
#include "core/text/fold.h"
#include "core/text/utf8.h"

namespace pasokh::kb::write {

namespace {

struct Entity {
    std::string_view name;
    char32_t letter;
};

/// The named entities that writing needs; numbers are read in full.
constexpr Entity kEntities[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}, {"zwnj", 0x200C}, {"zwj", 0x200D},
                                {"lrm", 0x200E}, {"rlm", 0x200F}, {"laquo", 0xAB}, {"raquo", 0xBB}, {"ndash", 0x2013}, {"mdash", 0x2014}, {"hellip", 0x2026},
                                {"copy", 0xA9}, {"reg", 0xAE}, {"trade", 0x2122}, {"times", 0xD7}, {"rarr", 0x2192}, {"larr", 0x2190}, {"bull", 0x2022},
                                {"middot", 0xB7}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D}, {"euro", 0x20AC}};

/// "&amp;" or "&#x200C;" to its letter; 0 when unknown.
char32_t entity_letter(std::string_view text) {
    const std::string_view name = text.substr(1, text.size() - 2);
    if (!name.starts_with('#')) {
        for (const Entity& entity : kEntities)
            if (entity.name == name) return entity.letter;
        return 0;
    }
    const bool hex = name.size() > 1 && (name[1] == 'x' || name[1] == 'X');
    char32_t value = 0;
    for (const char c : name.substr(hex ? 2 : 1)) {
        const int digit = c >= '0' && c <= '9' ? c - '0' : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0 || value > 0x10FFFF) return 0;
        value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
    }
    return value == 0 || value > 0x10FFFF ? 0 : value;
}

void append_entity(std::string& out, std::string_view text) {
    if (const char32_t letter = entity_letter(text); letter != 0) text::append_utf8(out, letter);
    else out += text;
}

std::string attribute_text(const MD_ATTRIBUTE& attribute) {
    std::string out;
    for (int i = 0; attribute.text != nullptr && attribute.substr_offsets != nullptr && attribute.substr_offsets[i] < attribute.size; ++i) {
        const std::string_view part(attribute.text + attribute.substr_offsets[i], attribute.substr_offsets[i + 1] - attribute.substr_offsets[i]);
        if (attribute.substr_types[i] == MD_TEXT_ENTITY) append_entity(out, part);
        else out += part;
    }
    return out;
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// "Note: ..." in bold at the beginning of a quote makes it a note.
struct NoteWord {
    std::string_view folded;
    NoteKind kind;
};
constexpr NoteWord kNoteWords[] = {
    {"note", NoteKind::note}, {"important", NoteKind::note}, {"info", NoteKind::note}, {"remember", NoteKind::note}, {"tip", NoteKind::tip}, {"hint", NoteKind::tip},
    {"warning", NoteKind::warning}, {"caution", NoteKind::warning}, {"danger", NoteKind::warning}, {"attention", NoteKind::warning},
    {"توجه", NoteKind::note}, {"نکته", NoteKind::tip}, {"یادداشت", NoteKind::note}, {"مهم", NoteKind::note}, {"راهنمایی", NoteKind::tip}, {"پیشنهاد", NoteKind::tip},
    {"هشدار", NoteKind::warning}, {"اخطار", NoteKind::warning}, {"احتیاط", NoteKind::warning},
    {"ملاحظه", NoteKind::note}, {"ملحوظه", NoteKind::note}, {"معلومه", NoteKind::note}, {"هام", NoteKind::note}, {"نصیحه", NoteKind::tip}, {"تلمیح", NoteKind::tip},
    {"تنبیه", NoteKind::warning}, {"تحذیر", NoteKind::warning}, {"انتباه", NoteKind::warning}};

/// GitHub alerts: [!NOTE], [!TIP], [!IMPORTANT], [!WARNING], [!CAUTION]. `end` is set behind the mark.
std::optional<NoteKind> alert_kind(std::string_view text, std::size_t& end) {
    if (!text.starts_with("[!")) return std::nullopt;
    end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view name = text.substr(2, end - 2);
    ++end;
    if (name == "NOTE" || name == "IMPORTANT") return NoteKind::note;
    if (name == "TIP") return NoteKind::tip;
    if (name == "WARNING" || name == "CAUTION") return NoteKind::warning;
    return std::nullopt;
}

class Builder {
public:
    Builder(std::string_view source, std::uint32_t first_line, LinkTargets& targets) : source_(source), first_line_(first_line), targets_(targets) {}

    int enter(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
            case MD_BLOCK_QUOTE: flush_item(); quotes_.push_back({}); break;
            case MD_BLOCK_UL: flush_item(); lists_.push_back({}); break;
            case MD_BLOCK_OL: flush_item(); lists_.push_back({true, static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start}); break;
            case MD_BLOCK_LI: begin_item(*static_cast<MD_BLOCK_LI_DETAIL*>(detail)); break;
            case MD_BLOCK_HR: flush_item(); push(make(BlockKind::rule)); break;
            case MD_BLOCK_H: begin_leaf(); heading_level_ = static_cast<MD_BLOCK_H_DETAIL*>(detail)->level; break;
            case MD_BLOCK_CODE: flush_item(); begin_leaf(); code_language_ = attribute_text(static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang); break;
            case MD_BLOCK_P: if (!item_open_) begin_leaf(); break;
            case MD_BLOCK_TABLE: flush_item(); break;
            case MD_BLOCK_TR: row_ = make(BlockKind::table_row); break;
            case MD_BLOCK_TH: case MD_BLOCK_TD: begin_leaf(); break;
            default: break;
        }
        return 0;
    }

    int leave(MD_BLOCKTYPE type) {
        switch (type) {
            case MD_BLOCK_QUOTE: quotes_.pop_back(); break;
            case MD_BLOCK_UL: case MD_BLOCK_OL: flush_item(); lists_.pop_back(); break;
            case MD_BLOCK_LI: flush_item(); break;
            case MD_BLOCK_H: end_heading(); break;
            case MD_BLOCK_CODE: end_code(); break;
            case MD_BLOCK_P: end_paragraph(); break;
            case MD_BLOCK_TR: push(std::move(row_)); break;
            case MD_BLOCK_TH: row_.header = true; end_cell(); break;
            case MD_BLOCK_TD: end_cell(); break;
            default: break;
        }
        return 0;
    }

    int enter_span(MD_SPANTYPE type, void* detail) {
        if (image_depth_ > 0) {
            if (type == MD_SPAN_IMG) ++image_depth_;
            return 0;
        }
        cut();
        switch (type) {
            case MD_SPAN_EM: ++italic_; break;
            case MD_SPAN_STRONG: ++bold_; break;
            case MD_SPAN_CODE: ++code_; break;
            case MD_SPAN_DEL: ++strike_; break;
            case MD_SPAN_A: begin_link(static_cast<MD_SPAN_A_DETAIL*>(detail)->href); break;
            case MD_SPAN_IMG: begin_image(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src); break;
            default: break;
        }
        return 0;
    }

    int leave_span(MD_SPANTYPE type) {
        if (image_depth_ > 0) {
            if (type == MD_SPAN_IMG && --image_depth_ == 0) end_image();
            return 0;
        }
        cut();
        switch (type) {
            case MD_SPAN_EM: --italic_; break;
            case MD_SPAN_STRONG: --bold_; break;
            case MD_SPAN_CODE: --code_; break;
            case MD_SPAN_DEL: --strike_; break;
            case MD_SPAN_A: href_.clear(); break;
            default: break;
        }
        return 0;
    }

    int text(MD_TEXTTYPE type, std::string_view value) {
        std::string& out = image_depth_ > 0 ? image_.text : text_;
        note_line(value);
        switch (type) {
            case MD_TEXT_NULLCHAR: text::append_utf8(out, text::kReplacement); break;
            case MD_TEXT_BR: out += image_depth_ > 0 ? ' ' : '\n'; break;
            case MD_TEXT_SOFTBR: out += ' '; break;
            case MD_TEXT_ENTITY: append_entity(out, value); break;
            default: out += value;
        }
        return 0;
    }

    std::vector<Block> take() {
        flush_item();
        return std::move(blocks_);
    }

private:
    struct List {
        bool ordered = false;
        std::uint32_t next = 1;
    };
    struct Quote {
        std::optional<NoteKind> note;
        bool decided = false;
    };

    Block make(BlockKind kind) const {
        Block block;
        block.kind = kind;
        block.level = static_cast<std::uint8_t>(std::min<std::size_t>(lists_.size(), 255));
        return block;
    }

    void push(Block block) { blocks_.push_back(std::move(block)); }

    void begin_leaf() {
        text_.clear();
        inlines_.clear();
        span_begin_ = 0;
    }

    // --- list items: the first text of an item is the item, what follows are paragraphs at its level ---

    void begin_item(const MD_BLOCK_LI_DETAIL& detail) {
        flush_item();
        item_open_ = true;
        begin_leaf();
        if (detail.is_task) text_ = detail.task_mark == ' ' ? "☐ " : "☑ ";
        span_begin_ = text_.size();
    }

    void flush_item() {
        if (!item_open_) return;
        item_open_ = false;
        Block block = make(BlockKind::list_item);
        List& list = lists_.back();
        block.ordered = list.ordered;
        block.number = list.ordered ? list.next++ : 0;
        finish_text(block);
        const bool has_text = !block.text.empty();
        if (has_text || images_.empty()) push(std::move(block));
        push_images();
    }

    // --- leaves ---

    void end_paragraph() {
        if (item_open_) { flush_item(); return; }
        Block block = make(BlockKind::paragraph);
        finish_text(block);
        if (!quotes_.empty()) quote(block);
        if (!block.text.empty()) push(std::move(block));
        push_images();
    }

    /// A paragraph of a quote is a note when the quote begins with an alert mark or a bold note word.
    void quote(Block& block) {
        Quote& quote = quotes_.back();
        std::size_t mark_end = 0;
        if (!quote.decided) {
            quote.decided = true;
            quote.note = alert_kind(block.text, mark_end);
            if (quote.note) drop_front(block, mark_end);
            else quote.note = bold_note_kind(block);
        }
        block.kind = quote.note ? BlockKind::note : BlockKind::quote;
        if (quote.note) block.note = *quote.note;
    }

    static std::optional<NoteKind> bold_note_kind(const Block& block) {
        if (block.inlines.empty() || block.inlines.front().begin != 0 || !block.inlines.front().bold) return std::nullopt;
        std::string word = text::fold(std::string_view(block.text).substr(0, block.inlines.front().end));
        while (!word.empty() && (word.back() == ':' || word.back() == ' ' || word.back() == '!' || word.back() == '.')) word.pop_back();
        for (const NoteWord& known : kNoteWords)
            if (known.folded == word) return known.kind;
        return std::nullopt;
    }

    /// Removes the first `bytes` and the blanks behind them.
    static void drop_front(Block& block, std::size_t bytes) {
        while (bytes < block.text.size() && (block.text[bytes] == ' ' || block.text[bytes] == '\n')) ++bytes;
        block.text.erase(0, bytes);
        std::vector<Inline> kept;
        for (Inline part : block.inlines) {
            if (part.end <= bytes) continue;
            part.begin = part.begin > bytes ? part.begin - static_cast<std::uint32_t>(bytes) : 0;
            part.end -= static_cast<std::uint32_t>(bytes);
            kept.push_back(std::move(part));
        }
        block.inlines = std::move(kept);
    }

    void end_heading() {
        Block block = make(BlockKind::heading);
        finish_text(block);
        block.level = static_cast<std::uint8_t>(std::clamp(heading_level_, 2u, 6u));
        if (const std::size_t mark = block.text.rfind("{#"); mark != std::string::npos && block.text.back() == '}') {
            block.anchor = block.text.substr(mark + 2, block.text.size() - mark - 3);
            cut_back(block, mark);
        }
        if (block.anchor.empty()) block.anchor = anchor_of(block.text);
        block.anchor = unique_anchor(block.anchor);
        if (!block.text.empty()) push(std::move(block));
        push_images();
    }

    static void cut_back(Block& block, std::size_t size) {
        while (size > 0 && block.text[size - 1] == ' ') --size;
        block.text.resize(size);
        std::vector<Inline> kept;
        for (Inline part : block.inlines) {
            part.end = std::min(part.end, static_cast<std::uint32_t>(size));
            if (part.begin < part.end) kept.push_back(std::move(part));
        }
        block.inlines = std::move(kept);
    }

    std::string unique_anchor(const std::string& wanted) const {
        std::string name = wanted;
        const auto taken = [&] {
            return std::any_of(blocks_.begin(), blocks_.end(), [&](const Block& b) { return b.kind == BlockKind::heading && b.anchor == name; });
        };
        for (int i = 2; taken(); ++i) name = wanted + "-" + std::to_string(i);
        return name;
    }

    void end_code() {
        Block block = make(BlockKind::code);
        while (!text_.empty() && text_.back() == '\n') text_.pop_back();
        block.text = std::move(text_);
        block.language = code_language_.substr(0, code_language_.find('{'));
        if (!block.text.empty()) push(std::move(block));
    }

    void end_cell() {
        Block cell;
        finish_text(cell);
        row_.cells.push_back({std::move(cell.text), std::move(cell.inlines)});
        images_.clear();   // a table cell holds text only
    }

    // --- inline text ---

    /// Ends the run of text with the present style.
    void cut() {
        if (span_begin_ < text_.size() && (bold_ > 0 || italic_ > 0 || code_ > 0 || strike_ > 0 || !href_.empty())) {
            Inline part{static_cast<std::uint32_t>(span_begin_), static_cast<std::uint32_t>(text_.size()), bold_ > 0, italic_ > 0, code_ > 0, strike_ > 0, href_};
            inlines_.push_back(std::move(part));
        }
        span_begin_ = text_.size();
    }

    /// Moves the text into the block without blanks at its ends.
    void finish_text(Block& block) {
        cut();
        const std::string_view kept = trim(text_);
        const auto front = kept.empty() ? 0u : static_cast<std::uint32_t>(kept.data() - text_.data());
        const auto size = static_cast<std::uint32_t>(kept.size());
        for (Inline& part : inlines_) {
            part.begin = std::min(part.begin > front ? part.begin - front : 0, size);
            part.end = std::min(part.end > front ? part.end - front : 0, size);
            if (part.begin < part.end) block.inlines.push_back(std::move(part));
        }
        block.text = std::string(kept);
        begin_leaf();
    }

    void note_line(std::string_view value) {
        if (value.data() >= source_.data() && value.data() < source_.data() + source_.size()) near_ = static_cast<std::size_t>(value.data() - source_.data());
    }

    /// md4c points into the source wherever it can; a target that it had to unescape is near the last text.
    std::uint32_t line_of(const MD_ATTRIBUTE& attribute) {
        if (attribute.text != nullptr) note_line(std::string_view(attribute.text, attribute.size));
        return first_line_ + static_cast<std::uint32_t>(std::count(source_.begin(), source_.begin() + static_cast<std::ptrdiff_t>(near_), '\n'));
    }

    void begin_link(const MD_ATTRIBUTE& href) { href_ = targets_.link(attribute_text(href), line_of(href)); }

    void begin_image(const MD_ATTRIBUTE& src) {
        image_ = make(BlockKind::image);
        image_depth_ = 1;
        image_kept_ = targets_.image(attribute_text(src), line_of(src), image_);
    }

    void end_image() {
        if (image_kept_) images_.push_back(std::move(image_));
        image_ = Block{};
    }

    void push_images() {
        for (Block& image : images_) push(std::move(image));
        images_.clear();
    }

    std::string_view source_;
    std::uint32_t first_line_;
    LinkTargets& targets_;
    std::vector<Block> blocks_;
    std::vector<List> lists_;
    std::vector<Quote> quotes_;
    bool item_open_ = false;           ///< inside a list item whose own text is not finished
    Block row_;
    unsigned heading_level_ = 2;
    std::string code_language_;
    std::string text_;
    std::vector<Inline> inlines_;
    std::size_t span_begin_ = 0;
    int bold_ = 0, italic_ = 0, code_ = 0, strike_ = 0;
    std::string href_;
    Block image_;
    int image_depth_ = 0;
    bool image_kept_ = false;
    std::vector<Block> images_;        ///< of the leaf being read
    std::size_t near_ = 0;
};

Builder& builder(void* raw) { return *static_cast<Builder*>(raw); }

}   // namespace

std::vector<Block> parse_markdown(std::string_view source, std::uint32_t first_line, LinkTargets& targets) {
    const PlainMarkdown plain = plain_markdown(source);
    Builder out(plain.text, first_line, targets);
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS | MD_FLAG_NOHTML |
                   (plain.had_components ? static_cast<unsigned>(MD_FLAG_NOINDENTEDCODEBLOCKS) : 0u);
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* raw) { return builder(raw).enter(type, detail); };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* raw) { return builder(raw).leave(type); };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* raw) { return builder(raw).enter_span(type, detail); };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* raw) { return builder(raw).leave_span(type); };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* raw) { return builder(raw).text(type, std::string_view(text, size)); };
    md_parse(plain.text.data(), static_cast<MD_SIZE>(plain.text.size()), &parser, &out);
    return out.take();
}

}   // namespace pasokh::kb::write
