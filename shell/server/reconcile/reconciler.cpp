#include "shell/server/reconcile/reconciler.h"

#include "shell/clock.h"
#include "shell/server/routes/routes.h"
#include "shell/server/telemetry.h"

namespace pasokh::server {

namespace {

constexpr TimestampMs kFirstLookBackMs = 7 * kDayMs;
constexpr TimestampMs kOverlapMs = 10 * kMinuteMs;   ///< the shop's clock and ours
constexpr std::int64_t kTickMs = 2000;
constexpr std::int64_t kPauseMs = kMinuteMs;         ///< of single orders, after a failure
constexpr std::size_t kMaxWaiting = 1000;            ///< beyond that the next round brings them

}   // namespace

Reconciler::Reconciler(RestOptions rest, SyncContext context, int every_minutes, HookFigures& figures)
    : client_(std::move(rest), stop_), sync_(client_, std::move(context)), every_minutes_(every_minutes), figures_(figures),
      since_(now_ms() - kFirstLookBackMs), thread_([this] { run(); }) {}

Reconciler::~Reconciler() { stop(); }

void Reconciler::stop() {
    stop_.stop();
    if (thread_.joinable()) thread_.join();
}

void Reconciler::fetch_soon(std::string id) {
    const std::scoped_lock lock(mutex_);
    if (waiting_.size() < kMaxWaiting) waiting_.insert(std::move(id));
}

void Reconciler::run() {
    TimestampMs next = steady_now_ms(), fetch_next = next;
    do {
        if (steady_now_ms() >= fetch_next && !fetch_waiting()) fetch_next = steady_now_ms() + kPauseMs;
        if (every_minutes_ == 0 || steady_now_ms() < next) continue;
        reconcile();
        next = steady_now_ms() + every_minutes_ * kMinuteMs;
    } while (!stop_.wait_ms(kTickMs));
}

void Reconciler::reconcile() {
    const TimestampMs begin = now_ms();
    const auto summary = sync_.run(since_);
    if (stop_.stopped()) return;
    if (!summary) {
        figures_.count(HookSource::reconcile, HookResult::failed);
        return log_problem("reconcile woocommerce", summary.error().message);
    }
    since_ = begin - kOverlapMs;
    figures_.heard(HookSource::reconcile, begin);
    count(*summary);
}

void Reconciler::count(const SyncSummary& summary) {
    for (int i = 0; i < summary.unreadable; ++i) figures_.count(HookSource::reconcile, HookResult::unreadable);
    if (summary.added + summary.updated + summary.removed > 0) figures_.count(HookSource::reconcile, HookResult::written);
    else if (summary.unreadable == 0) figures_.count(HookSource::reconcile, HookResult::unchanged);
}

bool Reconciler::fetch_waiting() {
    std::set<std::string> ids;
    {
        const std::scoped_lock lock(mutex_);
        ids.swap(waiting_);
    }
    while (!ids.empty() && !stop_.stopped()) {
        const auto fetched = sync_.fetch(*ids.begin());
        if (stop_.stopped()) return true;
        if (fetched) {
            count(*fetched);
        } else {
            figures_.count(HookSource::reconcile, HookResult::failed);
            log_problem("reconcile woocommerce", fetched.error().message);
            const bool is_its_own = fetched.error().code == ErrorCode::parse_error || fetched.error().code == ErrorCode::too_large;
            if (!is_its_own) {   // the others would fail like it
                const std::scoped_lock lock(mutex_);
                waiting_.merge(ids);
                return false;
            }
        }
        ids.erase(ids.begin());
    }
    return true;
}

}   // namespace pasokh::server
