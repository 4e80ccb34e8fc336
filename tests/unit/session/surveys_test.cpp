#include <doctest/doctest.h>

#include "core/feedback/json.h"
#include "core/session/outbox_json.h"
#include "core/session/surveys.h"
#include "core/wire/reader.h"
#include "tests/unit/session/driver.h"

using namespace pasokh;
using namespace pasokh::session;
using feedback::Kind;
using feedback::Trigger;
using pasokh::session::test::article;
using pasokh::session::test::Driver;
using pasokh::session::test::kStart;

namespace {

ShopConfig shop() {
    ShopConfig config;
    config.feedback = true;
    config.surveys.surveys = {{.id = "delivery", .kind = Kind::csat, .trigger = Trigger::order_delivered, .after_days = 1, .every_days = 90, .question = "How did we do?"},
                              {.id = "guides", .kind = Kind::effort, .trigger = Trigger::article_read, .every_days = 90},
                              {.id = "shop", .kind = Kind::nps, .trigger = Trigger::visit, .every_days = 90}};
    return config;
}

orders::Order order() {
    orders::Order order;
    order.number = "SRV-1";
    order.placed_at = kStart - 9 * kDayMs;
    orders::Parcel& parcel = order.parcels.emplace_back();
    parcel.status = orders::ParcelStatus::delivered;
    parcel.events = {{kStart - 2 * kDayMs, orders::ParcelStatus::delivered, "", ""}};
    return order;
}

/// Reads back what was kept of surveys, as the next visit does.
std::vector<OutboxItem> stored(const std::vector<effect::SaveOutbox>& saved) {
    std::string json = "[";
    for (const effect::SaveOutbox& save : saved)
        if (save.item.path.starts_with("own:")) json += (json.size() > 1 ? "," : "") + encode(save.item);
    auto items = decode_outbox(json + "]");
    REQUIRE(items);
    return *items;
}

struct Visit : Driver {
    explicit Visit(std::vector<OutboxItem> kept = {}) {
        does(action::ConfigLoaded{shop()}).does(action::OutboxLoaded{std::move(kept)});
        state.order = order();
    }
    Visit& sees_order() {
        does(action::GoTo{View::order_status, "SRV-1"});
        return *this;
    }
    Visit& reads() {
        does(action::OpenArticle{"fa/return"}).does(action::ArticleLoaded{"fa/return", article("fa/return"), {}});
        return *this;
    }
};

}   // namespace

TEST_CASE("a delivered order on the screen is asked about, and the device knows at once") {
    Visit visit;
    visit.sees_order();
    REQUIRE(shown_survey(visit.state) != nullptr);
    CHECK(shown_survey(visit.state)->survey == "delivery");
    CHECK(question_of(visit.state, "delivery") == "How did we do?");
    CHECK(question_of(visit.state, "guides").empty());
    const auto saved = visit.all<effect::SaveOutbox>();
    REQUIRE(saved.size() == 1);
    CHECK(saved[0].item.body.find("SRV") == std::string::npos);
    const auto told = visit.all<effect::HttpPost>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].path == "/v1/survey-counts");
    CHECK(told[0].body == R"({"event":"shown"})");
}

TEST_CASE("what a survey brought in is counted, what was written without one is not") {
    const auto told = [](const Visit& visit) {
        for (const effect::HttpPost& post : visit.all<effect::HttpPost>())
            if (post.path == "/v1/survey-counts") return post.body;
        return std::string();
    };
    Visit asked;
    asked.sees_order().does(action::AnswerSurvey{}).does(action::PickScore{2}).does(action::SubmitFeedback{});
    CHECK(told(asked) == R"({"event":"answered"})");
    Visit unasked;
    unasked.does(action::PickScore{2}).does(action::SubmitFeedback{});
    CHECK(told(unasked).empty());
    Visit offline;
    offline.does(action::SetOnline{false});
    CHECK(told(offline.sees_order()).empty());
    CHECK(offline.state.survey);
}

TEST_CASE("the card stays with its place and is the only one") {
    Visit visit;
    visit.sees_order().reads();
    CHECK(visit.state.survey);
    CHECK(shown_survey(visit.state) == nullptr);
    visit.does(action::Back{});
    CHECK(shown_survey(visit.state) != nullptr);
}

