#include "core/requests/json.h"

#include <doctest/doctest.h>

#include "core/wire/reader.h"

using namespace pasokh;
using namespace pasokh::requests;

namespace {

constexpr const char* kId = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
constexpr const char* kCode = "0123456789";

template <typename Read>
std::string faults_of_body(std::string_view text, Read read) {
    auto document = wire::Document::parse(text);
    REQUIRE(document.has_value());
    (void)read(*document);
    std::string all;
    for (const wire::Fault& fault : document->faults()) all += fault.pointer + ' ' + fault.code + '\n';
    return all;
}

wire::Document parsed(std::string_view text) {
    auto document = wire::Document::parse(text);
    REQUIRE(document.has_value());
    return std::move(*document);
}

Proof proof_of(wire::Document& document) { return read_proof(document); }

}   // namespace

TEST_CASE("a request comes back as it was sent") {
    const NewRequest sent{.id = kId, .topic = Topic::missing, .message = "فیلتر نبود\nلطفاً بفرستید", .contact = "+989120000045", .order_number = "SRV-1",
                          .lang = "fa", .occurred_at = 1795255200123, .website = {}};
    wire::Document document = parsed(encode(sent));
    const NewRequest read = read_new_request(document);
    CHECK(document.status());
    CHECK(encode(read) == encode(sent));
    CHECK(read.topic == Topic::missing);
    CHECK(read.occurred_at == 1795255200123);
}

TEST_CASE("each bad field of a request is named") {
    CHECK(faults_of_body("{}", read_new_request) == "/id required\n/topic required\n/message required\n/contact required\n/occurred_at required\n");
    CHECK(faults_of_body(R"({"id":5,"topic":"joke","message":"","contact":null,"occurred_at":"2026-02-30","x":1})", read_new_request) ==
          "/x unknown\n/id type\n/topic unknown\n/message length\n/contact required\n/occurred_at format\n");
    CHECK(faults_of_body(R"({"id":"1","topic":"wrong","message":"a\u001bb","contact":"x","occurred_at":"2026-02-01"})", read_new_request) == "/id format\n/message format\n");
}

TEST_CASE("a proof is a code and either a contact or the key") {
    wire::Document by_contact = parsed(R"({"code":"o123456789","contact":"a@b.ir"})");
    const Proof read = proof_of(by_contact);
    CHECK(by_contact.status());
    CHECK(read.code == std::string(kCode));
    CHECK(read.contact == "a@b.ir");
    wire::Document by_key = parsed(encode(Proof{.code = kCode, .contact = {}, .key = "abc"}));
    CHECK(proof_of(by_key).key == "abc");
    CHECK(by_key.status());
    CHECK(faults_of_body("{}", proof_of) == "/code required\n/contact required\n");
    CHECK(faults_of_body(R"({"code":"012345678A","contact":"a@b.ir","key":"abc"})", proof_of) == "/code format\n/contact unknown\n");
}

TEST_CASE("a message and a word on the outcome come back as they were sent") {
    wire::Document message = parsed(encode(NewMessage{.id = kId, .proof = {.code = kCode, .contact = "a@b.ir", .key = {}}, .text = "هنوز نرسیده"}));
    CHECK(read_new_message(message).text == "هنوز نرسیده");
    CHECK(message.status());
    wire::Document word = parsed(encode(SolvedWord{.proof = {.code = kCode, .contact = {}, .key = "abc"}, .solved = true}));
    CHECK(read_solved_word(word).solved);
    CHECK(word.status());
    CHECK(faults_of_body(R"({"id":"x","code":"0123456789","key":"k","text":"\u202e"})", read_new_message) == "/id format\n/text format\n");
    CHECK(faults_of_body(R"({"code":"0123456789","key":"k","solved":"yes"})", read_solved_word) == "/solved type\n");
}

TEST_CASE("a thread comes back as it was sent") {
    const Thread sent{.code = kCode, .state = RequestState::answered, .topic = Topic::warranty, .order_number = "SRV-1",
                      .messages = {{Author::customer, "سلام", 1795255200000}, {Author::shop, "درود", 1795255260000}}, .updated_at = 1795255260000};
    const auto read = decode_thread(encode(sent));
    REQUIRE(read.has_value());
    CHECK(encode(*read) == encode(sent));
    CHECK(read->messages[1].from == Author::shop);
    for (const char* text : {"", "{}", R"({"code":"x","state":"open","topic":"wrong","updated_at":"2026-11-22","messages":[]})"}) CHECK_FALSE(decode_thread(text).has_value());
}

TEST_CASE("a receipt without a true code is none") {
    const auto read = decode_receipt(encode(Receipt{kId, kCode, "abc", 1795255200000}));
    REQUIRE(read.has_value());
    CHECK(read->key == "abc");
    CHECK_FALSE(decode_receipt(encode(Receipt{kId, "012345678A", "abc", 1795255200000})).has_value());
    CHECK_FALSE(decode_receipt("{}").has_value());
}
