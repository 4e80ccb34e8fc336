#include <doctest/doctest.h>

#include <tuple>

#include "core/orders/json.h"
#include "core/wire/reader.h"
#include "tests/unit/session/driver.h"

using namespace pasokh;
using namespace pasokh::session;
using pasokh::session::test::Driver;

namespace {

std::string order_body() {
    orders::Order order;
    order.number = "SRV-10245";
    order.placed_at = test::kStart;
    order.total = {1250000, "IRT"};
    return orders::encode(order);
}

/// A form under way: number and phone given, "show my order" pressed.
std::string submit(Driver& session) {
    session.does(action::GoTo{View::order_form, {}}).does(action::EditOrderNumber{" SRV-10245 "}).does(action::EditContact{"۰۹۱۲ ۰۰۰ ۰۰۴۵"});
    session.does(action::SubmitOrderLookup{});
    REQUIRE(session.has<effect::HttpPost>());
    return session.all<effect::HttpPost>()[0].request_id;
}

}   // namespace

TEST_CASE("a lookup needs a number and a contact") {
    Driver session;
    session.does(action::SubmitOrderLookup{});
    CHECK(session.state.order_form.number_missing);
    CHECK(session.state.order_form.contact_missing);
    CHECK(session.effects.empty());
    session.does(action::EditOrderNumber{"10245"});
    CHECK_FALSE(session.state.order_form.number_missing);
    session.does(action::EditContact{"hello"}).does(action::SubmitOrderLookup{});
    CHECK(session.state.order_form.contact_missing);
    session.does(action::EditOrderNumber{" # - "}).does(action::EditContact{"a@b.ir"}).does(action::SubmitOrderLookup{});
    CHECK(session.state.order_form.number_missing);
    CHECK_FALSE(session.state.order_form.contact_missing);
    CHECK(session.effects.empty());
}

TEST_CASE("a phone is read as of the shop's country, and of no other") {
    for (const auto& [country, typed, sent] : {std::tuple{"SA", "٠٥٠ ١٢٣ ٤٥٦٧", "+966501234567"}, {"EG", "01001234567", "+201001234567"}, {"KW", "5001 2345", "+96550012345"},
                                               {"IR", "0501234567", ""}, {"SA", "09120000045", ""}, {"SA", "01001234567", ""}, {"SA", "+98 912 000 0045", "+989120000045"}}) {
        CAPTURE(country);
        CAPTURE(typed);
        Driver session;
        session.state.config.country = orders::country_of(country);
        session.does(action::EditOrderNumber{"1"}).does(action::EditContact{typed}).does(action::SubmitOrderLookup{});
        CHECK(session.state.order_form.contact_missing == std::string_view(sent).empty());
        CHECK(session.has<effect::HttpPost>() != std::string_view(sent).empty());
        CHECK(session.state.order_form.asked.contact.value == sent);
    }
}

TEST_CASE("the request has the number as typed and the contact in one spelling") {
    Driver session;
    submit(session);
    CHECK(session.state.order_form.state == LookupState::sending);
    const auto post = session.all<effect::HttpPost>()[0];
    CHECK(post.path == "/v1/orders/lookup");
    CHECK(post.body == R"({"number":"SRV-10245","contact":{"phone":"+989120000045"}})");
    CHECK_MESSAGE(session.effects.size() == 1, "the contact leaves in the one request and nowhere else");
}

TEST_CASE("a contact with @ is an e-mail") {
    Driver session;
    session.does(action::EditOrderNumber{"1"}).does(action::EditContact{"Sara@Shop.IR"}).does(action::SubmitOrderLookup{});
    CHECK(session.all<effect::HttpPost>()[0].body == R"({"number":"1","contact":{"email":"sara@shop.ir"}})");
}

TEST_CASE("pressing twice sends once") {
    Driver session;
    submit(session);
    session.does(action::SubmitOrderLookup{});
    CHECK(session.effects.empty());
}

