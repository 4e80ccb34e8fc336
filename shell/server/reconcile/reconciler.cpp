#include "shell/server/reconcile/reconciler.h"

#include "shell/server/routes/routes.h"
#include "shell/server/telemetry.h"

namespace pasokh::server {

namespace {

constexpr TimestampMs kFirstLookBackMs = 7 * kDayMs;
constexpr TimestampMs kOverlapMs = 10 * kMinuteMs;   ///< the shop's clock and ours
constexpr std::int64_t kTickMs = 2000;
constexpr std::size_t kMaxWaiting = 1000;            ///< beyond that the next round brings them

}   // namespace

Reconciler::Reconciler(RestOptions rest, SyncContext context, int every_minutes, HookFigures& figures)
    : client_(std::move(rest), stop_), sync_(client_, std::move(context)), every_minutes_(every_minutes), figures_(figures),
      since_(now_ms() - kFirstLookBackMs), thread_([this] { run(); }) {}

Reconciler::~Reconciler() {
    stop_.stop();
    thread_.join();
}

void Reconciler::fetch_soon(std::string id) {
    const std::scoped_lock lock(mutex_);
    if (waiting_.size() < kMaxWaiting) waiting_.insert(std::move(id));
}

void Reconciler::run() {
    TimestampMs next = steady_now_ms();
    do {
        fetch_waiting();
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
    figures_.count(HookSource::reconcile, summary->added + summary->updated + summary->removed > 0 ? HookResult::written : HookResult::unchanged);
}

void Reconciler::fetch_waiting() {
    std::set<std::string> ids;
    {
        const std::scoped_lock lock(mutex_);
        ids.swap(waiting_);
    }
    for (const std::string& id : ids) {
        if (stop_.stopped()) return;
        const Status fetched = sync_.fetch(id);
        figures_.count(HookSource::reconcile, fetched ? HookResult::written : HookResult::failed);
        if (!fetched && !stop_.stopped()) log_problem("reconcile woocommerce", fetched.error().message);
    }
}

}   // namespace pasokh::server
