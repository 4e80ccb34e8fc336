#include "core/feedback/survey_count.h"

#include "core/wire/reader.h"
#include "core/wire/writer.h"

namespace pasokh::feedback {

std::string encode(SurveyEvent event) {
    wire::Writer out;
    out.begin_object().member("event", event == SurveyEvent::shown ? "shown" : "answered").end_object();
    return out.take();
}

SurveyEvent read_survey_event(wire::Document& document) {
    const wire::Reader root = document.root();
    root.allow_only({"event"});
    const std::string event = root.at("event").text({.min = 1, .max = 16});
    if (document.faults().empty() && event != "shown" && event != "answered") root.at("event").fail("unknown");
    return event == "answered" ? SurveyEvent::answered : SurveyEvent::shown;
}

}   // namespace pasokh::feedback
