#include "core/kb/write/markdown.h"

#include <doctest/doctest.h>

using namespace pasokh::kb;
using namespace pasokh::kb::write;

namespace {

class RecordingTargets final : public LinkTargets {
public:
    std::string link(std::string_view target, std::uint32_t line) override {
        seen.push_back(std::string(target) + "@" + std::to_string(line));
        return target == "missing" ? "" : "to:" + std::string(target);
    }
    bool image(std::string_view target, std::uint32_t line, Block& block) override {
        seen.push_back("!" + std::string(target) + "@" + std::to_string(line));
        block.url = target;
        return target != "missing.png";
    }
    std::vector<std::string> seen;
};

std::vector<Block> parse(std::string_view source) {
    RecordingTargets targets;
    return parse_markdown(source, 1, targets);
}

}   // namespace

TEST_CASE("styled text keeps its styles as byte ranges") {
    const auto blocks = parse("سلام **دنیا** *a* `b` ~~c~~ [d **e**](x)\n");
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].text == "سلام دنیا a b c d e");
    REQUIRE(blocks[0].inlines.size() == 6);
    CHECK(blocks[0].inlines[0] == Inline{9, 17, true, false, false, false, ""});
    CHECK(blocks[0].inlines[2].code);
    CHECK(blocks[0].inlines[3].strike);
    CHECK(blocks[0].inlines[4].href == "to:x");
    CHECK(blocks[0].inlines[5].bold);
    CHECK(blocks[0].inlines[5].href == "to:x");
}

TEST_CASE("headings get levels 2 to 6 and an anchor of their own") {
    const auto blocks = parse("# A\n\n## سلام دنیا!\n\n## سلام دنیا!\n\n###### X {/*my-x*/}\n");
    REQUIRE(blocks.size() == 4);
    CHECK(blocks[0].level == 2);
    CHECK(blocks[1].anchor == "سلام-دنیا");
    CHECK(blocks[2].anchor == "سلام-دنیا-2");
    CHECK(blocks[3].anchor == "my-x");
    CHECK(blocks[3].text == "X");
    CHECK(blocks[3].level == 6);
}

TEST_CASE("lists carry nesting and numbers") {
    const auto blocks = parse("3. a\n4. b\n   - c\n\n     more\n5. d\n\n- [x] done\n- [ ] open\n");
    REQUIRE(blocks.size() == 7);
    CHECK(blocks[0].number == 3);
    CHECK(blocks[1].number == 4);
    CHECK(blocks[2].level == 2);
    CHECK_FALSE(blocks[2].ordered);
    CHECK(blocks[3].kind == BlockKind::paragraph);
    CHECK(blocks[3].level == 2);
    CHECK(blocks[4].number == 5);
    CHECK(blocks[4].level == 1);
    CHECK(blocks[5].text == "☑ done");
    CHECK(blocks[6].text == "☐ open");
}

TEST_CASE("a loose list is the same list") {
    const auto blocks = parse("1. a\n\n   b\n\n2. c\n");
    REQUIRE(blocks.size() == 3);
    CHECK(blocks[0].kind == BlockKind::list_item);
    CHECK(blocks[1].kind == BlockKind::paragraph);
    CHECK(blocks[2].number == 2);
}

TEST_CASE("tables become rows of cells") {
    const auto blocks = parse("| a | **b** |\n|---|---|\n| 1 | [x](y) |\n");
    REQUIRE(blocks.size() == 2);
    CHECK(blocks[0].header);
    CHECK(blocks[0].cells[1].text == "b");
    CHECK(blocks[0].cells[1].inlines[0].bold);
    CHECK_FALSE(blocks[1].header);
    CHECK(blocks[1].cells[1].inlines[0].href == "to:y");
}

TEST_CASE("quotes that begin with a bold note word or an alert are notes") {
    CHECK(parse("> **Note:** x\n")[0].kind == BlockKind::note);
    CHECK(parse("> **توجه:** x\n")[0].note == NoteKind::note);
    CHECK(parse("> **ملاحظة:** x\n")[0].kind == BlockKind::note);
    CHECK(parse("> **تحذير**: x\n")[0].note == NoteKind::warning);
    const auto alert = parse("> [!TIP]\n> **x** y\n>\n> z\n");
    REQUIRE(alert.size() == 2);
    CHECK(alert[0].note == NoteKind::tip);
    CHECK(alert[0].text == "x y");
    CHECK(alert[0].inlines[0] == Inline{0, 1, true, false, false, false, ""});
    CHECK(alert[1].kind == BlockKind::note);
    CHECK(parse("> **Somebody** said\n")[0].kind == BlockKind::quote);
}

TEST_CASE("code keeps its lines and names its language") {
    const auto blocks = parse("```js {1,2}\na\n\n b\n```\n");
    REQUIRE(blocks.size() == 1);
    CHECK(blocks[0].text == "a\n\n b");
    CHECK(blocks[0].language == "js");
}

TEST_CASE("images stand behind the text they were in") {
    const auto blocks = parse("text ![alt *x*](a.png) more\n\n![only](b.png)\n\n- ![in list](c.png)\n\n![no](missing.png)\n");
    REQUIRE(blocks.size() == 4);
    CHECK(blocks[0].text == "text  more");
    CHECK(blocks[1].kind == BlockKind::image);
    CHECK(blocks[1].text == "alt x");
    CHECK(blocks[2].url == "b.png");
    CHECK(blocks[3].url == "c.png");
}

TEST_CASE("links and images are told with their line") {
    RecordingTargets targets;
    parse_markdown("a\n\n[x](one.md)\n\n<Note>\n\n[y](two.md \"t\")\n\n![z](three.png)\n\n</Note>\n", 10, targets);
    CHECK(targets.seen == std::vector<std::string>{"one.md@12", "two.md@16", "!three.png@18"});
}

TEST_CASE("a link that leads nowhere is text") {
    const auto blocks = parse("[x](missing)\n");
    CHECK(blocks[0].text == "x");
    CHECK(blocks[0].inlines.empty());
}

TEST_CASE("entities, hard breaks and autolinks") {
    CHECK(parse("a&amp;b &zwnj;&#x6A9;\n")[0].text == "a&b \u200Cک");
    CHECK(parse("a  \nb\\\nc\nd\n")[0].text == "a\nb\nc d");
    CHECK(parse("see https://a.example/x now\n")[0].inlines[0].href == "to:https://a.example/x");
}

TEST_CASE("four leading spaces are code in Markdown and text where components are") {
    CHECK(parse("a\n\n    b\n")[1].kind == BlockKind::code);
    CHECK(parse("<Intro>\n\n    b\n\n</Intro>\n")[0].kind == BlockKind::paragraph);
}

TEST_CASE("nesting without end is flat, not a crash") {
    CHECK_FALSE(parse(std::string(5000, '>') + " x\n").empty());
    CHECK_FALSE(parse(std::string(5000, '[') + "x\n").empty());
    std::string lists;
    for (int i = 0; i < 300; ++i) lists += std::string(static_cast<std::size_t>(i) * 2, ' ') + "- x\n";
    CHECK_FALSE(parse(lists).empty());
}
