#include <doctest/doctest.h>

#include "core/i18n/format.h"
#include "core/i18n/strings.h"
#include "core/orders/json.h"
#include "tests/support/widget.h"

using namespace pasokh;
using namespace pasokh::test;
using i18n::Key;
using session::View;
namespace action = session::action;

namespace {

std::vector<const Node*> radios(const semantics::Tree& tree) {
    std::vector<const Node*> found;
    for (const Node& node : tree.nodes)
        if (node.role == Role::radio) found.push_back(&node);
    return found;
}

void ask_for(Widget& widget, const char* kind) { widget.dispatch(action::GoTo{View::feedback, kind}); }

/// A frame of another width than the harness's.
const semantics::Tree& at_width(Widget& widget, float width) { return *widget.app().frame({.context = widget.context(), .width = width, .height = 640}).tree; }

wire::Config with_surveys() {
    wire::Config config = sample_config();
    config.surveys = {{.id = "guides", .kind = "effort", .trigger = "article_read", .after_days = 0, .product_types = {}, .every_days = 90, .question = {{"en", "Was it easy here?"}}},
                      {.id = "delivery", .kind = "csat", .trigger = "order_delivered", .after_days = 1, .product_types = {{"durable", 21}}, .every_days = 90, .question = {}}};
    return config;
}

struct Asked : Widget {
    explicit Asked(const std::string& lang) : Widget(lang) {
        app().set_config(with_surveys(), context());
        dispatch(action::OutboxLoaded{});
    }
};

orders::Order delivered(const std::string& product_type) {
    orders::Order order;
    order.number = "SRV-7";
    order.placed_at = kNow - 9 * kDayMs;
    order.total = {100, "IRT"};
    order.lines = {{"Coffee maker", 1, product_type}};
    orders::Parcel& parcel = order.parcels.emplace_back();
    parcel.id = "1";
    parcel.status = orders::ParcelStatus::delivered;
    parcel.events = {{kNow - 2 * kDayMs, orders::ParcelStatus::delivered, "", ""}};
    return order;
}

void look_up(Widget& widget, const orders::Order& order) {
    widget.dispatch(action::GoTo{View::order_form, {}});
    widget.dispatch(action::EditOrderNumber{order.number});
    widget.dispatch(action::EditContact{"09120000045"});
    widget.dispatch(action::SubmitOrderLookup{});
    const auto* request = widget.last_effect<session::effect::HttpPost>();
    REQUIRE(request != nullptr);
    widget.dispatch(action::HttpAnswered{request->request_id, 200, orders::encode(order), 0});
}

}   // namespace

TEST_CASE("eleven scores fit a narrow panel, big enough for fingers, from where reading starts") {
    for (const std::string lang : {"fa", "ar", "en"})
        for (const float width : {320.0f, 360.0f, 400.0f, 600.0f}) {
            Widget widget(lang);
            ask_for(widget, "nps");
            const semantics::Tree& tree = at_width(widget, width);
            const auto scores = radios(tree);
            CAPTURE(lang);
            CAPTURE(width);
            REQUIRE(scores.size() == 11);
            for (std::size_t i = 0; i < scores.size(); ++i) {
                const semantics::Rect& rect = scores[i]->rect;
                CHECK(rect.width >= 24);
                CHECK(rect.height >= 44);
                CHECK(rect.x >= 0);
                CHECK(rect.x + rect.width <= width);
                CHECK(scores[i]->parent == scores[0]->parent);
                for (std::size_t j = 0; j < i; ++j) {
                    const semantics::Rect& other = scores[j]->rect;
                    const bool apart = other.x + other.width <= rect.x + 0.01f || rect.x + rect.width <= other.x + 0.01f || other.y + other.height <= rect.y || rect.y + rect.height <= other.y;
                    CHECK(apart);
                }
            }
            const bool starts_at_the_right = scores[0]->rect.x > scores[1]->rect.x;
            CHECK(starts_at_the_right == (lang != "en"));
        }
}

TEST_CASE("a scale says its ends to who cannot see them") {
    Widget widget("en");
    ask_for(widget, "nps");
    CHECK(widget.has(Role::radio_group, "How likely are you to recommend us to a friend?"));
    CHECK(widget.has(Role::radio, "0 of 10: Not at all likely"));
    CHECK(widget.has(Role::radio, "5 of 10"));
    CHECK(widget.has(Role::radio, "10 of 10: Very likely"));
    ask_for(widget, "effort");
    CHECK(radios(widget.tree()).size() == 7);
    CHECK(widget.has(Role::radio, "1 of 7: Very hard"));
    CHECK(widget.has(Role::radio, "7 of 7: Very easy"));
    ask_for(widget, "review");
    CHECK(widget.has(Role::radio, "1 star"));
    widget.press(Role::radio, "4 stars");
    CHECK(widget.get(Role::radio, "4 stars").states == semantics::State::checked);
    CHECK(widget.get(Role::radio, "3 stars").states == 0);
}

