#include "core/kb/block_codec.h"

#include <doctest/doctest.h>

using namespace pasokh;
using namespace pasokh::kb;

namespace {

std::vector<Block> one_of_each() {
    std::vector<Block> blocks;
    Block paragraph;
    paragraph.text = "سلام **دنیا** و link";
    paragraph.inlines = {{0, 8, true, false, false, false, ""}, {9, 11, false, true, true, true, "https://a.example/?q=1"}};
    blocks.push_back(paragraph);
    Block heading;
    heading.kind = BlockKind::heading;
    heading.level = 3;
    heading.text = "Title";
    heading.anchor = "title";
    blocks.push_back(heading);
    Block item;
    item.kind = BlockKind::list_item;
    item.level = 2;
    item.ordered = true;
    item.number = 300;
    item.text = "x";
    blocks.push_back(item);
    Block code;
    code.kind = BlockKind::code;
    code.text = "a\nb\n\nc";
    code.language = "js";
    blocks.push_back(code);
    Block row;
    row.kind = BlockKind::table_row;
    row.header = true;
    row.cells = {{"a", {}}, {"", {}}, {"ب", {{0, 2, true, false, false, false, "#x"}}}};
    blocks.push_back(row);
    Block image;
    image.kind = BlockKind::image;
    image.text = "alt";
    image.url = "media/x.png";
    image.width = 640;
    image.height = 70000;
    blocks.push_back(image);
    Block rule;
    rule.kind = BlockKind::rule;
    blocks.push_back(rule);
    Block note;
    note.kind = BlockKind::note;
    note.note = NoteKind::warning;
    note.text = "careful";
    blocks.push_back(note);
    Block video;
    video.kind = BlockKind::video;
    video.url = "https://v.example/1.mp4";
    blocks.push_back(video);
    return blocks;
}

}   // namespace

TEST_CASE("every kind of block comes back as it was") {
    const auto blocks = one_of_each();
    const EncodedBlocks encoded = encode_blocks(blocks);
    const auto decoded = decode_blocks(encoded.shape, encoded.body);
    REQUIRE(decoded);
    CHECK(*decoded == blocks);
}

TEST_CASE("the body is plain text, one text a line") {
    Block a, b;
    a.text = "first";
    b.text = "second";
    CHECK(encode_blocks({a, b}).body == "first\nsecond\n");
}

TEST_CASE("no blocks are no text") {
    const auto encoded = encode_blocks({});
    const auto decoded = decode_blocks(encoded.shape, encoded.body);
    REQUIRE(decoded);
    CHECK(decoded->empty());
}

TEST_CASE("a shape cut anywhere is refused") {
    const auto encoded = encode_blocks(one_of_each());
    for (std::size_t size = 0; size < encoded.shape.size(); ++size) {
        CAPTURE(size);
        CHECK_FALSE(decode_blocks(std::span(encoded.shape).first(size), encoded.body));
    }
}

TEST_CASE("a text that does not fit its shape is refused") {
    const auto encoded = encode_blocks(one_of_each());
    CHECK_FALSE(decode_blocks(encoded.shape, encoded.body.substr(1)));
    CHECK_FALSE(decode_blocks(encoded.shape, encoded.body + "x"));
    CHECK_FALSE(decode_blocks(encoded.shape, ""));
}

TEST_CASE("changed bytes are refused or decode within bounds") {
    const auto encoded = encode_blocks(one_of_each());
    for (std::size_t at = 0; at < encoded.shape.size(); ++at) {
        for (const int bit : {1, 4, 64, 128}) {
            auto shape = encoded.shape;
            shape[at] ^= static_cast<std::byte>(bit);
            const auto decoded = decode_blocks(shape, encoded.body);
            if (!decoded) continue;
            for (const Block& block : *decoded)
                for (const Inline& part : block.inlines) CHECK(part.end <= block.text.size());
        }
    }
}

TEST_CASE("a count beyond the bytes that are left is refused without allocating") {
    const std::vector<std::byte> shape(5, std::byte{0xFF});
    CHECK_FALSE(decode_blocks(shape, ""));
}
