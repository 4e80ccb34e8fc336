#include "core/session/outbox_json.h"

#include <doctest/doctest.h>

#include "core/session/reduce.h"

using namespace pasokh;
using namespace pasokh::session;

namespace {
OutboxItem item() {
    OutboxItem made;
    made.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    made.path = "/v1/feedback";
    made.body = R"({"comment":"دیر \"رسید\""})";
    made.created_at = 1795300000000;
    made.tries = 3;
    made.next_at = 1795300008000;
    made.in_flight = true;
    return made;
}
}   // namespace

TEST_CASE("a stored delivery reads back, without what belongs to one visit only") {
    const auto read = decode_outbox("[" + encode(item()) + "]");
    REQUIRE(read.has_value());
    REQUIRE(read->size() == 1);
    const OutboxItem& back = (*read)[0];
    CHECK(back.id == item().id);
    CHECK(back.path == item().path);
    CHECK(back.body == item().body);
    CHECK(back.created_at == item().created_at);
    CHECK(back.tries == 3);
    CHECK(back.next_at == item().next_at);
    CHECK_FALSE(back.in_flight);
}

TEST_CASE("damaged storage is an error and no deliveries") {
    for (const char* text : {"", "{}", "[{}]", "[1]", R"([{"id":"short","path":"/v1/feedback","body":"{}","created_at":1,"tries":0,"next_at":1}])"}) {
        CAPTURE(text);
        CHECK_FALSE(decode_outbox(text).has_value());
    }
}
