#include <doctest/doctest.h>

#include "core/orders/json.h"
#include "tests/unit/session/driver.h"

using namespace pasokh;
using namespace pasokh::session;
using pasokh::session::test::Driver;

namespace {

orders::Order order(const std::string& number) {
    orders::Order made;
    made.number = number;
    made.placed_at = test::kStart;
    made.total = {1250000, "IRT"};
    return made;
}

const std::string kList = orders::encode_list({order("C-2"), order("C-1")});

effect::HttpPost only_post(const Driver& session) {
    REQUIRE(session.all<effect::HttpPost>().size() == 1);
    return session.all<effect::HttpPost>()[0];
}

/// Signed in, on the order view, the list there.
void sign_in(Driver& session) {
    session.does(action::Identify{"a.b.c"}).does(action::GoTo{View::order_form, {}});
    session.answer(only_post(session).request_id, 200, kList);
}

}   // namespace

TEST_CASE("a signed-in customer's orders are asked for when they are looked at, not before") {
    Driver session;
    session.does(action::Identify{"a.b.c"});
    CHECK(session.effects.empty());
    session.does(action::GoTo{View::order_form, {}});
    const auto post = only_post(session);
    CHECK(post.path == "/v1/orders/view");
    CHECK(post.body == R"({"jwt":"a.b.c"})");
    CHECK_FALSE(shows_own_orders(session.state));
    session.answer(post.request_id, 200, kList);
    CHECK(shows_own_orders(session.state));
    CHECK(session.state.own_orders.orders.size() == 2);
}

TEST_CASE("one of them opens without typing, and back is the list") {
    Driver session;
    sign_in(session);
    session.does(action::OpenOwnOrder{"C-1"});
    const auto post = only_post(session);
    CHECK(post.body == R"({"jwt":"a.b.c","number":"C-1"})");
    session.answer(post.request_id, 200, orders::encode(order("C-1")));
    CHECK(session.state.here.view == View::order_status);
    CHECK(session.state.order->number == "C-1");
    session.does(action::Back{});
    CHECK(shows_own_orders(session.state));
}

TEST_CASE("the form is one tap away, and so is the way back") {
    Driver session;
    sign_in(session);
    session.does(action::ShowOrderForm{true});
    CHECK_FALSE(shows_own_orders(session.state));
    session.does(action::ShowOrderForm{false});
    CHECK(shows_own_orders(session.state));
    session.does(action::GoTo{View::order_form, "SRV-1"});   // the page names another order
    CHECK_FALSE(shows_own_orders(session.state));
    CHECK(session.state.order_form.number == "SRV-1");
}

TEST_CASE("a customer without orders, or a server that cannot tell them, leaves the form") {
    for (const auto& [status, body] : {std::pair{200, std::string(R"({"orders":[]})")}, {500, std::string()}, {0, std::string()}, {200, std::string("{}")}}) {
        Driver session;
        session.does(action::Identify{"a.b.c"}).does(action::GoTo{View::order_form, {}});
        session.answer(only_post(session).request_id, status, body);
        CHECK_FALSE(shows_own_orders(session.state));
        CHECK(session.state.order_form.state == LookupState::idle);
        session.does(action::GoTo{View::home, {}}).does(action::GoTo{View::order_form, {}});
        CHECK_MESSAGE(session.has<effect::HttpPost>(), "the next visit tries again");
    }
}

TEST_CASE("a sign-in that has ended makes a guest") {
    Driver session;
    sign_in(session);
    session.does(action::OpenOwnOrder{"C-1"});
    session.answer(only_post(session).request_id, 410, R"({"code":"token-expired"})");
    CHECK(session.state.order_form.state == LookupState::pass_ended);
    CHECK_FALSE(shows_own_orders(session.state));

    Driver other;
    other.does(action::Identify{"a.b.c"}).does(action::GoTo{View::order_form, {}});
    other.answer(only_post(other).request_id, 403, R"({"code":"token-refused"})");
    CHECK(other.state.own_orders.jwt.empty());
}

TEST_CASE("whoever signs out leaves nothing behind") {
    Driver session;
    sign_in(session);
    session.does(action::OpenOwnOrder{"C-1"});
    session.answer(only_post(session).request_id, 200, orders::encode(order("C-1")));
    session.does(action::OpenOwnOrder{"C-2"});
    const auto under_way = only_post(session);
    session.does(action::Identify{""});
    CHECK_FALSE(session.state.order.has_value());
    CHECK(session.state.own_orders.orders.empty());
    session.answer(under_way.request_id, 200, orders::encode(order("C-2")));
    CHECK_MESSAGE(!session.state.order.has_value(), "an answer that comes late is nobody's");
}

TEST_CASE("another customer does not see the list of the one before") {
    Driver session;
    sign_in(session);
    session.does(action::Identify{"d.e.f"});
    CHECK(session.state.own_orders.orders.empty());
    CHECK(only_post(session).body == R"({"jwt":"d.e.f"})");
    session.does(action::Identify{"d.e.f"});
    CHECK_MESSAGE(session.effects.empty(), "the same again changes nothing");
}

TEST_CASE("a signed link opens its order at once") {
    Driver session;
    session.does(action::OpenOrderLink{"token"});
    CHECK(session.state.here.view == View::order_form);
    CHECK(session.state.order_form.state == LookupState::sending);
    const auto post = only_post(session);
    CHECK(post.body == R"({"link_token":"token"})");
    session.answer(post.request_id, 200, orders::encode(order("SRV-1")));
    CHECK(session.state.here.view == View::order_status);
}

TEST_CASE("a link that opens nothing any more leads to the form and says so") {
    for (const int status : {403, 404, 410}) {
        Driver session;
        session.does(action::OpenOrderLink{"token"});
        session.answer(only_post(session).request_id, status, {});
        CHECK(session.state.here.view == View::order_form);
        CHECK(session.state.order_form.state == LookupState::pass_ended);
        session.does(action::EditOrderNumber{"1"});
        CHECK(session.state.order_form.state == LookupState::idle);
    }
}
