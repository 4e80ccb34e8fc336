#include "core/kb/block_codec.h"

#include "core/kb/anchor.h"
#include "core/kb/format.h"
#include "core/text/utf8.h"

namespace pasokh::kb {

namespace {

bool has_url(BlockKind kind) { return kind == BlockKind::image || kind == BlockKind::video; }

class Writer {
public:
    void byte(std::uint8_t value) { out_.shape.push_back(static_cast<std::byte>(value)); }

    void varint(std::uint32_t value) {
        for (; value >= 0x80; value >>= 7) byte(static_cast<std::uint8_t>((value & 0x7F) | 0x80));
        byte(static_cast<std::uint8_t>(value));
    }

    void string(std::string_view value) {
        varint(static_cast<std::uint32_t>(value.size()));
        for (const char c : value) out_.shape.push_back(static_cast<std::byte>(c));
    }

    void text(std::string_view value, const std::vector<Inline>& inlines) {
        for (const char c : value) out_.body += c == '\n' ? kLineEnd : c == kLineEnd ? ' ' : c;
        out_.body += '\n';
        varint(static_cast<std::uint32_t>(inlines.size()));
        std::uint32_t last = 0;
        for (const Inline& part : inlines) {
            varint(part.begin - last);
            varint(part.end - part.begin);
            last = part.end;
            const int style = (part.bold ? kBold : 0) | (part.italic ? kItalic : 0) | (part.code ? kCode : 0) | (part.strike ? kStrike : 0) |
                              (part.href.empty() ? 0 : kLink);
            byte(static_cast<std::uint8_t>(style));
            if (!part.href.empty()) string(part.href);
        }
    }

    void block(const Block& block) {
        byte(static_cast<std::uint8_t>(block.kind));
        byte(static_cast<std::uint8_t>((block.ordered ? kOrdered : 0) | (block.header ? kHeaderRow : 0)));
        varint(block.level);
        if (block.ordered) varint(block.number);
        if (block.kind == BlockKind::note) byte(static_cast<std::uint8_t>(block.note));
        if (block.kind == BlockKind::table_row) {
            varint(static_cast<std::uint32_t>(block.cells.size()));
            for (const Cell& cell : block.cells) text(cell.text, cell.inlines);
        } else if (block.kind != BlockKind::rule) {
            text(block.text, block.inlines);
        }
        if (has_url(block.kind)) {
            string(block.url);
            varint(block.width);
            varint(block.height);
        }
        if (block.kind == BlockKind::code) string(block.language);
        if (block.kind == BlockKind::heading) string(block.anchor == anchor_of(block.text) ? std::string_view{} : block.anchor);
    }

    EncodedBlocks take() { return std::move(out_); }

private:
    EncodedBlocks out_;
};

/// Reads with one sticky failure, so that callers check once at the end of each block.
class Reader {
public:
    Reader(std::span<const std::byte> shape, std::string_view body) : shape_(shape), body_(body) {}

    bool ok() const { return ok_; }
    bool at_end() const { return at_ == shape_.size() && body_at_ == body_.size(); }

    std::uint8_t byte() {
        if (at_ >= shape_.size()) { ok_ = false; return 0; }
        return static_cast<std::uint8_t>(shape_[at_++]);
    }

    std::uint32_t varint() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            const std::uint8_t part = byte();
            value |= static_cast<std::uint64_t>(part & 0x7F) << shift;
            if ((part & 0x80) == 0) {
                if (value > 0xFFFFFFFFu) ok_ = false;
                return static_cast<std::uint32_t>(value);
            }
        }
        ok_ = false;
        return 0;
    }

    /// A number of things that take at least `bytes_each` bytes of what is left.
    std::uint32_t count(std::size_t bytes_each) {
        const std::uint32_t value = varint();
        if (value > (shape_.size() - at_) / bytes_each) ok_ = false;
        return ok_ ? value : 0;
    }

    std::string string() {
        const std::uint32_t size = count(1);
        std::string out;
        out.reserve(size);
        for (std::uint32_t i = 0; i < size; ++i) out.push_back(static_cast<char>(byte()));
        if (text::find_invalid_utf8(out)) ok_ = false;
        return out;
    }