TEST_CASE("home asks only who has found something") {
    Visit visit;
    visit.state.order.reset();
    visit.does(action::GoTo{View::contact, {}}).does(action::Back{});
    CHECK_FALSE(visit.state.survey);
    visit.state.order = order();
    visit.does(action::GoTo{View::contact, {}}).does(action::Back{});
    REQUIRE(shown_survey(visit.state) != nullptr);
    CHECK(shown_survey(visit.state)->survey == "shop");
}

TEST_CASE("nothing is asked before the device was asked what it remembers") {
    Driver session;
    session.does(action::ConfigLoaded{shop()});
    session.state.order = order();
    session.does(action::GoTo{View::order_status, "SRV-1"});
    CHECK_FALSE(session.state.survey);
    session.does(action::OutboxLoaded{});
    CHECK(session.state.survey);
}

TEST_CASE("a half-written form, a shop without feedback and a closed panel are not asked") {
    Visit writing;
    writing.does(action::EditComment{"well"});
    writing.sees_order();
    CHECK_FALSE(writing.state.survey);
    Visit without;
    without.state.config.feedback = false;
    CHECK_FALSE(without.sees_order().state.survey);
    Visit closed;
    closed.does(action::Close{});
    CHECK_FALSE(closed.sees_order().state.survey);
}

TEST_CASE("answering opens the form of that question about that order") {
    Visit visit;
    visit.sees_order().does(action::AnswerSurvey{});
    CHECK(visit.state.here.view == View::feedback);
    CHECK(visit.state.feedback.kind == Kind::csat);
    CHECK(visit.state.feedback.subject == "SRV-1");
    CHECK(visit.state.feedback.survey == "delivery");
    CHECK_FALSE(visit.state.survey);
    visit.does(action::PickScore{2}).does(action::SubmitFeedback{});
    CHECK(visit.state.survey_memory.answered == std::vector<std::string>{answer_key(Kind::csat, "SRV-1")});

    Visit later(stored(visit.all<effect::SaveOutbox>()));
    later.after(200 * kDayMs);
    orders::Order fresh = order();
    fresh.parcels[0].events[0].at += 200 * kDayMs;
    later.state.order = fresh;
    CHECK_FALSE(later.sees_order().state.survey);
    fresh.number = "SRV-2";
    later.state.order = fresh;
    later.does(action::GoTo{View::contact, {}}).does(action::GoTo{View::order_status, "SRV-2"});
    REQUIRE(shown_survey(later.state) != nullptr);
    CHECK(shown_survey(later.state)->survey == "delivery");
}

TEST_CASE("an answer about a guide names no order") {
    Visit visit;
    visit.reads().does(action::AnswerSurvey{});
    CHECK(visit.state.feedback.kind == Kind::effort);
    CHECK(visit.state.feedback.subject.empty());
}

TEST_CASE("what was typed meanwhile is not replaced by the survey") {
    Visit visit;
    visit.sees_order().does(action::EditComment{"my words"}).does(action::AnswerSurvey{});
    CHECK(visit.state.here.view == View::feedback);
    CHECK(visit.state.feedback.comment == "my words");
    CHECK(visit.state.feedback.kind == Kind::csat);
    CHECK(visit.state.survey);
}

TEST_CASE("not now is for this time, and both clocks run") {
    Visit visit;
    visit.sees_order();
    const auto kept = stored(visit.all<effect::SaveOutbox>());
    visit.does(action::PostponeSurvey{});
    CHECK_FALSE(visit.state.survey);
    CHECK_FALSE(visit.reads().state.survey);

    Visit next_week(kept);
    next_week.after(7 * kDayMs);
    CHECK_FALSE(next_week.sees_order().state.survey);
    Visit next_month(kept);
    next_month.after(31 * kDayMs);
    CHECK_FALSE(next_month.sees_order().state.survey);   // its own clock
    CHECK(next_month.reads().state.survey);
}

