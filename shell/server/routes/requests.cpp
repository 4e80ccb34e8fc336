// POST /v1/requests and what belongs to it: a customer writes to the shop, sees the thread, writes again, says how it ended.
//
// Limits are taken before the database is asked, so they tell nothing about which requests exist. Every miss has the same
// bytes: no such code, another contact, another request's key. What is judged to be of a program (form_guard.h) gets the same
// answer and is kept apart from what people wrote.

#include <openssl/rand.h>

#include "core/orders/contact.h"
#include "core/requests/code.h"
#include "core/requests/json.h"
#include "core/wire/reader.h"
#include "shell/clock.h"
#include "shell/server/answers.h"
#include "shell/server/routes/forms.h"

namespace pasokh::server {

namespace {

constexpr std::size_t kBodyLimit = 64 * 1024;          ///< 4,000 letters, each as two JSON escapes
constexpr std::size_t kShortBodyLimit = 4 * 1024;

Response too_many(int wait_s) { return problem_answer({.status = 429, .code = "rate-limited", .retry_after_s = wait_s, .faults = {}}); }
Response not_found() { return problem_answer(404, "request-not-found"); }

Response failure(const Error& error) {
    return error.code == ErrorCode::conflict ? problem_answer(422, "idempotency-mismatch") : store_failure(error);
}

Response stored_answer(bool replayed, std::string body) {
    Response answer = json_answer(replayed ? 200 : 201, std::move(body));
    if (replayed) answer.headers.push_back({"Idempotent-Replayed", "true"});
    return answer;
}

Response thread_answer(const Result<std::optional<requests::Thread>>& thread) {
    if (!thread) return failure(thread.error());
    return *thread ? json_answer(200, requests::encode(**thread)) : not_found();
}

/// What a phone or e-mail is, core/requests does not know.
void check_contact(const Context& context, wire::Document& document, const std::string& contact) {
    if (!contact.empty() && !orders::parse_contact(contact, context.country)) document.add_fault("/contact", "format");
}

/// What is judged before it is stored, with the work that came along.
template <typename T>
struct Form {
    T value;
    std::optional<orders::SolvedChallenge> pow;
};

Form<requests::NewRequest> read_request(const Context& context, wire::Document& document) {
    requests::NewRequest request = requests::read_new_request(document);
    check_contact(context, document, request.contact);
    return {std::move(request), read_pow(document)};
}

requests::Proof read_status(const Context& context, wire::Document& document) {
    requests::Proof proof = requests::read_proof(document);
    check_contact(context, document, proof.contact);
    return proof;
}

Form<requests::NewMessage> read_message(const Context& context, wire::Document& document) {
    requests::NewMessage message = requests::read_new_message(document);
    check_contact(context, document, message.proof.contact);
    return {std::move(message), read_pow(document)};
}

requests::SolvedWord read_word(const Context& context, wire::Document& document) {
    requests::SolvedWord word = requests::read_solved_word(document);
    check_contact(context, document, word.proof.contact);
    return word;
}

/// Nothing when the key is of another request: the code is not even looked up then.
std::optional<RequestKey> key_of(const Context& context, const requests::Proof& proof) {
    RequestKey key{.shop = context.shop, .code = proof.code, .contact_mac = {}};
    if (proof.key.empty()) key.contact_mac = context.secret.contact_mac(context.shop, orders::parse_contact(proof.contact, context.country).value());
    else if (!same_bytes(context.request_secrets.key_of(proof.code), proof.key)) return std::nullopt;
    return key;
}

std::string fresh_code() {
    std::array<std::uint8_t, requests::kCodeLength - 1> random;
    VERIFY(RAND_bytes(random.data(), static_cast<int>(random.size())) == 1);
    return requests::make_code(random);
}

/// Two requests that differ in the contact alone differ here, and nobody can try contacts against it without the secret.
std::string digest_of(requests::NewRequest request, const std::string& contact_mac) {
    request.contact = contact_mac;
    return sha256_hex(requests::encode(request));
}

void add(const Context& context, const requests::NewRequest& asked, bool is_spam, const Respond& respond) {
    const orders::Contact contact = orders::parse_contact(asked.contact, context.country).value();
    StoredRequest stored{.shop = context.shop, .request = asked, .code = fresh_code(), .contact_mac = context.secret.contact_mac(context.shop, contact),
                         .contact_mask = orders::mask_contact(contact, context.country), .contact_sealed = context.request_secrets.seal(asked.id, contact.value),
                         .body_sha256 = {}, .is_spam = is_spam, .received_at = now_ms(), .per_contact_day = context.requests_per_contact_day};
    stored.body_sha256 = digest_of(asked, stored.contact_mac);
    stored.request.contact.clear();
    context.store.add_request(std::move(stored), [respond, id = asked.id, &secrets = context.request_secrets](const Result<RequestOutcome>& outcome) {
        if (!outcome) return respond(failure(outcome.error()));
        if (outcome->wait_s > 0) return respond(too_many(outcome->wait_s));
        respond(stored_answer(outcome->replayed, requests::encode(requests::Receipt{id, outcome->code, secrets.key_of(outcome->code), outcome->received_at})));
    });
}

void show(const Context& context, const requests::Proof& proof, const std::string&, const Respond& respond) {
    const std::optional<RequestKey> key = key_of(context, proof);
    if (!key) return respond(not_found());
    context.store.find_thread(*key, [respond](const Result<std::optional<requests::Thread>>& thread) { respond(thread_answer(thread)); });
}

void add_message(const Context& context, const requests::NewMessage& message, bool is_spam, const Respond& respond) {
    const std::optional<RequestKey> key = key_of(context, message.proof);
    if (!key) return respond(not_found());
    StoredMessage stored{.key = *key, .id = message.id, .text = message.text, .body_sha256 = sha256_hex(message.text), .is_spam = is_spam, .received_at = now_ms()};
    context.store.add_request_message(std::move(stored), [respond, id = message.id](const Result<MessageOutcome>& outcome) {
        if (!outcome) return respond(failure(outcome.error()));
        if (!outcome->found) return respond(not_found());
        if (outcome->wait_s > 0) return respond(too_many(outcome->wait_s));
        respond(stored_answer(outcome->replayed, requests::encode(requests::MessageReceipt{id, outcome->received_at})));
    });
}

void mark(const Context& context, const requests::SolvedWord& word, const std::string&, const Respond& respond) {
    const std::optional<RequestKey> key = key_of(context, word.proof);
    if (!key) return respond(not_found());
    context.store.mark_solved(*key, word.solved, now_ms(), [respond](const Result<std::optional<requests::Thread>>& thread) { respond(thread_answer(thread)); });
}

/// Once it is admitted, `store` stores it.
template <typename T, void (*store)(const Context&, const T&, bool, const Respond&)>
void judge(const Context& context, const Form<T>& form, const std::string& client, const Respond& respond) {
    FormProof proof{.client = client, .stamp = form.value.stamp, .website = form.value.website, .has_words = true, .pow = form.pow};
    admit_form(context, std::move(proof), respond, [&context, value = form.value, respond](bool is_spam) { store(context, value, is_spam, respond); });
}

/// A route whose body `read` reads and `act` answers, once limits, JSON and rules hold.
template <typename T>
Route route(const Context& context, std::string_view path, std::size_t body_limit, T (*read)(const Context&, wire::Document&),
            void (*act)(const Context&, const T&, const std::string& client, const Respond&)) {
    return {.path = std::string(path), .method = Method::post, .body_limit = body_limit, .handle = [&context, read, act](const Request& request, const Respond& respond) {
                if (auto refusal = limited(context.requests_limit, request)) return respond(std::move(*refusal));
                auto document = wire::Document::parse(request.body);
                if (!document) return respond(problem_answer(400, "bad-request"));
                const T value = read(context, *document);
                if (document->faults().empty()) return act(context, value, request.client, respond);
                respond(problem_answer({.status = 422, .code = "validation", .retry_after_s = 0, .faults = document->faults()}));
            }};
}

}   // namespace

void add_request_routes(Router& router, const Context& context) {
    router.add(route(context, requests::kRequestsPath, kBodyLimit, read_request, judge<requests::NewRequest, add>));
    router.add(route(context, requests::kStatusPath, kShortBodyLimit, read_status, show));
    router.add(route(context, requests::kMessagesPath, kBodyLimit, read_message, judge<requests::NewMessage, add_message>));
    router.add(route(context, requests::kSolvedPath, kShortBodyLimit, read_word, mark));
}

}   // namespace pasokh::server
