#include "core/wire/writer.h"

#include <doctest/doctest.h>

using namespace pasokh;

TEST_CASE("members come in the order of the calls") {
    wire::Writer out;
    out.begin_object().member("b", 1).member("a", "x").key("list").begin_array().integer(-5).boolean(false).end_array();
    out.member_if_any("empty", "").instant_if_any("none", std::nullopt).key("at").instant(1795255200000).end_object();
    CHECK(out.take() == R"({"b":1,"a":"x","list":[-5,false],"at":"2026-11-21T10:00:00Z"})");
}

TEST_CASE("quotes, control letters and backslashes are escaped") {
    wire::Writer out;
    out.text("\"\\\n\x01 </script> ۰۹۱۲");
    CHECK(out.take() == "\"\\\"\\\\\\n\\u0001 </script> ۰۹۱۲\"");
}

TEST_CASE("bytes that are no UTF-8 become the replacement letter") {
    wire::Writer out;
    out.begin_array().text("a\xFFz").text("\xC3").text("\xE0\x80\x80").text("\xED\xA0\x80").text("\xF4\x90\x80\x80").end_array();
    CHECK(out.take() == "[\"a\uFFFDz\",\"\uFFFD\",\"\uFFFD\uFFFD\uFFFD\",\"\uFFFD\uFFFD\uFFFD\",\"\uFFFD\uFFFD\uFFFD\uFFFD\"]");
}

TEST_CASE("every control letter is escaped, by its name where it has one") {
    wire::Writer out;
    out.text("\b\f\n\r\t\x1F\x7F");
    CHECK(out.take() == "\"\\b\\f\\n\\r\\t\\u001F\x7F\"");
}

TEST_CASE("names are escaped as values are, and whatever follows a value gets a comma") {
    wire::Writer out;
    out.begin_object().key("a\"b").begin_array().end_array().key("c").begin_object().end_object().key("d").null().end_object();
    CHECK(out.take() == R"({"a\"b":[],"c":{},"d":null})");
}

TEST_CASE("a number that is not whole is written as short as it reads back") {
    wire::Writer out;
    out.begin_array().number(0.1).number(-2.5).number(100).end_array();
    CHECK(out.take() == "[0.1,-2.5,100.0]");
}

TEST_CASE("a text alone is a document") {
    wire::Writer out;
    out.text("");
    CHECK(out.take() == R"("")");
}
