// Work before a delivery: a server that many forms come to asks for it (core/orders/challenge.h). The customer sees "sending".
#include <algorithm>

#include "core/session/reduction.h"

namespace pasokh::session {

namespace {

constexpr std::string_view kWorkPrefix = "work:";
constexpr int kMaxChallenges = 3;      ///< a harder one may follow; then it waits like any other delivery

}   // namespace

bool ask_for_work(Reduction& run, OutboxItem& item) {
    if (++item.challenges > kMaxChallenges) return false;
    run.push(effect::HttpPost{std::string(kWorkPrefix) + item.id, std::string(orders::kChallengePath), "{}"});
    return true;
}

bool work_answered(Reduction& run, const action::HttpAnswered& answer) {
    if (!answer.request_id.starts_with(kWorkPrefix)) return false;
    const std::string_view id = std::string_view(answer.request_id).substr(kWorkPrefix.size());
    const auto item = std::find_if(run.state.outbox.begin(), run.state.outbox.end(), [id](const OutboxItem& one) { return one.id == id; });
    if (item == run.state.outbox.end() || !item->in_flight) return true;
    Result<orders::Challenge> challenge = answer.status == 200 ? orders::decode_challenge(answer.body) : fail(ErrorCode::unavailable, "no challenge");
    if (!challenge || challenge->bits > orders::kMaxChallengeBits) wait_longer(run, *item, answer.retry_after_s);
    else item->puzzle = Puzzle{.challenge = std::move(*challenge), .next = 0};
    return true;
}

void work_on_delivery(Reduction& run) {
    const auto item = std::find_if(run.state.outbox.begin(), run.state.outbox.end(), [](const OutboxItem& one) { return one.puzzle.has_value(); });
    if (item == run.state.outbox.end()) return;
    const std::optional<orders::SolvedChallenge> solved = work_on(*item->puzzle);
    if (!solved) return;
    item->puzzle.reset();
    send(run, *item, &*solved);
}

}   // namespace pasokh::session
