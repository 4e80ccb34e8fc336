#include "core/feedback/survey.h"

#include <doctest/doctest.h>

using namespace pasokh;
using namespace pasokh::feedback;

TEST_CASE("every trigger has a name") {
    for (std::size_t i = 0; i < kTriggerCount; ++i) CHECK(parse_trigger(trigger_name(static_cast<Trigger>(i))) == static_cast<Trigger>(i));
    CHECK_FALSE(parse_trigger("checkout"));
}

TEST_CASE("a survey speaks the shop's words in the reader's language") {
    const wire::Survey told{.id = "s", .kind = "nps", .trigger = "visit", .after_days = 0, .product_types = {}, .every_days = 7, .question = {{"fa", "راضی بودید؟"}, {"en", "Happy?"}}};
    const auto survey = survey_of(told, "en");
    REQUIRE(survey);
    CHECK(survey->question == "Happy?");
    CHECK(survey->kind == Kind::nps);
    CHECK(survey->every_days == 7);
}

TEST_CASE("words of a newer server are passed over") {
    wire::Survey told{.id = "s", .kind = "mood", .trigger = "visit", .after_days = 0, .product_types = {}, .every_days = 7, .question = {}};
    CHECK_FALSE(survey_of(told, "fa"));
    told.kind = "csat";
    told.trigger = "moon";
    CHECK_FALSE(survey_of(told, "fa"));
    told.trigger = "visit";
    CHECK(survey_of(told, "fa"));
    told.kind = "article";
    CHECK_FALSE(survey_of(told, "fa"));
}
