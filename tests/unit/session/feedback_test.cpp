#include <doctest/doctest.h>

#include "core/base/ulid.h"
#include "core/feedback/json.h"
#include "core/wire/reader.h"
#include "tests/unit/session/driver.h"

using namespace pasokh;
using namespace pasokh::session;
using pasokh::session::test::article;
using pasokh::session::test::Driver;

namespace {
feedback::Feedback read(const std::string& body) {
    auto document = wire::Document::parse(body);
    REQUIRE(document.has_value());
    const feedback::Feedback read = feedback::read_feedback(*document);
    REQUIRE(document->status().has_value());
    return read;
}
}   // namespace

TEST_CASE("feedback needs a score") {
    Driver session;
    session.does(action::EditComment{"good"}).does(action::SubmitFeedback{});
    CHECK(session.state.feedback.score_missing);
    CHECK(session.effects.empty());
    session.does(action::PickScore{4});
    CHECK_FALSE(session.state.feedback.score_missing);
    CHECK(session.state.feedback.comment == "good");
}

TEST_CASE("a score outside of the scale is ignored") {
    Driver session;
    session.does(action::PickScore{0}).does(action::PickScore{6});
    CHECK_FALSE(session.state.feedback.score.has_value());
}

TEST_CASE("send saves first and posts in the same reduction") {
    Driver session;
    session.does(action::PickScore{2}).does(action::EditComment{"دیر رسید"}).does(action::SubmitFeedback{});
    REQUIRE(session.effects.size() == 2);
    REQUIRE(std::holds_alternative<effect::SaveOutbox>(session.effects[0]));
    REQUIRE(std::holds_alternative<effect::HttpPost>(session.effects[1]));
    CHECK(session.state.feedback.delivery == DeliveryState::sending);

    const auto post = session.all<effect::HttpPost>()[0];
    CHECK(post.path == "/v1/feedback");
    const feedback::Feedback sent = read(post.body);
    CHECK(is_ulid(sent.id));
    CHECK(sent.id == make_ulid(session.context.now, session.context.random));
    CHECK(sent.id == session.state.feedback.sent_id);
    CHECK(sent.kind == feedback::Kind::csat);
    CHECK(sent.score == 2);
    CHECK(sent.comment == "دیر رسید");
    CHECK(sent.lang == "en");
    CHECK(sent.occurred_at == session.context.now);
    CHECK(feedback::validate(sent).has_value());
}

TEST_CASE("a comment of spaces is no comment") {
    Driver session;
    session.does(action::PickScore{5}).does(action::EditComment{" \n"}).does(action::SubmitFeedback{});
    CHECK(session.all<effect::HttpPost>()[0].body.find("comment") == std::string::npos);
}

TEST_CASE("a comment that is too long stays to be shortened") {
    Driver session;
    std::string thousand;
    for (int i = 0; i < 1000; ++i) thousand += "م";
    session.does(action::PickScore{5}).does(action::EditComment{thousand + "م"}).does(action::SubmitFeedback{});
    CHECK(session.state.feedback.comment_too_long);
    CHECK(session.effects.empty());
    session.does(action::EditComment{thousand}).does(action::SubmitFeedback{});
    CHECK(session.has<effect::HttpPost>());
}

TEST_CASE("pressing send twice sends once") {
    Driver session;
    session.does(action::PickScore{5}).does(action::SubmitFeedback{}).does(action::SubmitFeedback{});
    CHECK(session.effects.empty());
    CHECK(session.state.outbox.size() == 1);
}

TEST_CASE("confirmed appears only with the server's word") {
    Driver session;
    session.does(action::GoTo{View::feedback, {}}).does(action::PickScore{5}).does(action::SubmitFeedback{});
    const std::string id = session.state.feedback.sent_id;
    session.answer("outbox:" + id, 201, "{}");
    CHECK(session.state.feedback.delivery == DeliveryState::confirmed);
    REQUIRE(session.has<effect::DropOutbox>());
    CHECK(session.all<effect::DropOutbox>()[0].id == id);
    CHECK(session.state.outbox.empty());
    CHECK(session.emitted("feedback"));
    CHECK_FALSE_MESSAGE(session.has<effect::Announce>(), "the view says it");
}

TEST_CASE("what arrives while the customer is elsewhere is announced") {
    Driver session;
    session.does(action::PickScore{5}).does(action::SubmitFeedback{}).does(action::GoTo{View::contact, {}});
    session.answer("outbox:" + session.state.feedback.sent_id, 201);
    CHECK(session.has<effect::Announce>());
}

TEST_CASE("a sent answer is not edited under the server's eyes") {
    Driver session;
    session.does(action::PickScore{5}).does(action::EditComment{"a"}).does(action::SubmitFeedback{});
    session.does(action::EditComment{"b"}).does(action::PickScore{1});
    CHECK(session.state.feedback.comment == "a");
    CHECK(session.state.feedback.score == 5);
}

TEST_CASE("a refused answer keeps its words and may be sent again as a new one") {
    Driver session;
    session.does(action::GoTo{View::feedback, {}}).does(action::PickScore{5}).does(action::EditComment{"words"}).does(action::SubmitFeedback{});
    const std::string id = session.state.feedback.sent_id;
    session.answer("outbox:" + id, 422);
    CHECK(session.state.feedback.delivery == DeliveryState::refused);
    CHECK(session.state.feedback.comment == "words");
    CHECK(session.has<effect::DropOutbox>());
    session.does(action::SubmitFeedback{});
    CHECK(session.state.feedback.sent_id != id);
    CHECK(session.has<effect::HttpPost>());
}

