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

namespace {

/// Payloads {"sub":"c-7","exp":1}, the same an hour later, and another customer's.
const std::string kToken = "e30.eyJzdWIiOiJjLTciLCJleHAiOjF9.x", kRenewed = "e30.eyJzdWIiOiJjLTciLCJleHAiOjJ9.y", kOther = "e30.eyJzdWIiOiJjLTgiLCJleHAiOjF9.z";

}   // namespace

TEST_CASE("a renewed token of the same person leaves everything as it is") {
    Driver session;
    session.does(action::Identify{kToken}).does(action::GoTo{View::order_form, {}});
    session.answer(only_post(session).request_id, 200, kList);
    session.does(action::OpenOwnOrder{"C-1"});
    session.answer(only_post(session).request_id, 200, orders::encode(order("C-1")));
    session.does(action::Identify{kRenewed});
    CHECK(session.state.own_orders.jwt == kRenewed);
    CHECK(session.state.order.has_value());
    CHECK(session.state.own_orders.orders.size() == 2);
    session.does(action::Identify{kOther});
    CHECK_FALSE(session.state.order.has_value());
    CHECK(session.state.own_orders.orders.empty());
}

TEST_CASE("who comes after a token that ended is somebody else, or the same") {
    for (const auto& [token, stays] : {std::pair{kRenewed, true}, {kOther, false}}) {
        Driver session;
        session.does(action::Identify{kToken}).does(action::GoTo{View::order_form, {}}).does(action::EditContact{"09120000045"});
        session.answer("orders:1", 410);
        CHECK(session.state.own_orders.jwt.empty());
        session.does(action::Identify{token});
        CHECK(session.state.order_form.contact.empty() != stays);
    }
}

TEST_CASE("whoever signs out takes along what they typed and the work that was under way for them") {
    Driver session;
    session.state.config.requests = true;
    session.does(action::Identify{kToken});
    session.does(action::EditOrderNumber{"C-1"}).does(action::EditContact{"09120000045"}).does(action::SubmitOrderLookup{});
    session.state.order_form.puzzle = Puzzle{};
    session.does(action::EditRequestMessage{"Mine"}).does(action::EditRequestContact{"09120000045"});
    session.does(action::GoTo{View::feedback, "C-1"}).does(action::EditComment{"Mine"}).does(action::GoTo{View::feedback, "C-2"});
    session.does(action::EditThreadContact{"09120000045"});
    session.state.left_drafts = {{"0123456789", "Mine"}};
    session.state.survey = SurveyOffer{};
    session.does(action::Identify{""});
    const State& state = session.state;
    CHECK_FALSE(state.order_form.puzzle);
    CHECK((state.order_form.number.empty() && state.order_form.contact.empty() && state.order_form.state == LookupState::idle));
    CHECK((state.request_form.message.empty() && state.request_form.contact.empty()));
    CHECK((state.feedback.subject.empty() && state.left_feedback.empty()));
    CHECK((state.thread_view.contact.empty() && state.left_drafts.empty()));
    CHECK_FALSE(state.survey);
}
