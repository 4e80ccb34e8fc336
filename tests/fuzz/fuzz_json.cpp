// Any bytes as the JSON body of a route: what a reader lets through is in the form that its own encoder writes and reads again (repeated
// deliveries are compared by it), and keeps the rules of its model. The first byte chooses the reader.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/base/ulid.h"
#include "core/base/verify.h"
#include "core/feedback/json.h"
#include "core/feedback/unanswered.h"
#include "core/orders/json.h"
#include "core/requests/code.h"
#include "core/requests/json.h"
#include "core/text/utf8.h"
#include "core/wire/reader.h"
#include "core/wire/writer.h"

using namespace pasokh;

namespace {

/// Read, written and read again. `check` sees the first reading.
template <typename Read, typename Check>
void round_trip(std::string_view body, Read read, Check check) {
    auto document = wire::Document::parse(body);
    if (!document) return;
    const auto value = read(*document);
    VERIFY(document->faults().size() <= wire::kMaxFaults);
    if (!document->faults().empty()) return;
    check(value);
    const std::string written = encode(value);
    VERIFY(!text::find_invalid_utf8(written));
    auto again = wire::Document::parse(written);
    VERIFY(again.has_value());
    const auto same = read(*again);
    VERIFY(again->faults().empty() && encode(same) == written);
}

void check_proof(const requests::Proof& proof) {
    VERIFY(requests::is_code(proof.code));
    VERIFY(proof.contact.empty() != proof.key.empty());
}

orders::LookupRequest read_at_home(wire::Document& document) { return orders::read_lookup_request(document, orders::Country::iran()); }

void read_lookup(std::string_view body) {
    round_trip(body, read_at_home, [](const orders::LookupRequest& request) {
        VERIFY(!orders::normalise_order_number(request.number).empty() && request.number.size() <= orders::kMaxOrderNumberBytes);
        VERIFY(orders::parse_contact(request.contact.value, orders::Country::iran()) == request.contact);
    });
}

void read_feedback(std::string_view body) {
    round_trip(body, feedback::read_feedback, [](const feedback::Feedback& feedback) {
        VERIFY(feedback::validate(feedback) && feedback.id.size() == kUlidLength);
    });
}

void read_unanswered(std::string_view body) {
    round_trip(body, feedback::read_unanswered, [](const feedback::UnansweredSearch& search) {
        VERIFY(!search.query.empty() && feedback::mask_private(search.query) == search.query);
    });
}

void read_new_request(std::string_view body) {
    round_trip(body, requests::read_new_request, [](const requests::NewRequest& request) {
        VERIFY(requests::faults_of(request).empty() && requests::is_fit_message(request.message));
    });
}

void read_proof(std::string_view body) { round_trip(body, requests::read_proof, check_proof); }

void read_new_message(std::string_view body) {
    round_trip(body, requests::read_new_message, [](const requests::NewMessage& message) {
        check_proof(message.proof);
        VERIFY(requests::is_fit_message(message.text));
    });
}

void read_solved_word(std::string_view body) {
    round_trip(body, requests::read_solved_word, [](const requests::SolvedWord& word) { check_proof(word.proof); });
}

/// Every value by its type, as any reader would take it, and written again.
void copy(const wire::Reader& from, wire::Writer& to) {
    if (from.is_object()) {
        to.begin_object();
        for (const std::string& name : from.names()) {
            to.key(name);
            copy(from.at(name), to);
        }
        to.end_object();
        return;
    }
    if (from.is_text()) {
        to.text(from.text({.min = 0, .max = SIZE_MAX}));
        return;
    }
    const std::vector<wire::Reader> items = from.loose_items(100);
    if (!items.empty()) {
        to.begin_array();
        for (const wire::Reader& item : items) copy(item, to);
        to.end_array();
        return;
    }
    VERIFY(from.loose_text().find('\0') == std::string::npos);
    to.integer(from.optional_integer().value_or(0));
    (void)from.boolean_or(false);
    (void)from.optional_instant();
}

void read_anything(std::string_view body) {
    auto document = wire::Document::parse(body);
    if (!document) return;
    wire::Writer out;
    copy(document->root(), out);
    VERIFY(document->faults().size() <= wire::kMaxFaults);
    VERIFY(wire::Document::parse(out.take()).has_value());
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0 || size > 16 * 1024) return 0;
    const std::string_view body(static_cast<const char*>(static_cast<const void*>(data + 1)), size - 1);
    constexpr auto kReaders = std::to_array({read_anything, read_lookup, read_feedback, read_unanswered, read_new_request, read_proof, read_new_message, read_solved_word});
    kReaders[data[0] % kReaders.size()](body);
    return 0;
}
