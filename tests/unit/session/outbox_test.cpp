#include <doctest/doctest.h>

#include "tests/unit/session/driver.h"

using namespace pasokh;
using namespace pasokh::session;
using pasokh::session::test::article;
using pasokh::session::test::Driver;

namespace {

/// An answer under way; gives its request id.
std::string submit(Driver& session, const char* comment = "words") {
    session.does(action::PickScore{4}).does(action::EditComment{comment}).does(action::SubmitFeedback{});
    return "outbox:" + session.state.feedback.sent_id;
}

/// What an earlier visit left in storage.
OutboxItem left_over(const char* comment, TimestampMs created_at) {
    Driver earlier;
    earlier.context.now = created_at;
    earlier.context.random[8] = static_cast<std::uint8_t>(comment[0]);
    earlier.does(action::SetOnline{false});
    submit(earlier, comment);
    return earlier.all<effect::SaveOutbox>()[0].item;
}

}   // namespace

TEST_CASE("offline, an answer waits and is sent once when the network is back") {
    Driver session;
    session.does(action::SetOnline{false});
    submit(session);
    CHECK(session.has<effect::SaveOutbox>());
    CHECK_FALSE(session.has<effect::HttpPost>());
    CHECK(session.state.feedback.delivery == DeliveryState::waiting);
    session.does(action::SetOnline{true});
    CHECK(session.all<effect::HttpPost>().size() == 1);
    CHECK(session.state.feedback.delivery == DeliveryState::sending);
    session.does(action::SetOnline{true});
    CHECK_FALSE_MESSAGE(session.has<effect::HttpPost>(), "one is in flight");
}

TEST_CASE("never two requests are in flight for one item") {
    Driver session;
    submit(session);
    session.after(kHourMs).does(action::Tick{});
    CHECK_FALSE(session.has<effect::HttpPost>());
    session.does(action::Opened{});
    CHECK_FALSE(session.has<effect::HttpPost>());
    session.does(action::RetryNow{});
    CHECK_FALSE(session.has<effect::HttpPost>());
    CHECK_FALSE(wake_at(session.state).has_value());
}

TEST_CASE("any 2xx confirms, a replay included") {
    for (int status : {200, 201, 204}) {
        Driver session;
        session.answer(submit(session), status);
        CAPTURE(status);
        CHECK(session.state.feedback.delivery == DeliveryState::confirmed);
        CHECK(session.state.outbox.empty());
    }
}

TEST_CASE("an answer for good refuses and drops, and the words stay") {
    for (int status : {400, 409, 410, 413, 415, 422}) {
        Driver session;
        session.answer(submit(session), status);
        CAPTURE(status);
        CHECK(session.state.feedback.delivery == DeliveryState::refused);
        CHECK(session.state.feedback.comment == "words");
        CHECK(session.has<effect::DropOutbox>());
        CHECK(session.state.outbox.empty());
        CHECK_FALSE(wake_at(session.state).has_value());
    }
}

TEST_CASE("what may pass stays in the outbox") {
    for (int status : {0, 301, 401, 403, 404, 408, 429, 500, 502, 503}) {
        Driver session;
        session.answer(submit(session), status);
        CAPTURE(status);
        CHECK(session.state.feedback.delivery == DeliveryState::waiting);
        REQUIRE(session.state.outbox.size() == 1);
        CHECK(session.state.outbox[0].tries == 1);
        CHECK_FALSE(session.has<effect::DropOutbox>());
        REQUIRE(session.has<effect::SaveOutbox>());
        CHECK(session.all<effect::SaveOutbox>()[0].item.tries == 1);
        CHECK(wake_at(session.state) == session.context.now + 2 * kSecondMs);
    }
}

