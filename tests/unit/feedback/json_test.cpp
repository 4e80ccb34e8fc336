#include "core/feedback/json.h"

#include <doctest/doctest.h>

#include "core/wire/reader.h"

using namespace pasokh;
using namespace pasokh::feedback;

namespace {
std::string faults_of_body(std::string_view text) {
    auto document = wire::Document::parse(text);
    REQUIRE(document.has_value());
    (void)read_feedback(*document);
    std::string all;
    for (const wire::Fault& fault : document->faults()) all += fault.pointer + ' ' + fault.code + '\n';
    return all;
}
}   // namespace

TEST_CASE("feedback comes back as it was sent") {
    const Feedback sent{.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV", .kind = Kind::nps, .score = 0, .comment = "دیر رسید", .subject = "", .lang = "fa",
                        .occurred_at = 1795255200123};
    auto document = wire::Document::parse(encode(sent));
    REQUIRE(document.has_value());
    const Feedback read = read_feedback(*document);
    CHECK(document->status());
    CHECK(encode(read) == encode(sent));
    CHECK(read.occurred_at == 1795255200123);
}

TEST_CASE("one content has one spelling whatever the order of its fields") {
    auto document = wire::Document::parse(R"({ "occurred_at":"2026-11-21T13:30:00+03:30", "score":5, "comment":"", "kind":"csat", "id":"01ARZ3NDEKTSV4RRFFQ69G5FAV" })");
    REQUIRE(document.has_value());
    CHECK(encode(read_feedback(*document)) == R"({"id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","kind":"csat","score":5,"occurred_at":"2026-11-21T10:00:00Z"})");
}

TEST_CASE("each bad field is named") {
    CHECK(faults_of_body("{}") == "/id required\n/kind required\n/score required\n/occurred_at required\n");
    CHECK(faults_of_body(R"({"id":"x","kind":"csat","score":6,"occurred_at":"2026-11-21"})") == "/id format\n/score range\n");
    CHECK(faults_of_body(R"({"id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","kind":"stars","score":1,"occurred_at":"2026-11-21"})") == "/kind unknown\n");
    CHECK(faults_of_body(R"({"id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","kind":"csat","score":"5","occurred_at":"now","x":1})") ==
          "/x unknown\n/score type\n/occurred_at format\n");
}

TEST_CASE("a receipt comes back as it was sent") {
    const auto read = decode_receipt(encode(Receipt{"01ARZ3NDEKTSV4RRFFQ69G5FAV", 1795255200123}));
    REQUIRE(read.has_value());
    CHECK(read->received_at == 1795255200123);
    CHECK_FALSE(decode_receipt("{}").has_value());
    CHECK_FALSE(decode_receipt("").has_value());
}

TEST_CASE("a reason and what it completes come back as they were sent") {
    const Feedback sent{.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV", .kind = Kind::article, .score = 0, .subject = "fa/return", .lang = "fa",
                        .occurred_at = 1795255200123, .reason = Reason::off_topic, .replaces = "01ARZ3NDEKTSV4RRFFQ69G5FAW"};
    auto document = wire::Document::parse(encode(sent));
    REQUIRE(document.has_value());
    const Feedback read = read_feedback(*document);
    CHECK(document->status());
    CHECK(read.reason == Reason::off_topic);
    CHECK(read.replaces == sent.replaces);
    CHECK(faults_of_body(R"({"id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","kind":"article","score":0,"subject":"a","occurred_at":"2026-11-21","reason":"ugly","replaces":7})") ==
          "/reason unknown\n/replaces type\n");
}
