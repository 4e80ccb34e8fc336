#include <doctest/doctest.h>

#include "core/session/survey_clock.h"

using namespace pasokh;
using namespace pasokh::session;
using feedback::Kind;
using feedback::Survey;
using feedback::Trigger;

namespace {

constexpr TimestampMs kNow = 1795300000000;   // 2026-11-22

orders::Order delivered(TimestampMs at) {
    orders::Order order;
    order.number = "SRV-10245";
    order.placed_at = at - 5 * kDayMs;
    orders::Parcel& parcel = order.parcels.emplace_back();
    parcel.status = orders::ParcelStatus::delivered;
    parcel.events = {{at, orders::ParcelStatus::delivered, "", ""}, {at - kDayMs, orders::ParcelStatus::in_transit, "", ""}};
    return order;
}

SurveyRules rules() {
    Survey survey{.id = "after-delivery", .kind = Kind::csat, .trigger = Trigger::order_delivered, .after_days = 3, .every_days = 90};
    survey.product_types = {{"durable", 21}, {"consumable", 7}, {"experience", 1}};
    return {.surveys = {survey}, .at_most_every_days = 30};
}

std::optional<SurveyOffer> due(const orders::Order& order, const SurveyMemory& memory = {}, TimestampMs now = kNow, const SurveyRules& by = rules()) {
    return survey_due(by, {.trigger = Trigger::order_delivered, .order = &order, .article = {}}, memory, now);
}

std::optional<SurveyOffer> due_at(Trigger trigger, const SurveyRules& by, const SurveyMemory& memory = {}, TimestampMs now = kNow) {
    return survey_due(by, {.trigger = trigger, .order = nullptr, .article = "fa/return"}, memory, now);
}

}   // namespace

TEST_CASE("an order is asked about when its days since delivery have passed, to the millisecond") {
    const TimestampMs ripe = kNow - 3 * kDayMs;
    CHECK_FALSE(due(delivered(ripe + 1)));
    const auto offer = due(delivered(ripe));
    REQUIRE(offer);
    CHECK(offer->survey == "after-delivery");
    CHECK(offer->kind == Kind::csat);
    CHECK(offer->about == "SRV-10245");
}

TEST_CASE("the product that needs the longest decides when") {
    struct Row {
        std::vector<std::string> types;
        int days;
    };
    for (const Row& row : {Row{{"experience"}, 1}, Row{{"consumable"}, 7}, Row{{"durable"}, 21}, Row{{"experience", "durable"}, 21}, Row{{"consumable", ""}, 7},
                           Row{{"experience", "unheard of"}, 3}, Row{{""}, 3}, Row{{}, 3}}) {
        orders::Order order = delivered(kNow);
        for (const std::string& type : row.types) order.lines.push_back({"Thing", 1, type});
        CAPTURE(row.days);
        CHECK_FALSE(due(order, {}, kNow + row.days * kDayMs - 1));
        CHECK(due(order, {}, kNow + row.days * kDayMs));
    }
}

TEST_CASE("nothing is asked of an order that has not wholly arrived, or whose arrival nobody told") {
    orders::Order order = delivered(kNow - 10 * kDayMs);
    order.parcels.push_back(order.parcels.front());
    CHECK(due(order));
    for (const auto status : {orders::ParcelStatus::in_transit, orders::ParcelStatus::lost, orders::ParcelStatus::returned}) {
        order.parcels[1].status = status;
        CHECK_FALSE(due(order));
    }
    order.parcels[1].status = orders::ParcelStatus::delivered;
    order.parcels[1].events.clear();
    CHECK_FALSE(due(order));
    order.parcels.clear();
    CHECK_FALSE(due(order));
}

TEST_CASE("an order long gone is not asked about") {
    const TimestampMs last_day = (3 + kForgottenDays) * kDayMs;
    CHECK(due(delivered(kNow - last_day)));
    CHECK_FALSE(due(delivered(kNow - last_day - 1)));
}

