#include <doctest/doctest.h>

#include "tests/unit/session/driver.h"

using namespace pasokh;
using namespace pasokh::session;
using pasokh::session::test::Driver;

namespace {

OutboxItem unreadable(std::string path) {
    OutboxItem item;
    item.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    item.path = std::move(path);
    return item;
}

}   // namespace

TEST_CASE("what the device cannot read any more is told and never sent, and stays until the customer has seen it") {
    Driver session;
    session.does(action::OutboxLoaded{{unreadable("/v1/requests")}});
    CHECK(session.emitted("error"));
    CHECK(session.has<effect::Announce>());
    CHECK(session.state.unreadable.size() == 1);
    CHECK(session.state.outbox.empty());
    CHECK_FALSE(session.has<effect::HttpPost>());
    CHECK_FALSE(session.has<effect::DropOutbox>());
    session.does(action::OutboxLoaded{{unreadable("/v1/requests")}});
    CHECK_MESSAGE(session.state.unreadable.size() == 1, "once each");
    session.does(action::DismissUnreadable{});
    REQUIRE(session.all<effect::DropOutbox>().size() == 1);
    CHECK(session.all<effect::DropOutbox>()[0].id == unreadable("").id);
    CHECK(session.state.unreadable.empty());
}

TEST_CASE("\"never ask again\" holds even when its record cannot be read") {
    Driver session;
    session.does(action::OutboxLoaded{{unreadable("own:no-surveys")}});
    CHECK(session.state.survey_memory.never);
    CHECK(session.state.unreadable.empty());
}