TEST_CASE("a found order is shown") {
    Driver session;
    session.answer(submit(session), 200, order_body());
    CHECK(session.state.order_form.state == LookupState::found);
    CHECK(session.state.here.view == View::order_status);
    REQUIRE(session.state.order.has_value());
    CHECK(session.state.order->number == "SRV-10245");
    CHECK(session.emitted("lookup"));
    session.does(action::Back{});
    CHECK(session.state.here.view == View::order_form);
    CHECK(session.state.order_form.contact == "۰۹۱۲ ۰۰۰ ۰۰۴۵");
}

TEST_CASE("no event or announcement tells the contact or the number") {
    Driver session;
    const std::string id = submit(session);
    session.does(action::GoTo{View::home, {}}).answer(id, 200, order_body());
    for (const auto& event : session.all<effect::Emit>()) {
        CHECK(event.detail_json.find("912") == std::string::npos);
        CHECK(event.detail_json.find("SRV") == std::string::npos);
    }
}

TEST_CASE("an order found while the customer reads elsewhere is announced and does not interrupt") {
    Driver session;
    const std::string id = submit(session);
    session.does(action::GoTo{View::home, {}}).answer(id, 200, order_body());
    CHECK(session.state.here.view == View::home);
    CHECK(session.has<effect::Announce>());
    session.does(action::GoTo{View::order_status, {}});
    CHECK(session.state.here.view == View::order_status);
}

TEST_CASE("every miss is the same miss") {
    for (int status : {404, 422}) {
        Driver session;
        session.answer(submit(session), status);
        CAPTURE(status);
        CHECK(session.state.order_form.state == LookupState::missed);
        CHECK(session.state.order_form.number == " SRV-10245 ");
        CHECK(session.state.here.view == View::order_form);
    }
}

TEST_CASE("a number longer than any order's is a miss that needs no server") {
    Driver session;
    session.does(action::EditOrderNumber{std::string(500, '7')}).does(action::EditContact{"a@b.ir"}).does(action::SubmitOrderLookup{});
    CHECK(session.state.order_form.state == LookupState::missed);
    CHECK_FALSE(session.has<effect::HttpPost>());
}

TEST_CASE("a limited customer is told how long, and nothing is sent before") {
    Driver session;
    session.answer(submit(session), 429, {}, 37);
    CHECK(session.state.order_form.state == LookupState::limited);
    CHECK(session.state.order_form.retry_after_s == 37);
    session.after(30 * kSecondMs).does(action::SubmitOrderLookup{});
    CHECK_FALSE(session.has<effect::HttpPost>());
    CHECK(session.state.order_form.retry_after_s == 7);
    session.after(7 * kSecondMs).does(action::SubmitOrderLookup{});
    CHECK(session.has<effect::HttpPost>());
}

TEST_CASE("no network is offline, and a broken server is a failure") {
    Driver session;
    SUBCASE("no network") {
        session.answer(submit(session), 0);
        CHECK(session.state.order_form.state == LookupState::offline);
    }
    SUBCASE("known to be offline") {
        session.does(action::SetOnline{false}).does(action::EditOrderNumber{"1"}).does(action::EditContact{"a@b.ir"}).does(action::SubmitOrderLookup{});
        CHECK(session.state.order_form.state == LookupState::offline);
        CHECK_FALSE(session.has<effect::HttpPost>());
    }
    SUBCASE("server error") {
        session.answer(submit(session), 503);
        CHECK(session.state.order_form.state == LookupState::failed);
        CHECK(session.emitted("error"));
    }
    SUBCASE("an answer that is no order") {
        session.answer(submit(session), 200, "<html>");
        CHECK(session.state.order_form.state == LookupState::failed);
        CHECK_FALSE(session.state.order.has_value());
    }
    CHECK_FALSE(session.state.order_form.number.empty());
    CHECK_FALSE(session.state.order_form.contact.empty());
}

TEST_CASE("an answer to another request is ignored") {
    Driver session;
    const std::string first = submit(session);
    session.answer(first, 404);
    session.does(action::SubmitOrderLookup{});
    session.answer(first, 200, order_body());
    CHECK(session.state.order_form.state == LookupState::sending);
    CHECK_FALSE(session.state.order.has_value());
}

