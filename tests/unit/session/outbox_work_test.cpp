#include <doctest/doctest.h>

#include "core/feedback/json.h"
#include "core/wire/reader.h"
#include "tests/unit/session/driver.h"

using namespace pasokh;
using namespace pasokh::session;
using pasokh::session::test::Driver;

namespace {

constexpr const char* kRequired = R"({"type":"/problems/challenge-required","title":"","status":403,"code":"challenge-required"})";

std::string challenge_body(int bits) { return orders::encode(orders::Challenge{.salt = "salt", .bits = bits, .expires_at = 1'795'255'500'000, .signature = "signed"}); }

/// An answer under way; gives its request id.
std::string submit(Driver& session) {
    session.does(action::PickScore{4}).does(action::EditComment{"words"}).does(action::SubmitFeedback{});
    return "outbox:" + session.state.feedback.sent_id;
}

/// The request that the last action made.
effect::HttpPost posted(const Driver& session) {
    const auto posts = session.all<effect::HttpPost>();
    REQUIRE(posts.size() == 1);
    return posts[0];
}

/// Ticks until something is sent.
effect::HttpPost work(Driver& session) {
    for (int slices = 0; slices < 1000 && !session.has<effect::HttpPost>(); ++slices) {
        REQUIRE(wake_at(session.state) == session.state.now);
        session.does(action::Tick{});
    }
    return posted(session);
}

}   // namespace

TEST_CASE("words carry the stamp of the shop, but not one that came while they were written") {
    const auto stamp_after = [](TimestampMs wait, const char* comment) {
        Driver session;
        ShopConfig config;
        config.form_stamp = "1.a.b";
        session.does(action::ConfigLoaded{config}).after(wait).does(action::SetLanguage{"fa"}).does(action::ConfigLoaded{config});   // again, in another language
        session.does(action::PickScore{4}).does(action::EditComment{comment}).does(action::SubmitFeedback{});
        auto sent = wire::Document::parse(posted(session).body);
        REQUIRE(sent);
        return feedback::read_feedback(*sent).stamp;
    };
    CHECK(stamp_after(6 * kSecondMs, "words") == "1.a.b");
    CHECK(stamp_after(6 * kSecondMs - 1, "words").empty());
    CHECK(stamp_after(0, "") == "1.a.b");
}

TEST_CASE("asked for work, the page works and sends again, and the customer sees it being sent") {
    Driver session;
    const std::string id = submit(session);
    const std::string body = posted(session).body;
    session.answer(id, 403, kRequired);
    const effect::HttpPost ask = posted(session);
    CHECK(ask.path == "/v1/challenge");
    CHECK(ask.body == "{}");
    CHECK(session.state.feedback.delivery == DeliveryState::sending);
    session.answer(ask.request_id, 200, challenge_body(14));
    CHECK_FALSE(session.has<effect::HttpPost>());
    const effect::HttpPost again = work(session);
    CHECK(again.request_id == id);
    CHECK(again.body.starts_with(body.substr(0, body.size() - 1)));
    auto sent = wire::Document::parse(again.body);
    REQUIRE(sent);
    const orders::SolvedChallenge pow = orders::read_solved(sent->root().at("pow"));
    REQUIRE(sent->faults().empty());
    CHECK(pow.challenge.signature == "signed");
    CHECK(orders::solves(pow.challenge, pow.number));
    CHECK(session.state.outbox[0].body == body);   // what is kept has no work in it: that is good once
    CHECK(session.state.feedback.delivery == DeliveryState::sending);
    session.answer(id, 201);
    CHECK(session.state.feedback.delivery == DeliveryState::confirmed);
    CHECK(session.state.outbox.empty());
    CHECK_FALSE(wake_at(session.state).has_value());
}

TEST_CASE("nothing else is sent for an item that is being worked for") {
    Driver session;
    session.answer(submit(session), 403, kRequired);
    const effect::HttpPost ask = posted(session);
    session.does(action::RetryNow{}).does(action::SetOnline{true}).does(action::Opened{});
    CHECK_FALSE(session.has<effect::HttpPost>());
    session.answer(ask.request_id, 200, challenge_body(20));
    session.does(action::RetryNow{});
    CHECK_FALSE(session.has<effect::HttpPost>());
}

TEST_CASE("a challenge that cannot be had lets the item wait, and nothing is lost") {
    struct Outcome {
        int status;
        std::string body;
    };
    for (const Outcome& outcome : {Outcome{0, ""}, {429, ""}, {404, ""}, {500, ""}, {200, "{}"}, {200, challenge_body(60)}, {200, "no JSON"}}) {
        Driver session;
        const std::string id = submit(session);
        session.answer(id, 403, kRequired);
        session.answer(posted(session).request_id, outcome.status, outcome.body);
        CAPTURE(outcome.status);
        CHECK(session.state.feedback.delivery == DeliveryState::waiting);
        REQUIRE(session.state.outbox.size() == 1);
        CHECK(session.state.outbox[0].tries == 1);
        CHECK(session.has<effect::SaveOutbox>());
        session.after(kOutboxLongestRetryMs).does(action::Tick{});
        CHECK(posted(session).request_id == id);
    }
}

TEST_CASE("a server that is never pleased is asked three times, then later") {
    Driver session;
    const std::string id = submit(session);
    int challenges = 0;
    for (; session.state.feedback.delivery == DeliveryState::sending && challenges < 10; ++challenges) {
        session.answer(id, 403, kRequired);
        if (!session.has<effect::HttpPost>()) break;
        session.answer(posted(session).request_id, 200, challenge_body(1));
        work(session);
    }
    CHECK(challenges == 3);
    CHECK(session.state.feedback.delivery == DeliveryState::waiting);
    CHECK(session.state.outbox[0].challenges == 0);
}

TEST_CASE("several items are worked for one after the other") {
    Driver session;
    const std::string first = submit(session);
    session.answer(first, 403, kRequired);
    session.answer(posted(session).request_id, 200, challenge_body(10));
    OutboxItem other = session.state.outbox[0];
    other.id.back() = other.id.back() == '0' ? '1' : '0';
    session.state.outbox.push_back(other);
    const effect::HttpPost one = work(session);
    session.does(action::Opened{});
    const effect::HttpPost two = work(session);
    CHECK(one.request_id != two.request_id);
}

TEST_CASE("an answer for an item that is gone changes nothing") {
    Driver session;
    session.answer("work:01KBZ3NDEK0000000000000000", 200, challenge_body(10));
    CHECK_FALSE(wake_at(session.state).has_value());
}

TEST_CASE("a 403 that is no challenge lets the item wait") {
    Driver session;
    session.answer(submit(session), 403, "<html>");
    CHECK_FALSE(session.has<effect::HttpPost>());
    CHECK(session.state.feedback.delivery == DeliveryState::waiting);
}
