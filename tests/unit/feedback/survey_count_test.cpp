#include "core/feedback/survey_count.h"

#include <doctest/doctest.h>

#include "core/wire/reader.h"

using namespace pasokh;
using feedback::SurveyEvent;

namespace {
std::vector<wire::Fault> faults_of(std::string_view json) {
    auto document = wire::Document::parse(json);
    REQUIRE(document);
    feedback::read_survey_event(*document);
    return document->faults();
}
}   // namespace

TEST_CASE("what is written is read") {
    for (const SurveyEvent event : {SurveyEvent::shown, SurveyEvent::answered}) {
        auto document = wire::Document::parse(feedback::encode(event));
        REQUIRE(document);
        CHECK(feedback::read_survey_event(*document) == event);
        CHECK(document->faults().empty());
    }
}

TEST_CASE("another event, no event and a stranger's field are faults") {
    for (const char* json : {R"({"event":"seen"})", "{}", R"({"event":1})", R"({"event":"shown","order":"SRV-1"})", "[]"}) {
        CAPTURE(json);
        CHECK_FALSE(faults_of(json).empty());
    }
}