    void text(std::string& value, std::vector<Inline>& inlines) {
        const std::size_t end = body_.find('\n', body_at_);
        if (!ok_ || end == std::string_view::npos) { ok_ = false; return; }
        value = body_.substr(body_at_, end - body_at_);
        for (char& c : value)
            if (c == kLineEnd) c = '\n';
        body_at_ = end + 1;
        const std::uint32_t parts = count(3);
        std::uint64_t last = 0;
        for (std::uint32_t i = 0; ok_ && i < parts; ++i) inlines.push_back(inline_part(value, last));
    }

    Block block() {
        Block out;
        const std::uint8_t kind = byte(), flags = byte();
        if (kind < static_cast<std::uint8_t>(BlockKind::paragraph) || kind > static_cast<std::uint8_t>(BlockKind::video) || flags > (kOrdered | kHeaderRow)) ok_ = false;
        out.kind = static_cast<BlockKind>(kind);
        const std::uint32_t level = varint();
        if (level > 255) ok_ = false;
        if (!ok_) return out;
        out.level = static_cast<std::uint8_t>(level);
        out.ordered = (flags & kOrdered) != 0;
        out.header = (flags & kHeaderRow) != 0;
        if (out.ordered) out.number = varint();
        if (out.kind == BlockKind::note) out.note = note_kind();
        if (out.kind == BlockKind::table_row) cells(out);
        else if (out.kind != BlockKind::rule) text(out.text, out.inlines);
        if (has_url(out.kind)) {
            out.url = string();
            out.width = varint();
            out.height = varint();
        }
        if (out.kind == BlockKind::code) out.language = string();
        if (out.kind == BlockKind::heading) out.anchor = string();
        if (out.kind == BlockKind::heading && out.anchor.empty()) out.anchor = anchor_of(out.text);
        return out;
    }

private:
    NoteKind note_kind() {
        const std::uint8_t value = byte();
        if (value < 1 || value > 3) ok_ = false;
        return static_cast<NoteKind>(value);
    }

    void cells(Block& out) {
        const std::uint32_t size = count(1);
        for (std::uint32_t i = 0; ok_ && i < size; ++i) {
            Cell cell;
            text(cell.text, cell.inlines);
            out.cells.push_back(std::move(cell));
        }
    }

    Inline inline_part(std::string_view value, std::uint64_t& last) {
        Inline out;
        const std::uint64_t begin = last + varint(), end = begin + varint();
        const auto on_boundary = [&](std::uint64_t at) { return at == value.size() || (static_cast<unsigned char>(value[static_cast<std::size_t>(at)]) & 0xC0) != 0x80; };
        if (!ok_ || end > value.size() || !on_boundary(begin) || !on_boundary(end)) { ok_ = false; return out; }
        out.begin = static_cast<std::uint32_t>(begin);
        out.end = static_cast<std::uint32_t>(end);
        last = end;
        const std::uint8_t style = byte();
        if (style > (kBold | kItalic | kCode | kStrike | kLink)) ok_ = false;
        out.bold = (style & kBold) != 0;
        out.italic = (style & kItalic) != 0;
        out.code = (style & kCode) != 0;
        out.strike = (style & kStrike) != 0;
        if ((style & kLink) != 0) out.href = string();
        return out;
    }

    std::span<const std::byte> shape_;
    std::string_view body_;
    std::size_t at_ = 0, body_at_ = 0;
    bool ok_ = true;
};

}   // namespace

EncodedBlocks encode_blocks(const std::vector<Block>& blocks) {
    Writer writer;
    writer.varint(static_cast<std::uint32_t>(blocks.size()));
    for (const Block& block : blocks) writer.block(block);
    return writer.take();
}

Result<std::vector<Block>> decode_blocks(std::span<const std::byte> shape, std::string_view body) {
    if (text::find_invalid_utf8(body)) return fail(ErrorCode::corrupt, "an article's text is not UTF-8");
    Reader reader(shape, body);
    const std::uint32_t size = reader.count(3);
    std::vector<Block> blocks;
    blocks.reserve(size);
    for (std::uint32_t i = 0; reader.ok() && i < size; ++i) blocks.push_back(reader.block());
    if (!reader.ok() || !reader.at_end()) return fail(ErrorCode::corrupt, "an article's blocks are damaged");
    return blocks;
}

}   // namespace pasokh::kb
