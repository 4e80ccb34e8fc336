#include <doctest/doctest.h>

#include "core/session/results.h"
#include "tests/unit/session/driver.h"

using namespace pasokh;
using namespace pasokh::session;
using pasokh::session::test::Driver;

namespace {

search::Answer nothing() { return {}; }

search::Answer nearest() {
    search::Answer answer;
    answer.hits.emplace_back().id = "en/near";
    answer.weak = true;
    return answer;
}

search::Answer good() {
    search::Answer answer = nearest();
    answer.weak = false;
    return answer;
}

/// A shop that asks, and a search for `query` that came to `answer`.
Driver searched(const std::string& query, const search::Answer& answer) {
    Driver session;
    session.state.config.unanswered_searches = true;
    session.does(action::TypeQuery{query}).does(action::SearchDone{query, answer});
    return session;
}

std::string told_id(const Driver& session) { return "outbox:" + session.state.told.back().id; }

}   // namespace

TEST_CASE("no search leaves the device without a tap") {
    Driver session = searched("gift card", nothing());
    CHECK_FALSE(session.has<effect::HttpPost>());
    CHECK_FALSE(session.has<effect::SaveOutbox>());
    session.does(action::Back{}).does(action::Close{}).does(action::Opened{});
    CHECK_FALSE(session.has<effect::HttpPost>());
}

TEST_CASE("a tap sends the query, its language and an id, once") {
    Driver session = searched("  gift   card ", nothing());
    REQUIRE(may_tell_shop(session.state));
    session.does(action::TellShop{});
    REQUIRE(session.all<effect::HttpPost>().size() == 1);
    const auto sent = session.all<effect::HttpPost>()[0];
    CHECK(sent.path == "/v1/unanswered");
    const std::string id = session.state.told.back().id;
    CHECK(sent.body == R"({"id":")" + id + R"(","query":"gift card","lang":"en"})");
    REQUIRE(session.has<effect::SaveOutbox>());
    CHECK(session.all<effect::SaveOutbox>()[0].item.id == id);
    CHECK(told_search(session.state)->delivery == DeliveryState::sending);
    session.does(action::TellShop{});
    CHECK(session.effects.empty());
}

TEST_CASE("what may name a person does not even reach the outbox") {
    Driver session = searched("order 10245 of sara@example.ir", nothing());
    session.does(action::TellShop{});
    const std::string body = session.all<effect::SaveOutbox>()[0].item.body;
    CHECK(body.find("10245") == std::string::npos);
    CHECK(body.find("sara") == std::string::npos);
    CHECK(query_to_tell(session.state) == "order ••• of •••");
}

TEST_CASE("it is offered only for a search without an answer, in a shop that asks") {
    CHECK(may_tell_shop(searched("gift", nothing()).state));
    CHECK(may_tell_shop(searched("gift", nearest()).state));
    CHECK_FALSE(may_tell_shop(searched("gift", good()).state));
    CHECK_FALSE_MESSAGE(may_tell_shop(searched("09120000045", nothing()).state), "nothing would be left of it");
    Driver quiet = searched("gift", nothing());
    quiet.state.config.unanswered_searches = false;
    CHECK_FALSE(may_tell_shop(quiet.state));
    quiet.does(action::TellShop{});
    CHECK(quiet.effects.empty());
    Driver loading = searched("gift", nothing());
    loading.state.knowledge = KnowledgeState::loading;
    CHECK_FALSE_MESSAGE(may_tell_shop(loading.state), "nothing was searched yet");
    Driver elsewhere = searched("gift", nothing());
    elsewhere.does(action::GoTo{View::contact, {}});
    CHECK_FALSE(may_tell_shop(elsewhere.state));
}

TEST_CASE("thanks come after the server confirmed and stay with the query") {
    Driver session = searched("gift", nothing());
    session.does(action::TellShop{});
    CHECK_FALSE(session.has<effect::Announce>());
    session.answer(told_id(session), 201);
    CHECK(told_search(session.state)->delivery == DeliveryState::confirmed);
    CHECK(session.has<effect::Announce>());
    CHECK(session.has<effect::DropOutbox>());
    CHECK_FALSE_MESSAGE(session.emitted("feedback"), "no survey was answered");
    session.does(action::TypeQuery{"gifts"}).does(action::SearchDone{"gifts", nothing()});
    CHECK(told_search(session.state) == nullptr);
    CHECK(may_tell_shop(session.state));
    session.does(action::TypeQuery{"gift "}).does(action::SearchDone{"gift ", nothing()});
    CHECK(told_search(session.state) != nullptr);
    CHECK_FALSE(may_tell_shop(session.state));
}

TEST_CASE("offline it waits and is sent when the network is back") {
    Driver session = searched("gift", nothing());
    session.does(action::SetOnline{false}).does(action::TellShop{});
    CHECK(session.has<effect::SaveOutbox>());
    CHECK_FALSE(session.has<effect::HttpPost>());
    CHECK(told_search(session.state)->delivery == DeliveryState::waiting);
    session.does(action::SetOnline{true});
    REQUIRE(session.has<effect::HttpPost>());
    session.answer(told_id(session), 0);
    CHECK(told_search(session.state)->delivery == DeliveryState::waiting);
}

TEST_CASE("a refusal is told by its own error and leaves the feedback form alone") {
    Driver session = searched("gift", nothing());
    session.does(action::TellShop{}).answer(told_id(session), 422);
    CHECK(told_search(session.state)->delivery == DeliveryState::refused);
    CHECK_FALSE(may_tell_shop(session.state));
    REQUIRE(session.emitted("error"));
    CHECK(session.all<effect::Emit>()[0].detail_json.find("unanswered-refused") != std::string::npos);
    CHECK_FALSE_MESSAGE(session.has<effect::Announce>(), "the words of the feedback form are not for this");
    CHECK(session.state.feedback.delivery == DeliveryState::none);
    CHECK(session.state.outbox.empty());
}

TEST_CASE("what could not be sent for three days may be told again") {
    Driver session = searched("gift", nothing());
    session.does(action::SetOnline{false}).does(action::TellShop{});
    session.after(kOutboxLifetimeMs).does(action::Tick{});
    CHECK(told_search(session.state)->delivery == DeliveryState::expired);
    CHECK(may_tell_shop(session.state));
    session.does(action::SetOnline{true}).does(action::TellShop{});
    CHECK(session.has<effect::HttpPost>());
    CHECK(session.state.told.size() == 1);
}

TEST_CASE("a search that an earlier visit told waits in the outbox, not in the feedback form") {
    Driver earlier = searched("gift", nothing());
    earlier.does(action::SetOnline{false}).does(action::TellShop{});
    const OutboxItem left = earlier.all<effect::SaveOutbox>()[0].item;

    Driver session = searched("gift", nothing());
    session.does(action::SetOnline{false}).does(action::OutboxLoaded{{left}});
    CHECK(session.state.feedback.delivery == DeliveryState::none);
    REQUIRE(told_search(session.state) != nullptr);
    CHECK_FALSE(may_tell_shop(session.state));
    session.does(action::SetOnline{true});
    REQUIRE(session.all<effect::HttpPost>().size() == 1);
    session.answer("outbox:" + left.id, 200);
    CHECK(told_search(session.state)->delivery == DeliveryState::confirmed);
}