TEST_CASE("never ask again outlives the visit and another tab's older memory") {
    Visit visit;
    visit.sees_order();
    const auto asked = stored(visit.all<effect::SaveOutbox>());
    visit.does(action::NeverSurvey{});
    std::vector<OutboxItem> kept = stored(visit.all<effect::SaveOutbox>());
    CHECK_FALSE(visit.state.survey);
    kept[0] = asked[0];   // written last by the other tab
    REQUIRE(kept[0].id != kept[1].id);
    Visit later(kept);
    later.after(1000 * kDayMs);
    CHECK_FALSE(later.sees_order().reads().state.survey);
}

TEST_CASE("memory is no delivery: it is never sent, and a damaged one is forgotten") {
    Visit visit;
    visit.sees_order();
    auto kept = stored(visit.all<effect::SaveOutbox>());
    Visit later(kept);
    CHECK(later.state.outbox.empty());
    CHECK_FALSE(later.has<effect::HttpPost>());
    kept[0].body = "{\"asked_at\":";
    Visit damaged(kept);
    CHECK(damaged.state.survey_memory.asked_at == 0);
    CHECK(damaged.sees_order().state.survey);
}

TEST_CASE("why a guide did not help completes the vote") {
    Visit visit;
    visit.reads().does(action::PickReason{feedback::Reason::unclear});
    CHECK_FALSE(visit.state.article.reason.chosen);   // nobody said that it did not help
    visit.does(action::VoteArticle{Vote::not_helpful});
    const std::string vote = visit.state.article.vote_id;
    visit.does(action::SubmitReason{});
    CHECK_FALSE(visit.has<effect::HttpPost>());
    visit.does(action::PickReason{feedback::Reason::unclear}).does(action::EditReasonText{"which button?"}).does(action::SubmitReason{});
    const auto posts = visit.all<effect::HttpPost>();
    REQUIRE(posts.size() == 1);
    auto document = wire::Document::parse(posts[0].body);
    REQUIRE(document);
    const feedback::Feedback sent = feedback::read_feedback(*document);
    CHECK(document->status());
    CHECK(sent.kind == Kind::article);
    CHECK(sent.score == 0);
    CHECK(sent.subject == "fa/return");
    CHECK(sent.reason == feedback::Reason::unclear);
    CHECK(sent.comment == "which button?");
    CHECK(sent.replaces == vote);
    CHECK(visit.state.article.reason.delivery == DeliveryState::sending);
    visit.does(action::SubmitReason{}).does(action::PickReason{feedback::Reason::wrong});
    CHECK_FALSE(visit.has<effect::HttpPost>());
    CHECK(visit.state.article.reason.chosen == feedback::Reason::unclear);
    visit.answer("outbox:" + sent.id, 201, "{}");
    CHECK(visit.state.article.reason.delivery == DeliveryState::confirmed);
}

TEST_CASE("a reason that was refused keeps its words and may be sent again") {
    Visit visit;
    visit.reads().does(action::VoteArticle{Vote::not_helpful}).does(action::PickReason{feedback::Reason::other}).does(action::EditReasonText{"kept"}).does(action::SubmitReason{});
    visit.answer("outbox:" + visit.state.article.reason.sent_id, 422);
    CHECK(visit.state.article.reason.delivery == DeliveryState::refused);
    CHECK(visit.state.article.reason.text == "kept");
    visit.does(action::SubmitReason{});
    CHECK(visit.has<effect::HttpPost>());
}

TEST_CASE("every kind can be asked for by name, and a score is of one scale only") {
    Driver session;
    for (const auto& [name, kind] : {std::pair{"nps", Kind::nps}, {"effort", Kind::effort}, {"review", Kind::review}, {"csat", Kind::csat}}) {
        session.does(action::GoTo{View::feedback, name});
        CHECK(session.state.feedback.kind == kind);
        CHECK_FALSE(session.state.feedback.score.has_value());
        session.does(action::PickScore{feedback::scale_of(kind).max});
        CHECK(session.state.feedback.score == feedback::scale_of(kind).max);
    }
    session.does(action::GoTo{View::feedback, "article"});
    CHECK(session.state.feedback.kind == Kind::csat);
}
