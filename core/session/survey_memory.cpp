// What the device remembers of surveys, kept where the outbox is kept, with paths that no server has. "Never ask again" is a record of its own,
// so that no other tab with an older memory writes over it.
#include "core/session/reduction.h"
#include "core/wire/reader.h"
#include "core/wire/writer.h"

namespace pasokh::session {

namespace {

constexpr std::string_view kClocksPath = "own:surveys", kNeverPath = "own:no-surveys";
/// ULIDs of the year 1970: one record each.
constexpr std::string_view kClocksId = "00000000000000000000000001", kNeverId = "00000000000000000000000002";
constexpr std::size_t kMostSurveys = 100;

effect::SaveOutbox record(std::string_view id, std::string_view path, std::string body, TimestampMs now) {
    OutboxItem item;
    item.id = id;
    item.path = path;
    item.body = std::move(body);
    item.created_at = now;
    item.next_at = now;
    return {std::move(item)};
}

std::string encode(const SurveyMemory& memory) {
    wire::Writer out;
    out.begin_object().member("asked_at", memory.asked_at).key("asked").begin_object();
    for (const auto& [survey, at] : memory.asked) out.member(survey, at);
    out.end_object().key("answered").begin_array();
    for (const std::string& key : memory.answered) out.text(key);
    out.end_array().end_object();
    return out.take();
}

}   // namespace

bool is_survey_memory(const OutboxItem& item) { return item.path == kClocksPath || item.path == kNeverPath; }

void load_survey_memory(State& state, const OutboxItem& item) {
    SurveyMemory& memory = state.survey_memory;
    if (item.path == kNeverPath) memory.never = true;
    auto document = wire::Document::parse(item.body);
    if (item.path != kClocksPath || !document) return;
    const wire::Reader root = document->root();
    SurveyMemory kept{.never = memory.never, .asked_at = root.at("asked_at").integer(0), .asked = {}, .answered = {}};
    for (const std::string& survey : root.at("asked").names())
        if (kept.asked.size() < kMostSurveys) kept.asked.emplace_back(survey, root.at("asked").at(survey).integer(0));
    for (const wire::Reader& key : root.at("answered").optional_items(kMostAnswered)) kept.answered.push_back(key.text());
    if (document->status()) memory = std::move(kept);
}

void save_survey_memory(Reduction& run) {
    const State& state = run.state;
    run.push(record(kClocksId, kClocksPath, encode(state.survey_memory), state.now));
    if (state.survey_memory.never) run.push(record(kNeverId, kNeverPath, "{}", state.now));
}

}   // namespace pasokh::session
