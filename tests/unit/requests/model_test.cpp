#include "core/requests/model.h"

#include <doctest/doctest.h>

using namespace pasokh;
using namespace pasokh::requests;

namespace {

NewRequest valid() {
    return {.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV", .topic = Topic::damaged, .message = "شیشه شکسته رسید", .contact = "+989120000045",
            .order_number = "SRV-1", .lang = "fa", .occurred_at = 1795255200000, .website = {}};
}

std::string faults(const NewRequest& request) {
    std::string all;
    for (const Fault& fault : faults_of(request)) all += std::string(fault.pointer) + ' ' + std::string(fault.code) + '\n';
    return all;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

}   // namespace

TEST_CASE("names come back as what they name") {
    for (std::size_t i = 0; i < kTopicCount; ++i) CHECK(parse_topic(topic_name(static_cast<Topic>(i))) == static_cast<Topic>(i));
    for (const auto state : {RequestState::open, RequestState::answered, RequestState::solved, RequestState::closed}) CHECK(parse_state(state_name(state)) == state);
    for (const auto author : {Author::customer, Author::shop}) CHECK(parse_author(author_name(author)) == author);
    CHECK_FALSE(parse_topic("").has_value());
    CHECK_FALSE(parse_state("Open").has_value());
}

TEST_CASE("a whole request breaks no rule") {
    CHECK(faults(valid()).empty());
    NewRequest longest = valid();
    longest.message = repeated("😀", kMaxMessageCodePoints);
    CHECK(faults(longest).empty());
}

TEST_CASE("every broken rule is named") {
    NewRequest request;
    CHECK(faults(request) == "/id format\n/message length\n/contact length\n/occurred_at range\n");
    request = valid();
    request.message = repeated("ی", kMaxMessageCodePoints + 1);
    request.order_number = "SRV\n1";
    request.lang = "fa_IR";
    CHECK(faults(request) == "/message length\n/order_number format\n/lang format\n");
}

TEST_CASE("letters that repaint a screen are no message") {
    for (const char* letter : {"\x1b", "\x07", "\x7f", "\u0085", "\u202a", "\u202e", "\u2028"}) {
        NewRequest request = valid();
        request.message = std::string("a") + letter + "b";
        CHECK_MESSAGE(faults(request) == "/message format\n", request.message);
    }
    for (const char* letter : {"\n", "\t", "\r\n", "\u200c", "\u200f", "\u2067"}) CHECK(is_fit_message(std::string("a") + letter + "b"));
}