TEST_CASE("another answer begins with an empty form") {
    Driver session;
    session.does(action::PickScore{5}).does(action::EditComment{"a"});
    session.does(action::RestartFeedback{});
    CHECK_MESSAGE(session.state.feedback.comment == "a", "nothing was sent, so nothing is thrown away");
    session.does(action::SubmitFeedback{}).answer("outbox:" + session.state.feedback.sent_id, 200);
    session.does(action::RestartFeedback{});
    CHECK(session.state.feedback.comment.empty());
    CHECK(session.state.feedback.delivery == DeliveryState::none);
}

TEST_CASE("the form knows the order it is about") {
    Driver session;
    session.does(action::GoTo{View::feedback, "SRV-1"}).does(action::PickScore{3}).does(action::SubmitFeedback{});
    CHECK(read(session.all<effect::HttpPost>()[0].body).subject == "SRV-1");
    session.does(action::GoTo{View::feedback, "SRV-2"});
    CHECK_MESSAGE(session.state.feedback.subject == "SRV-1", "still on its way");
    session.answer("outbox:" + session.state.feedback.sent_id, 201).does(action::GoTo{View::home, {}}).does(action::GoTo{View::feedback, "SRV-2"});
    CHECK(session.state.feedback.subject == "SRV-2");
    CHECK(session.state.feedback.delivery == DeliveryState::none);
    session.does(action::GoTo{View::feedback, "review"});
    CHECK(session.state.feedback.kind == feedback::Kind::review);
    CHECK(session.state.feedback.subject == "SRV-2");
    session.does(action::GoTo{View::feedback, "article"});
    CHECK_MESSAGE(session.state.feedback.kind == feedback::Kind::review, "a vote has its place below the article");
}

TEST_CASE("a vote goes the same way as an answer") {
    Driver session;
    session.does(action::VoteArticle{Vote::helpful});
    CHECK_MESSAGE(session.effects.empty(), "no article, no vote");
    session.does(action::OpenArticle{"en/a"}).does(action::ArticleLoaded{"en/a", article("en/a"), {}}).does(action::VoteArticle{Vote::not_helpful});
    REQUIRE(session.has<effect::SaveOutbox>());
    REQUIRE(session.has<effect::HttpPost>());
    const feedback::Feedback sent = read(session.all<effect::HttpPost>()[0].body);
    CHECK(sent.kind == feedback::Kind::article);
    CHECK(sent.score == 0);
    CHECK(sent.subject == "en/a");
    CHECK(session.state.article.vote == Vote::not_helpful);
    CHECK(session.state.article.vote_delivery == DeliveryState::sending);
    session.does(action::VoteArticle{Vote::helpful});
    CHECK_MESSAGE(session.effects.empty(), "one vote an article");
    session.answer("outbox:" + session.state.article.vote_id, 201);
    CHECK(session.state.article.vote_delivery == DeliveryState::confirmed);
    CHECK(session.state.feedback.delivery == DeliveryState::none);
}

TEST_CASE("words about one order are never another's, and wait for theirs") {
    Driver session;
    session.does(action::GoTo{View::feedback, "SRV-1"}).does(action::PickScore{1}).does(action::EditComment{"It came broken"});
    session.does(action::GoTo{View::feedback, "SRV-2"});
    CHECK(session.state.feedback.subject == "SRV-2");
    CHECK(session.state.feedback.comment.empty());
    CHECK_FALSE(session.state.feedback.score);
    session.does(action::GoTo{View::feedback, "SRV-1"});
    CHECK(session.state.feedback.subject == "SRV-1");
    CHECK(session.state.feedback.comment == "It came broken");
    for (int i = 0; i < 50; ++i) session.does(action::GoTo{View::feedback, "N-" + std::to_string(i)}).does(action::PickScore{3});
    CHECK(session.state.left_feedback.size() <= 10);
}

TEST_CASE("words that are about no order yet may be about the next one") {
    Driver session;
    session.does(action::EditComment{"Fine"}).does(action::GoTo{View::feedback, "SRV-1"});
    CHECK(session.state.feedback.comment == "Fine");
    CHECK(session.state.feedback.subject == "SRV-1");
}

TEST_CASE("where nobody takes feedback a vote is noted and never sent") {
    Driver session;
    session.state.config.feedback = false;
    session.does(action::OpenArticle{"en/a"}).does(action::ArticleLoaded{"en/a", article("en/a"), {}}).does(action::VoteArticle{Vote::helpful});
    CHECK(session.effects.empty());
    CHECK(session.state.outbox.empty());
    CHECK(session.state.article.vote == Vote::helpful);
}

TEST_CASE("a vote and its reason are there again when the guide is opened again") {
    Driver session;
    const auto open = [&session](const std::string& id) { session.does(action::OpenArticle{id}).does(action::ArticleLoaded{id, article(id), {}}); };
    open("en/a");
    session.does(action::VoteArticle{Vote::not_helpful}).does(action::PickReason{feedback::Reason::unclear}).does(action::EditReasonText{"Step 2"});
    const std::string vote = session.state.article.vote_id;
    open("en/b");
    CHECK(session.state.article.vote == Vote::none);
    CHECK(session.state.article.reason.text.empty());
    session.answer("outbox:" + vote, 201);
    session.does(action::Back{}).does(action::ArticleLoaded{"en/a", article("en/a"), {}});
    const ArticleView& view = session.state.article;
    CHECK(view.vote == Vote::not_helpful);
    CHECK(view.vote_delivery == DeliveryState::confirmed);
    CHECK(view.reason.chosen == feedback::Reason::unclear);
    CHECK(view.reason.text == "Step 2");
    session.does(action::VoteArticle{Vote::helpful});
    CHECK_MESSAGE(session.effects.empty(), "one vote an article");
}
