#include "core/kb/write/mdx.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace pasokh::kb::write;

namespace {
std::string plain(std::string_view source) { return plain_markdown(source).text; }
}   // namespace

TEST_CASE("tags go and their text stays") {
    CHECK(plain("<p dir='rtl'>\nسلام <b>x</b>\n</p>\n") == "\nسلام x\n\n");
    CHECK(plain("a <Foo bar={x => 1 > 2} />b\n") == "a b\n");
    CHECK(plain("<>x</>\n") == "x\n");
}

TEST_CASE("line numbers stay true") {
    const std::string_view source = "a\n<Foo\n  b=\"1\"\n  c={{\n d: 2}}\n>\ntext\n{/*\nlong\n*/}\nend\n";
    const std::string out = plain(source);
    CHECK(std::count(out.begin(), out.end(), '\n') == std::count(source.begin(), source.end(), '\n'));
    CHECK(out.find("text") != std::string::npos);
    CHECK(out.find("long") == std::string::npos);
}

TEST_CASE("code keeps its tags") {
    CHECK(plain("```js\n<b>{/* x */}</b>\n```\n<b>y</b>\n") == "```js\n<b>{/* x */}</b>\n```\ny\n");
    CHECK(plain("use `<div>` and ``<a> ` <b>``\n") == "use `<div>` and ``<a> ` <b>``\n");
    CHECK(plain("~~~\n<b>\n```\n~~~\n<i>z\n") == "~~~\n<b>\n```\n~~~\nz\n");
}

TEST_CASE("comments become anchors behind headings and nothing elsewhere") {
    CHECK(plain("## Title {/*my-slug*/}\n") == "## Title {#my-slug}\n");
    CHECK(plain("text {/* note */} more <!-- x -->\n") == "text  more \n");
}

TEST_CASE("note components become alerts") {
    CHECK(plain("<Note>\n\ntext\n\n</Note>\nafter\n") == "> [!NOTE] \n> \n> text\n> \n\nafter\n");
    CHECK(plain("<Pitfall>x</Pitfall>\n") == "> [!WARNING] x\n");
    CHECK(plain("<Hint>\n```\n<b>\n```\n</Hint>\n") == "> [!TIP] \n> ```\n> <b>\n> ```\n\n");
}

TEST_CASE("images and videos in HTML become Markdown images") {
    CHECK(plain("<img src=\"/a b.png\" alt=\"An [x]\" />\n") == "![An  x ](</a b.png>)\n");
    CHECK(plain("<YouTubeIframe src=\"https://www.youtube.com/embed/1\" title=\"T\" />\n") == "![T](<https://www.youtube.com/embed/1>)\n");
}

TEST_CASE("scripts and module lines go whole") {
    CHECK(plain("<script>\nalert('<b>')\n</script>\nx\n") == "\n\n\nx\n");
    CHECK(plain("import {A} from './a';\nexport const x = 1;\nimport matters.\n") == "\n\nimport matters.\n");
}

TEST_CASE("autolinks, comparisons and stray signs survive") {
    CHECK(plain("<https://a.example/x> <me@a.example>\n") == "<https://a.example/x> <me@a.example>\n");
    CHECK(plain("1 < 2 and a<b and x <- y\n") == "1 < 2 and a\\<b and x <- y\n");
    CHECK(plain("unclosed <tag and {/* no end\n") == "unclosed \\<tag and {/* no end\n");
}

TEST_CASE("components are noticed, HTML is not one") {
    CHECK(plain_markdown("<Intro>x</Intro>").had_components);
    CHECK_FALSE(plain_markdown("<b>x</b>").had_components);
}