TEST_CASE("a question about placing counts from there, and not of what was called off") {
    SurveyRules by = rules();
    by.surveys[0].trigger = Trigger::order_placed;
    by.surveys[0].after_days = 0;
    orders::Order order;
    order.number = "SRV-1";
    order.placed_at = kNow;
    CHECK(due(order, {}, kNow, by));
    order.state = orders::OrderState::cancelled;
    CHECK_FALSE(due(order, {}, kNow, by));
}

TEST_CASE("each survey has its clock and one runs for all") {
    SurveyRules by = rules();
    by.surveys.push_back({.id = "guides", .kind = Kind::effort, .trigger = Trigger::article_read, .every_days = 60});
    const orders::Order order = delivered(kNow - 5 * kDayMs);
    SurveyMemory memory;
    remember_asked(memory, *due(order, memory, kNow, by), kNow);
    CHECK_FALSE(due_at(Trigger::article_read, by, memory, kNow + 30 * kDayMs - 1));
    CHECK(due_at(Trigger::article_read, by, memory, kNow + 30 * kDayMs));
    CHECK_FALSE(due(delivered(kNow + 80 * kDayMs), memory, kNow + 90 * kDayMs - 1, by));
    CHECK(due(delivered(kNow + 80 * kDayMs), memory, kNow + 90 * kDayMs, by));
    remember_asked(memory, *due_at(Trigger::article_read, by, memory, kNow + 31 * kDayMs), kNow + 31 * kDayMs);
    CHECK_FALSE(due_at(Trigger::article_read, by, memory, kNow + 91 * kDayMs - 1));
    CHECK(memory.asked.size() == 2);
}

TEST_CASE("what was answered about an order is not asked again, however its number is spelled") {
    SurveyMemory memory;
    remember_answered(memory, Kind::csat, "#srv ۱۰۲۴۵");
    remember_answered(memory, Kind::csat, "SRV-10245");
    CHECK(memory.answered.size() == 1);
    const orders::Order order = delivered(kNow - 5 * kDayMs);
    CHECK_FALSE(due(order, memory));
    SurveyRules other_question = rules();
    other_question.surveys[0].kind = Kind::review;
    CHECK(due(order, memory, kNow, other_question));
    orders::Order another = order;
    another.number = "SRV-10246";
    CHECK(due(another, memory));
}

TEST_CASE("no digest holds the number it stands for, and only so many are kept") {
    SurveyMemory memory;
    for (int i = 0; i < 150; ++i) remember_answered(memory, Kind::csat, "SRV-" + std::to_string(10000 + i));
    CHECK(memory.answered.size() == kMostAnswered);
    for (const std::string& key : memory.answered) {
        CHECK(key.size() <= 10);
        CHECK(key.find("100") != 0);
    }
}

TEST_CASE("never means never") {
    CHECK_FALSE(due(delivered(kNow - 5 * kDayMs), {.never = true}));
    CHECK_FALSE(due(delivered(kNow + 995 * kDayMs), {.never = true}, kNow + 1000 * kDayMs));
}

TEST_CASE("a clock that once ran ahead does not silence the shop for years") {
    const SurveyMemory memory{.never = false, .asked_at = kNow + 1000 * kDayMs, .asked = {{"after-delivery", kNow + 1000 * kDayMs}}, .answered = {}};
    CHECK(due(delivered(kNow - 5 * kDayMs), memory));
}

TEST_CASE("the first survey that is due is asked, and only where it belongs") {
    SurveyRules by = rules();
    by.surveys.push_back({.id = "nps", .kind = Kind::nps, .trigger = Trigger::visit, .every_days = 180});
    by.surveys.push_back({.id = "nps-too", .kind = Kind::nps, .trigger = Trigger::visit, .every_days = 180});
    CHECK(due_at(Trigger::visit, by)->survey == "nps");
    CHECK_FALSE(due_at(Trigger::article_read, by));
    CHECK(due(delivered(kNow - 5 * kDayMs), {}, kNow, by)->survey == "after-delivery");
}
