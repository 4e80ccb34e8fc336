// The requests that were sent from this device, kept where the outbox is kept: under the request's ULID, with a path that no
// server has. What is kept opens the request and says nothing of who wrote it or what.
#include <algorithm>

#include "core/base/ulid.h"
#include "core/requests/code.h"
#include "core/requests/json.h"
#include "core/session/reduction.h"
#include "core/session/requests.h"
#include "core/wire/reader.h"
#include "core/wire/writer.h"

namespace pasokh::session {

namespace {

constexpr std::string_view kOwnPath = "own:request";
constexpr std::size_t kMostChecks = 5;
constexpr TimestampMs kFollowedMs = 90 * kDayMs;   ///< nobody waits longer for news

OutboxItem record_of(const OwnRequest& own) {
    wire::Writer out;
    out.begin_object().member("code", own.code).member("key", own.key).member("topic", requests::topic_name(own.topic)).member("state", requests::state_name(own.state));
    out.member("updated_at", own.updated_at).member("news_at", own.news_at).member("seen_at", own.seen_at).member("checked_at", own.checked_at).end_object();
    OutboxItem item;
    item.id = own.id;
    item.path = kOwnPath;
    item.body = out.take();
    item.created_at = own.created_at;
    item.next_at = own.created_at;
    return item;
}

std::optional<OwnRequest> own_of(const OutboxItem& item) {
    auto document = wire::Document::parse(item.body);
    if (!document || !is_ulid(item.id)) return std::nullopt;
    const wire::Reader root = document->root();
    OwnRequest own{.id = item.id, .code = root.at("code").text(), .key = root.at("key").text(), .created_at = item.created_at};
    own.topic = requests::parse_topic(root.at("topic").text()).value_or(requests::Topic::question);
    own.state = requests::parse_state(root.at("state").text()).value_or(requests::RequestState::open);
    own.updated_at = root.at("updated_at").integer(0);
    own.news_at = root.at("news_at").integer(0);
    own.seen_at = root.at("seen_at").integer(0);
    own.checked_at = root.at("checked_at").integer(0);
    return document->status() && requests::is_code(own.code) ? std::optional(std::move(own)) : std::nullopt;
}

bool is_under_way(const OwnRequest& own, TimestampMs now) {
    const bool ended = own.state == requests::RequestState::solved || own.state == requests::RequestState::closed;
    return !ended && now - own.created_at < kFollowedMs;
}

bool is_due(const OwnRequest& own, TimestampMs now) { return own.checked_at > now || now - own.checked_at >= kCheckEveryMs; }   // or the clock was set back

TimestampMs news_of(const requests::Thread& thread) {
    TimestampMs at = thread.state == requests::RequestState::closed ? thread.updated_at : 0;
    for (const requests::Message& message : thread.messages)
        if (message.from == requests::Author::shop) at = std::max(at, message.at);
    return at;
}

}   // namespace

bool has_news(const State& state) {
    return std::any_of(state.own_requests.begin(), state.own_requests.end(), [](const OwnRequest& own) { return own.has_news(); });
}

bool is_own(const State& state, std::string_view code) {
    return std::any_of(state.own_requests.begin(), state.own_requests.end(), [code](const OwnRequest& own) { return own.code == code; });
}

bool is_own_request(const OutboxItem& item) { return item.path == kOwnPath; }

void load_own_request(State& state, const OutboxItem& item) {
    const bool known = std::any_of(state.own_requests.begin(), state.own_requests.end(), [&](const OwnRequest& own) { return own.id == item.id; });
    std::optional<OwnRequest> own = own_of(item);
    if (known || !own) return;
    const auto later = std::find_if(state.own_requests.begin(), state.own_requests.end(), [&](const OwnRequest& other) { return other.id > own->id; });
    state.own_requests.insert(later, std::move(*own));   // a ULID begins with its time
}

void keep_own_request(Reduction& run, OwnRequest own) {
    std::vector<OwnRequest>& all = run.state.own_requests;
    std::erase_if(all, [&](const OwnRequest& other) { return other.id == own.id; });
    run.push(effect::SaveOutbox{record_of(own)});
    all.push_back(std::move(own));
    for (; all.size() > kMostOwnRequests; all.erase(all.begin())) run.push(effect::DropOutbox{all.front().id});
}

void forget_own_request(Reduction& run, std::string_view code) {
    std::vector<OwnRequest>& all = run.state.own_requests;
    for (const OwnRequest& own : all)
        if (own.code == code) run.push(effect::DropOutbox{own.id});
    std::erase_if(all, [&](const OwnRequest& own) { return own.code == code; });
}

void note_thread(Reduction& run, const requests::Thread& thread, bool seen) {
    for (OwnRequest& own : run.state.own_requests) {
        if (own.code != thread.code || thread.updated_at < own.updated_at) continue;   // overtaken by a later answer
        own.updated_at = thread.updated_at;
        own.state = thread.state;
        own.news_at = std::max(own.news_at, news_of(thread));
        if (seen) own.seen_at = own.news_at;
        run.push(effect::SaveOutbox{record_of(own)});
    }
}

void check_own_requests(Reduction& run) {
    State& state = run.state;
    if (!state.open || !state.online || !state.config.requests) return;
    std::size_t asked = 0;
    for (auto own = state.own_requests.rbegin(); own != state.own_requests.rend() && asked < kMostChecks; ++own) {
        if (!is_under_way(*own, state.now) || !is_due(*own, state.now)) continue;
        own->checked_at = state.now;
        ++asked;
        run.push(effect::SaveOutbox{record_of(*own)});
        run.push(effect::HttpPost{"thread:" + own->code, std::string(requests::kStatusPath), requests::encode(requests::Proof{.code = own->code, .contact = {}, .key = own->key})});
    }
}

}   // namespace pasokh::session