TEST_CASE("what is asked next depends on the score") {
    struct Row {
        const char* kind;
        int score;
        const char* question;
    };
    for (const Row& row : {Row{"nps", 6, "What should we change? (optional)"}, Row{"nps", 7, "What was missing for a ten? (optional)"}, Row{"nps", 9, "What did you like most? (optional)"},
                           Row{"effort", 3, "What made it hard? (optional)"}, Row{"effort", 5, "What should be better? (optional)"}, Row{"effort", 6, "What made it easy? (optional)"},
                           Row{"csat", 2, "What went wrong? (optional)"}, Row{"csat", 3, "What should be better? (optional)"}, Row{"csat", 5, "What did you like most? (optional)"},
                           Row{"review", 1, "Your review (optional)"}}) {
        Widget widget("en");
        ask_for(widget, row.kind);
        widget.dispatch(action::PickScore{row.score});
        CAPTURE(row.question);
        CHECK(widget.has(Role::text_area, row.question));
    }
}

TEST_CASE("a low score offers a person before anything is sent, and promises only what can be kept") {
    for (const bool about_order : {false, true}) {
        Widget widget("en");
        ask_for(widget, "effort");
        if (about_order) widget.dispatch(action::GoTo{View::feedback, "SRV-7"});
        widget.dispatch(action::PickScore{4});
        CHECK_FALSE(widget.has(Role::button, "Talk to a person"));
        widget.dispatch(action::PickScore{3});
        CHECK(widget.has(Role::button, "Talk to a person"));
        widget.dispatch(action::SubmitFeedback{});
        const std::string promise = i18n::tr("en", Key::feedback_promise);
        CHECK_FALSE(widget.says(promise));
        widget.dispatch(action::HttpAnswered{"outbox:" + widget.state().feedback.sent_id, 201, "{}", 0});
        CHECK(widget.has(Role::status, "Sent. Thank you!"));
        CHECK(widget.says(i18n::tr("en", Key::feedback_sorry)));
        CHECK(widget.says(promise) == about_order);
        CHECK(widget.has(Role::button, "Talk to a person"));
    }
}

TEST_CASE("a survey stands on a card at the end of a guide, in the shop's words, with two ways out") {
    Asked widget("en");
    CHECK_FALSE(widget.has(Role::group, "Was it easy here?"));
    widget.dispatch(action::OpenArticle{"en/returns/return-item"});
    REQUIRE(widget.has(Role::group, "Was it easy here?"));
    CHECK_FALSE(widget.has(Role::alert, "Was it easy here?"));
    CHECK(widget.has(Role::button, "Not now"));
    widget.press(Role::button, "Answer");
    CHECK(widget.has(Role::heading, "Was it easy here?"));
    CHECK(radios(widget.tree()).size() == 7);

    Asked other("en");
    other.dispatch(action::OpenArticle{"en/returns/return-item"});
    other.press(Role::button, "Never ask again");
    CHECK_FALSE(other.has(Role::group, "Was it easy here?"));
    other.dispatch(action::OpenArticle{"en/refunds/refund-time"});
    CHECK_FALSE(other.has(Role::group, "Was it easy here?"));
    CHECK(other.last_effect<session::effect::SaveOutbox>()->item.path == "own:no-surveys");
}

TEST_CASE("the type of what was bought travels to the page and decides when it is asked about") {
    Asked soon("fa");
    look_up(soon, delivered("experience"));
    CHECK(soon.has(Role::group, i18n::tr("fa", Key::feedback_question)));
    soon.press(Role::button, i18n::tr("fa", Key::survey_answer));
    CHECK(soon.state().feedback.subject == "SRV-7");
    Asked later("fa");
    look_up(later, delivered("durable"));
    CHECK_FALSE(later.has(Role::group, i18n::tr("fa", Key::feedback_question)));
}

TEST_CASE("a guide that did not help asks why, below the way to a person") {
    Widget widget("en");
    widget.dispatch(action::OpenArticle{"en/returns/return-item"});
    CHECK_FALSE(widget.has(Role::radio_group, "What was the problem?"));
    widget.press(Role::button, "No");
    CHECK(radios(widget.tree()).size() == 5);
    CHECK_FALSE(widget.has(Role::button, "Send"));
    widget.press(Role::radio, "It is not clear");
    widget.type(Role::text_area, "Tell us more (optional)", "which step?");
    widget.press(Role::button, "Send");
    CHECK(widget.has(Role::status, "Sending…"));
    CHECK_FALSE(widget.has(Role::status, "Thank you for telling us."));
    widget.dispatch(action::HttpAnswered{"outbox:" + widget.state().article.reason.sent_id, 201, "{}", 0});
    CHECK(widget.has(Role::status, "Thank you for telling us."));
}