TEST_CASE("the wait doubles from two seconds to five minutes") {
    Driver session;
    const std::string id = submit(session);
    for (TimestampMs expected : {2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
        session.answer(id, 503);
        REQUIRE(wake_at(session.state) == session.context.now + expected * kSecondMs);
        session.after(expected * kSecondMs - 1).does(action::Tick{});
        CHECK_FALSE(session.has<effect::HttpPost>());
        session.after(1).does(action::Tick{});
        REQUIRE(session.all<effect::HttpPost>().size() == 1);
    }
}

TEST_CASE("chance lengthens a wait by at most a quarter and never past five minutes") {
    Driver session;
    const std::string id = submit(session);
    session.context.random[0] = 255;
    session.answer(id, 503);
    CHECK(*wake_at(session.state) > session.context.now + 2 * kSecondMs);
    CHECK(*wake_at(session.state) <= session.context.now + 2500);
    for (int i = 0; i < 12; ++i) session.after(kHourMs).does(action::Tick{}).answer(id, 503);
    CHECK(*wake_at(session.state) == session.context.now + kOutboxLongestRetryMs);
}

TEST_CASE("the server's Retry-After is respected, also when the network comes back") {
    Driver session;
    session.answer(submit(session), 429, {}, 600);
    CHECK(wake_at(session.state) == session.context.now + 600 * kSecondMs);
    session.does(action::SetOnline{true});
    CHECK_FALSE(session.has<effect::HttpPost>());
    session.does(action::RetryNow{});
    CHECK_FALSE(session.has<effect::HttpPost>());
    session.after(600 * kSecondMs).does(action::Tick{});
    CHECK(session.has<effect::HttpPost>());
}

TEST_CASE("a short Retry-After does not shorten the back-off") {
    Driver session;
    session.answer(submit(session), 503, {}, 1);
    CHECK(wake_at(session.state) == session.context.now + 2 * kSecondMs);
}

TEST_CASE("the network coming back ends a wait for the network") {
    Driver session;
    session.answer(submit(session), 0);
    session.does(action::SetOnline{true});
    CHECK(session.has<effect::HttpPost>());
}

TEST_CASE("a person may try now") {
    Driver session;
    session.answer(submit(session), 503);
    session.does(action::RetryNow{});
    CHECK(session.has<effect::HttpPost>());
}

TEST_CASE("opening sends what is due") {
    Driver session;
    session.answer(submit(session), 503);
    session.does(action::Opened{});
    CHECK_FALSE(session.has<effect::HttpPost>());
    session.after(2 * kSecondMs).does(action::Opened{});
    CHECK(session.has<effect::HttpPost>());
}

TEST_CASE("an answer that belongs to nothing changes nothing") {
    Driver session;
    const std::string id = submit(session);
    session.answer("outbox:01ARZ3NDEKTSV4RRFFQ69G5FAV", 201).answer("else", 201);
    CHECK(session.state.outbox.size() == 1);
    session.answer(id, 503).answer(id, 201);
    CHECK_MESSAGE(session.state.feedback.delivery == DeliveryState::waiting, "the second answer is of no request in flight");
}

TEST_CASE("after 72 hours an answer expires visibly and its words stay") {
    Driver session;
    session.does(action::SetOnline{false});
    submit(session);
    const TimestampMs expiry = session.context.now + 72 * kHourMs;
    CHECK(wake_at(session.state) == expiry);
    session.after(72 * kHourMs - 1).does(action::Tick{});
    CHECK(session.state.feedback.delivery == DeliveryState::waiting);
    session.after(1).does(action::Tick{});
    CHECK(session.state.feedback.delivery == DeliveryState::expired);
    CHECK(session.state.feedback.comment == "words");
    CHECK(session.has<effect::DropOutbox>());
    CHECK(session.has<effect::Announce>());
    CHECK_FALSE(session.has<effect::HttpPost>());
    CHECK_FALSE(wake_at(session.state).has_value());
}

TEST_CASE("idle asks for no timer") {
    Driver session;
    CHECK_FALSE(wake_at(session.state).has_value());
    session.answer(submit(session), 201);
    CHECK_FALSE(wake_at(session.state).has_value());
}

TEST_CASE("what an earlier visit left is shown and sent") {
    Driver session;
    const OutboxItem item = left_over("from yesterday", test::kStart - kDayMs);
    session.does(action::OutboxLoaded{{item}});
    REQUIRE(session.all<effect::HttpPost>().size() == 1);
    CHECK(session.all<effect::HttpPost>()[0].body == item.body);
    CHECK(session.state.feedback.comment == "from yesterday");
    CHECK(session.state.feedback.score == 4);
    CHECK(session.state.feedback.delivery == DeliveryState::sending);
    session.answer("outbox:" + item.id, 200);
    CHECK(session.state.feedback.delivery == DeliveryState::confirmed);
}

TEST_CASE("loading merges with what is there") {
    Driver session;
    submit(session, "mine");
    const OutboxItem mine = session.state.outbox[0];
    const OutboxItem older = left_over("theirs", test::kStart - kDayMs);
    session.does(action::OutboxLoaded{{mine, older}});
    CHECK(session.state.outbox.size() == 2);
    CHECK_MESSAGE(session.all<effect::HttpPost>().size() == 1, "mine is in flight already");
    CHECK(session.state.feedback.comment == "mine");
    session.does(action::OutboxLoaded{{mine, older}});
    CHECK(session.state.outbox.size() == 2);
    CHECK(session.effects.empty());
}

TEST_CASE("an item confirmed before the storage was read is not sent again") {
    Driver session;
    const std::string id = submit(session);
    const OutboxItem item = session.state.outbox[0];
    session.answer(id, 201).does(action::OutboxLoaded{{item}});
    CHECK(session.state.outbox.empty());
    CHECK_FALSE(session.has<effect::HttpPost>());
}

TEST_CASE("an item whose id is none is not sent") {
    Driver session;
    OutboxItem item = left_over("x", test::kStart);
    item.id = "1";
    session.does(action::OutboxLoaded{{item}});
    CHECK(session.state.outbox.empty());
}

TEST_CASE("an expired answer of an earlier visit waits until the form can show it") {
    Driver session;
    const OutboxItem old = left_over("old words", test::kStart - 4 * kDayMs);
    session.does(action::PickScore{5}).does(action::EditComment{"new words"});
    session.does(action::OutboxLoaded{{old}});
    CHECK(session.state.feedback.comment == "new words");
    CHECK_FALSE(session.has<effect::DropOutbox>());
    CHECK_FALSE(session.has<effect::HttpPost>());
    CHECK_FALSE(wake_at(session.state).has_value());
    session.does(action::SubmitFeedback{}).answer("outbox:" + session.state.feedback.sent_id, 201);
    CHECK_MESSAGE(session.state.feedback.delivery == DeliveryState::confirmed, "its own outcome is seen first");
    session.does(action::RestartFeedback{});
    CHECK(session.state.feedback.comment == "old words");
    CHECK(session.state.feedback.delivery == DeliveryState::expired);
    CHECK(session.has<effect::DropOutbox>());
    CHECK(session.state.outbox.empty());
}

TEST_CASE("a vote of an article that was left ends without words") {
    Driver session;
    session.does(action::OpenArticle{"en/a"}).does(action::ArticleLoaded{"en/a", article("en/a"), {}}).does(action::VoteArticle{Vote::helpful});
    const std::string id = session.state.article.vote_id;
    session.does(action::OpenArticle{"en/b"}).answer("outbox:" + id, 422);
    CHECK(session.state.outbox.empty());
    CHECK(session.has<effect::DropOutbox>());
    CHECK(session.state.feedback.delivery == DeliveryState::none);
    CHECK_FALSE(session.has<effect::Announce>());
    CHECK(session.emitted("error"));
}

TEST_CASE("damaged words in storage end quietly instead of staying for ever") {
    Driver session;
    OutboxItem item = left_over("x", test::kStart);
    item.body = "{broken";
    session.does(action::OutboxLoaded{{item}}).answer("outbox:" + item.id, 400);
    CHECK(session.state.outbox.empty());
    CHECK(session.has<effect::DropOutbox>());
    CHECK(session.state.feedback.delivery == DeliveryState::none);
}

TEST_CASE("a clock that was set back does not hold an item for years") {
    Driver session;
    OutboxItem item = left_over("x", test::kStart + 1000 * kDayMs);
    session.does(action::OutboxLoaded{{item}});
    REQUIRE(wake_at(session.state).has_value());
    CHECK(*wake_at(session.state) <= session.context.now + kOutboxLongestRetryMs);
}