TEST_CASE("the page may open the form with a number") {
    Driver session;
    session.does(action::GoTo{View::order_status, "SRV-7"});
    CHECK(session.state.here.view == View::order_form);
    CHECK(session.state.order_form.number == "SRV-7");
}

// --- a server under attack ---

namespace {

constexpr const char* kRequired = R"({"type":"/problems/challenge-required","title":"","status":403,"code":"challenge-required"})";

std::string challenge_body(int bits) {
    return orders::encode(orders::Challenge{.salt = "c2FsdA", .bits = bits, .expires_at = test::kStart + kMinuteMs, .signature = "signed"});
}

/// Frames until the work is done; how many it took.
int work(Driver& session) {
    int frames = 0;
    while (session.state.order_form.puzzle && ++frames < 10000) {
        CHECK(wake_at(session.state) == session.state.now);
        session.does(action::Tick{});
    }
    return frames;
}

}   // namespace

TEST_CASE("a lookup that needs work does it between frames and is sent again") {
    Driver session;
    session.answer(submit(session), 403, kRequired);
    REQUIRE(session.has<effect::HttpPost>());
    const auto ask = session.all<effect::HttpPost>()[0];
    CHECK(ask.path == "/v1/challenge");
    CHECK(ask.body == "{}");
    CHECK(session.state.order_form.state == LookupState::sending);
    CHECK_FALSE(wake_at(session.state).has_value());

    session.does(action::EditContact{"edited meanwhile"});
    session.answer(ask.request_id, 200, challenge_body(14));
    CHECK(work(session) > 1);
    CHECK(session.state.order_form.state == LookupState::sending);
    REQUIRE(session.has<effect::HttpPost>());
    const auto again = session.all<effect::HttpPost>()[0];
    CHECK(again.path == "/v1/orders/lookup");
    auto document = wire::Document::parse(again.body);
    REQUIRE(document.has_value());
    const orders::LookupRequest sent = orders::read_lookup_request(*document, orders::Country::iran());
    REQUIRE(document->faults().empty());
    CHECK(sent.number == "SRV-10245");
    CHECK(sent.contact.value == "+989120000045");
    REQUIRE(sent.pow.has_value());
    CHECK(sent.pow->challenge.signature == "signed");
    CHECK(orders::solves(sent.pow->challenge, sent.pow->number));

    session.answer(again.request_id, 200, order_body());
    CHECK(session.state.order_form.state == LookupState::found);
    CHECK_FALSE(wake_at(session.state).has_value());
}

TEST_CASE("a server that is never pleased ends in a failure, not in a loop") {
    Driver session;
    std::string request = submit(session);
    int challenges = 0;
    for (; session.state.order_form.state == LookupState::sending && challenges < 10; ++challenges) {
        session.answer(request, 403, kRequired);
        if (!session.has<effect::HttpPost>()) break;
        session.answer(session.all<effect::HttpPost>()[0].request_id, 200, challenge_body(1));
        work(session);
        request = session.all<effect::HttpPost>()[0].request_id;
    }
    CHECK(challenges == 3);
    CHECK(session.state.order_form.state == LookupState::failed);
}

TEST_CASE("a challenge that cannot be had leaves the form ready to try again") {
    for (const auto& [status, body, state] : {std::tuple{0, std::string(), LookupState::offline}, {429, std::string(), LookupState::limited},
                                              {500, std::string(), LookupState::failed}, {200, std::string("{}"), LookupState::failed},
                                              {200, challenge_body(60), LookupState::failed}, {403, std::string(kRequired), LookupState::failed}}) {
        Driver session;
        session.answer(submit(session), 403, kRequired);
        session.answer(session.all<effect::HttpPost>()[0].request_id, status, body);
        CHECK(session.state.order_form.state == state);
        CHECK_FALSE(session.state.order_form.puzzle.has_value());
    }
}

TEST_CASE("a refusal for another reason is no challenge") {
    Driver session;
    session.answer(submit(session), 403, R"({"code":"origin-not-allowed"})");
    CHECK(session.state.order_form.state == LookupState::failed);
    CHECK_FALSE(session.has<effect::HttpPost>());
}
