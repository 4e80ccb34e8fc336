#include "core/wire/reader.h"

#include <doctest/doctest.h>

using namespace pasokh;
using wire::Document;

namespace {
Document parsed(std::string_view text) {
    auto document = Document::parse(text);
    REQUIRE_MESSAGE(document.has_value(), text);
    return std::move(document).value();
}
std::string faults(const Document& document) {
    std::string all;
    for (const wire::Fault& fault : document.faults()) all += fault.pointer + ' ' + fault.code + '\n';
    return all;
}
}   // namespace

TEST_CASE("a pair of surrogates is one letter, and a backslash may stand before a u") {
    CHECK(parsed(R"({"a":"\ud83d\ude00"})").root().at("a").text() == "😀");
    CHECK(parsed(R"({"a":"\\udc00"})").root().at("a").text() == "\\udc00");
    CHECK(parsed(R"({"a":"\u0041"})").root().at("a").text() == "A");
}

TEST_CASE("what machines compare is a token") {
    const Document document = parsed(R"({"a":"x-._~9","b":"a b","c":"","d":"ی","e":5})");
    const auto root = document.root();
    CHECK(root.at("a").token(6) == "x-._~9");
    for (const char* name : {"b", "c", "d", "e"}) CHECK(root.at(name).token(6).empty());
    CHECK(root.at("a").token(5).empty());
    CHECK(faults(document) == "/b format\n/c length\n/d format\n/e type\n/a length\n");
}

TEST_CASE("members are read by type") {
    const Document document = parsed(R"({"a":"سلام","b":-7,"c":true,"d":"2026-11-21T10:00:00Z","e":[1,2]})");
    const auto root = document.root();
    CHECK(root.at("a").text() == "سلام");
    CHECK(root.at("b").integer() == -7);
    CHECK(root.at("c").boolean());
    CHECK(root.at("d").instant() == 1795255200000);
    CHECK(root.at("e").items(5).size() == 2);
    CHECK(root.at("e").items(5)[1].integer() == 2);
    CHECK(document.status());
}

TEST_CASE("every fault is collected with its pointer") {
    const Document document = parsed(R"({"a":5,"b":"x","c":null,"e":[1,"2"],"f":"\u0000","g":1.5,"h":"2026-02-30"})");
    const auto root = document.root();
    CHECK(root.at("a").text().empty());
    CHECK(root.at("b").integer(3, 9) == 3);
    CHECK_FALSE(root.at("c").boolean());
    CHECK(root.at("d").text().empty());
    for (const auto& item : root.at("e").items(2)) (void)item.integer();
    CHECK(root.at("f").text().empty());
    CHECK(root.at("g").integer() == std::numeric_limits<std::int64_t>::min());
    (void)root.at("h").instant();
    CHECK(faults(document) == "/a type\n/b type\n/c required\n/d required\n/e/1 type\n/f format\n/g type\n/h format\n");
    CHECK(document.status().error().message == "/a: type");
}

TEST_CASE("limits of length, range and count are faults") {
    const Document document = parsed(R"({"a":"abcd","b":10,"c":[1,2,3],"d":18446744073709551615})");
    const auto root = document.root();
    (void)root.at("a").text({.min = 0, .max = 3});
    (void)root.at("b").integer(0, 9);
    (void)root.at("c").items(2);
    (void)root.at("d").integer();
    CHECK(faults(document) == "/a length\n/b range\n/c length\n/d range\n");
}

TEST_CASE("optional members may be absent or null, but not of another type") {
    const Document document = parsed(R"({"a":null,"b":4})");
    const auto root = document.root();
    CHECK(root.at("a").optional_text().empty());
    CHECK_FALSE(root.at("x").optional_integer().has_value());
    CHECK(root.at("x").boolean_or(true));
    CHECK(root.at("x").optional_items(3).empty());
    CHECK(document.status());
    CHECK(root.at("b").optional_text().empty());
    CHECK(faults(document) == "/b type\n");
}

TEST_CASE("unknown and repeated members are named") {
    const Document document = parsed(R"({"a":1,"b/c":2,"a":3})");
    document.root().allow_only({"a"});
    CHECK(faults(document) == "/b~1c unknown\n/a duplicate\n");
}

TEST_CASE("a document that is no object reports a type, not a crash") {
    for (const char* text : {"5", "[]", "\"x\"", "true"}) {
        const Document document = parsed(text);
        document.root().allow_only({"a"});
        (void)document.root().at("a").text();
        CHECK_MESSAGE(faults(document) == " type\n/a required\n", text);
    }
}

TEST_CASE("text that is no JSON is refused with its line") {
    CHECK(Document::parse("{\n\"a\":1,\n}").error().message.starts_with("line 3: "));
    for (const char* text : {"", " ", "{", "{\"a\":1}x", "{\"a\":\"\xC3\x28\"}", "{'a':1}", "\xEF\xBB", "[1,]", "nul", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\\ud83d\\ude00\\udc00\"", "\"\\\\\\uDFFF\""})
        CHECK_FALSE_MESSAGE(Document::parse(text).has_value(), text);
}

TEST_CASE("nesting stops at eight levels, brackets in strings not counted") {
    CHECK(Document::parse("[[[[[[[[1]]]]]]]]").has_value());
    CHECK_FALSE(Document::parse("[[[[[[[[[1]]]]]]]]]").has_value());
    CHECK(Document::parse(R"(["[[[[[[[[[[[[\"[[[["])").has_value());
    CHECK_FALSE(Document::parse(std::string(1000000, '[')).has_value());
}

TEST_CASE("no more faults than the limit are kept") {
    std::string text = "{";
    for (int i = 0; i < 200; ++i) text += "\"k" + std::to_string(i) + "\":1,";
    text.back() = '}';
    const Document document = parsed(text);
    document.root().allow_only({});
    CHECK(document.faults().size() == wire::kMaxFaults);
}
