#include "core/kb/write/json_lines.h"

#include <doctest/doctest.h>

using namespace pasokh::kb::write;

namespace {
struct Parsed {
    std::vector<JsonArticle> articles;
    std::vector<Problem> warnings, errors;
};
Parsed parse(std::string bytes) {
    Parsed out;
    out.articles = parse_json_lines({"a.jsonl", std::move(bytes)}, out.warnings, out.errors);
    return out;
}
}   // namespace

TEST_CASE("each line is an article") {
    const auto parsed = parse("{\"id\":\"a\",\"lang\":\"fa\",\"title\":\"T\",\"body\":\"B\",\"tags\":[\"x\"],\"order\":3}\r\n\n{\"id\":7,\"title\":null}\n");
    CHECK(parsed.errors.empty());
    REQUIRE(parsed.articles.size() == 2);
    CHECK(parsed.articles[0].metadata.order == 3);
    CHECK(parsed.articles[0].body == "B");
    CHECK(parsed.articles[1].metadata.id == "7");
    CHECK(parsed.articles[1].line == 3);
}

TEST_CASE("every broken line is told, with its number") {
    const auto parsed = parse("{\"id\":\"a\"\n[]\n{\"title\":\"x\"}\n{\"id\":\"b\",\"tags\":[1]}\n{\"id\":\"c\"}\n");
    CHECK(parsed.articles.size() == 1);
    REQUIRE(parsed.errors.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) CHECK(parsed.errors[i].line == i + 1);
}

TEST_CASE("an unknown key is told once") { CHECK(parse("{\"id\":\"a\",\"url\":1}\n{\"id\":\"b\",\"url\":2}\n").warnings.size() == 1); }
