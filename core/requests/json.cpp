#include "core/requests/json.h"

#include "core/base/ulid.h"
#include "core/requests/code.h"
#include "core/text/fit.h"
#include "core/text/language.h"
#include "core/text/utf8.h"
#include "core/wire/config.h"
#include "core/wire/reader.h"
#include "core/wire/writer.h"

namespace pasokh::requests {

namespace {

constexpr std::size_t kMaxMessageBytes = 4 * kMaxMessageCodePoints;
constexpr std::size_t kMaxTypedCodeBytes = 64;
constexpr std::size_t kMaxKeyBytes = 64;
constexpr std::size_t kMaxMessages = 1000;

void write_proof(wire::Writer& out, const Proof& proof) {
    out.member("code", proof.code).member_if_any("contact", proof.contact).member_if_any("key", proof.key);
}

std::string read_stamp(const wire::Reader& root) { return root.at("stamp").is_present() ? root.at("stamp").token(wire::kMaxStampBytes) : std::string{}; }

Proof read_proof(const wire::Reader& root) {
    Proof proof;
    const std::string typed = root.at("code").text({.min = 1, .max = kMaxTypedCodeBytes});
    if (const auto code = parse_code(typed)) proof.code = *code;
    else if (!typed.empty()) root.at("code").fail("format");
    const bool by_key = root.at("key").is_present();
    if (by_key && root.at("contact").is_present()) root.at("contact").fail("unknown");   // one of them proves
    if (by_key) proof.key = root.at("key").token(kMaxKeyBytes);
    else proof.contact = root.at("contact").text({.min = 1, .max = kMaxContactBytes});
    return proof;
}

void write_message(wire::Writer& out, const Message& message) {
    out.begin_object().member("from", author_name(message.from)).member("text", message.text);
    out.key("at").instant(message.at).end_object();
}

Message read_message(const wire::Reader& reader) {
    return {.from = parse_author(reader.at("from").text({.min = 1, .max = 32})).value_or(Author::shop),
            .text = reader.at("text").text({.min = 0, .max = kMaxMessageBytes}), .at = reader.at("at").instant()};
}

}   // namespace

std::string encode(const NewRequest& request) {
    wire::Writer out;
    out.begin_object().member("id", request.id).member("topic", topic_name(request.topic)).member("message", request.message);
    out.member("contact", request.contact).member_if_any("order_number", request.order_number).member_if_any("lang", request.lang);
    out.key("occurred_at").instant(request.occurred_at);
    out.member_if_any("website", request.website).member_if_any("stamp", request.stamp).end_object();
    return out.take();
}

std::string encode(const Proof& proof) {
    wire::Writer out;
    out.begin_object();
    write_proof(out, proof);
    out.end_object();
    return out.take();
}

std::string encode(const NewMessage& message) {
    wire::Writer out;
    out.begin_object().member("id", message.id);
    write_proof(out, message.proof);
    out.member("text", message.text).member_if_any("website", message.website).member_if_any("stamp", message.stamp).end_object();
    return out.take();
}

std::string encode(const SolvedWord& word) {
    wire::Writer out;
    out.begin_object();
    write_proof(out, word.proof);
    out.member("solved", word.solved).end_object();
    return out.take();
}

NewRequest read_new_request(wire::Document& document) {
    const wire::Reader root = document.root();
    root.allow_only({"id", "topic", "message", "contact", "order_number", "lang", "occurred_at", "website", "stamp", "pow"});
    NewRequest request;
    request.id = root.at("id").text();
    const std::string topic = root.at("topic").text({.min = 1, .max = 32});
    if (const auto known = parse_topic(topic)) request.topic = *known;
    else if (!topic.empty()) root.at("topic").fail("unknown");
    request.message = root.at("message").text({.min = 1, .max = kMaxMessageBytes});
    request.contact = root.at("contact").text({.min = 1, .max = kMaxContactBytes});
    request.order_number = root.at("order_number").optional_text({.min = 0, .max = kMaxOrderNumberBytes});
    request.lang = root.at("lang").optional_text({.min = 0, .max = text::kMaxLangBytes});
    request.occurred_at = root.at("occurred_at").instant();
    request.website = root.at("website").optional_text({.min = 0, .max = wire::kMaxWebsiteBytes});
    request.stamp = read_stamp(root);
    if (!document.faults().empty()) return request;
    for (const Fault& fault : faults_of(request)) document.add_fault(std::string(fault.pointer), std::string(fault.code));
    return request;
}

Proof read_proof(wire::Document& document) {
    document.root().allow_only({"code", "contact", "key"});
    return read_proof(document.root());
}

NewMessage read_new_message(wire::Document& document) {
    const wire::Reader root = document.root();
    root.allow_only({"id", "code", "contact", "key", "text", "website", "stamp", "pow"});
    NewMessage message{.id = root.at("id").text(), .proof = read_proof(root), .text = root.at("text").text({.min = 1, .max = kMaxMessageBytes}),
                       .website = root.at("website").optional_text({.min = 0, .max = wire::kMaxWebsiteBytes}), .stamp = read_stamp(root)};
    if (!document.faults().empty()) return message;
    if (!is_ulid(message.id)) root.at("id").fail("format");
    if (!text::is_fit_line(message.website)) root.at("website").fail("format");
    if (text::count_code_points(message.text) > kMaxMessageCodePoints) root.at("text").fail("length");
    else if (!is_fit_message(message.text)) root.at("text").fail("format");
    return message;
}

SolvedWord read_solved_word(wire::Document& document) {
    const wire::Reader root = document.root();
    root.allow_only({"code", "contact", "key", "solved"});
    return {.proof = read_proof(root), .solved = root.at("solved").boolean()};
}

std::string encode(const Receipt& receipt) {
    wire::Writer out;
    out.begin_object().member("id", receipt.id).member("code", receipt.code).member("key", receipt.key);
    out.key("received_at").instant(receipt.received_at).end_object();
    return out.take();
}

std::string encode(const MessageReceipt& receipt) {
    wire::Writer out;
    out.begin_object().member("id", receipt.id);
    out.key("received_at").instant(receipt.received_at).end_object();
    return out.take();
}

std::string encode(const Thread& thread) {
    wire::Writer out;
    out.begin_object().member("code", thread.code).member("state", state_name(thread.state)).member("topic", topic_name(thread.topic));
    out.member_if_any("order_number", thread.order_number);
    out.key("updated_at").instant(thread.updated_at);
    out.key("messages").begin_array();
    for (const Message& message : thread.messages) write_message(out, message);
    out.end_array().end_object();
    return out.take();
}

Result<Receipt> decode_receipt(std::string_view text) {
    TRY_ASSIGN(wire::Document document, wire::Document::parse(text));
    const wire::Reader root = document.root();
    Receipt receipt{.id = root.at("id").text(), .code = root.at("code").text(), .key = root.at("key").text({.min = 1, .max = kMaxKeyBytes}),
                    .received_at = root.at("received_at").instant()};
    if (!is_code(receipt.code)) root.at("code").fail("format");
    TRY(document.status());
    return receipt;
}

Result<Thread> decode_thread(std::string_view text) {
    TRY_ASSIGN(wire::Document document, wire::Document::parse(text));
    const wire::Reader root = document.root();
    Thread thread{.code = root.at("code").text(), .state = parse_state(root.at("state").text()).value_or(RequestState::open),
                  .topic = parse_topic(root.at("topic").text()).value_or(Topic::question), .order_number = root.at("order_number").optional_text(),
                  .messages = {}, .updated_at = root.at("updated_at").instant()};
    if (!is_code(thread.code)) root.at("code").fail("format");
    for (const wire::Reader& message : root.at("messages").items(kMaxMessages)) thread.messages.push_back(read_message(message));
    TRY(document.status());
    return thread;
}

}   // namespace pasokh::requests
