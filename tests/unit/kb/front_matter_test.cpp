#include "core/kb/write/front_matter.h"

#include <doctest/doctest.h>

using namespace pasokh;
using namespace pasokh::kb::write;

namespace {
struct Parsed {
    Result<FrontMatter> front;
    std::vector<Problem> warnings;
};
Parsed parse(std::string bytes) {
    std::vector<Problem> warnings;
    auto front = parse_front_matter({"fa/a.md", std::move(bytes)}, warnings);
    return {std::move(front), std::move(warnings)};
}
std::string error_of(std::string bytes) {
    auto parsed = parse(std::move(bytes));
    REQUIRE_FALSE(parsed.front);
    return parsed.front.error().message;
}
}   // namespace

TEST_CASE("all keys are read") {
    const auto parsed = parse("---\ntitle: \"چطور: کالا\"\nlang: fa\ncategory: مرجوعی\ntags: [پس دادن, \"a, b\", 'c']\naliases: [x]\norder: ۵۰۱\n"
                              "featured: true\npages: [/cart*, /checkout*]\nupdated: 2026-10-12\nid: custom/id\n---\nBody\n");
    REQUIRE(parsed.front);
    const Metadata& data = parsed.front->metadata;
    CHECK(data.title == "چطور: کالا");
    CHECK(data.lang == "fa");
    CHECK(data.category == "مرجوعی");
    CHECK(data.tags == std::vector<std::string>{"پس دادن", "a, b", "c"});
    CHECK(data.order == 501);
    CHECK(data.featured);
    CHECK(data.pages == std::vector<std::string>{"/cart*", "/checkout*"});
    CHECK(data.updated == 1791763200000);
    CHECK(data.id == "custom/id");
    CHECK(parsed.front->body_line == 13);
    CHECK(parsed.warnings.empty());
}

TEST_CASE("a file without front matter is all body") {
    const auto parsed = parse("# Title\n---\nx\n");
    REQUIRE(parsed.front);
    CHECK(parsed.front->body_begin == 0);
    CHECK(parsed.front->body_line == 1);
}

TEST_CASE("a byte order mark, CRLF and comments are no obstacle") {
    const auto parsed = parse("\xEF\xBB\xBF---\r\n# comment\r\ntitle: A # note\r\n\r\n---\r\nx");
    REQUIRE(parsed.front);
    CHECK(parsed.front->metadata.title == "A");
}

TEST_CASE("lists may stand on lines of their own") {
    const auto parsed = parse("---\ntags:\n  - a\n  - \"b c\"\ntitle: T\n---\n");
    REQUIRE(parsed.front);
    CHECK(parsed.front->metadata.tags == std::vector<std::string>{"a", "b c"});
    CHECK(parsed.front->metadata.title == "T");
}

TEST_CASE("each alias knows its line, and an empty one is kept to be told of") {
    const auto aliases_of = [](std::string bytes) {
        const auto parsed = parse(std::move(bytes));
        REQUIRE(parsed.front);
        std::string out;
        for (const LinedText& alias : parsed.front->metadata.aliases) out += alias.text + ":" + std::to_string(alias.line) + " ";
        return out;
    };
    CHECK(aliases_of("---\naliases: [a, , b,]\n---\n") == "a:2 :2 b:2 ");
    CHECK(aliases_of("---\naliases:\n  - a\n  -\n  - b\n---\n") == "a:3 :4 b:5 ");
    CHECK(aliases_of("---\naliases:\n---\n") == ":2 ");
    CHECK(aliases_of("---\naliases: []\n---\n") == "");
    CHECK(aliases_of("---\naliases: [پس دادن، برگشت]\n---\n") == "پس دادن:2 برگشت:2 ");
}

TEST_CASE("an unknown key is told with its line and skipped with what is below it") {
    const auto parsed = parse("---\nauthor: X\nseo:\n  title: other\n  x: y\ntitle: T\n---\n");
    REQUIRE(parsed.front);
    CHECK(parsed.front->metadata.title == "T");
    REQUIRE(parsed.warnings.size() == 2);
    CHECK(to_line(parsed.warnings[1]) == "fa/a.md:3: the front matter key `seo` is not known and was skipped");
}

TEST_CASE("broken front matter names file and line") {
    CHECK(error_of("---\ntitle: x\n").starts_with("fa/a.md:1: the front matter has no closing"));
    CHECK(error_of("---\ntitle: x\nnonsense\n---\n").starts_with("fa/a.md:3: "));
    CHECK(error_of("---\ntitle: \"x\n---\n").starts_with("fa/a.md:2: the quote"));
    CHECK(error_of("---\n\ntags: [a, b\n---\n").starts_with("fa/a.md:3: the list"));
    CHECK(error_of("---\norder: first\n---\n").starts_with("fa/a.md:2: `order`"));
    CHECK(error_of("---\nfeatured: yes\n---\n").starts_with("fa/a.md:2: `featured`"));
    CHECK(error_of("---\nupdated: 2026-13-40\n---\n").starts_with("fa/a.md:2: `updated`"));
    CHECK(error_of("---\ntitle: [a, b]\n---\n").starts_with("fa/a.md:2: `title` takes one value"));
}
