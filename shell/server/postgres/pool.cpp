#include "shell/server/postgres/pool.h"

#include <random>

#include "shell/server/telemetry.h"

namespace pasokh::server {

namespace {

using Clock = std::chrono::steady_clock;
using sql::Trouble;

Error refused(const char* why) { return fail(ErrorCode::unavailable, why); }

/// Twice as long each time, and never the same for two that collided. A restart of the database takes a second or two.
std::chrono::milliseconds jitter(Trouble trouble, int attempt) {
    thread_local std::minstd_rand random{std::random_device{}()};
    const int longest = (trouble == Trouble::collision ? 10 : 100) << attempt;
    return std::chrono::milliseconds(std::uniform_int_distribution<int>(longest / 2, longest)(random));
}

/// One connection and the jobs that it runs, one after the other.
class Worker {
public:
    explicit Worker(const PoolOptions& options) : options_(options) {}

    Doubt doubt() const { return doubt_; }

    /// `doubt()` is of the last.
    Status run(const Pool::Job& job, Clock::time_point since) {
        doubt_ = Doubt::none;
        const Clock::time_point end = since + std::chrono::milliseconds(Pool::kPatienceMs);
        if (Clock::now() >= end) return refused("no time left");
        Status outcome;
        for (int attempt = 0; attempt < Pool::kTries; ++attempt) {
            if (attempt > 0) {
                const auto pause = jitter(database_ ? database_->trouble() : Trouble::lost, attempt);
                if (Clock::now() + pause > end) break;
                std::this_thread::sleep_for(pause);
            }
            outcome = connected();
            if (outcome) outcome = try_once(job);
            if (outcome || (database_ && database_->trouble() == Trouble::none)) return outcome;
        }
        return fail(ErrorCode::unavailable, outcome ? "no time left" : outcome.error().message);
    }

    Status connected() {
        if (database_ && database_->trouble() != Trouble::lost) return {};
        Status outcome;
        if (database_) {
            outcome = database_->reconnect();
        } else {
            auto opened = options_.connect();
            if (opened) database_.emplace(std::move(*opened));
            else outcome = std::move(opened).error();
        }
        return outcome;
    }

private:
    Status try_once(const Pool::Job& job) {
        if (job.access == sql::Access::read) return job.apply(*database_, doubt_);
        TRY_ASSIGN(auto transaction, sql::Transaction::begin(*database_, job.access));
        TRY(job.apply(*database_, doubt_));
        Status committed = transaction.commit();
        if (!committed && database_->trouble() == Trouble::lost) doubt_ = Doubt::committed_perhaps;
        return committed;
    }

    const PoolOptions& options_;
    std::optional<sql::Database> database_;
    Doubt doubt_ = Doubt::none;
};

}   // namespace

Pool::Pool(PoolOptions options) : options_(std::move(options)) {
    for (std::size_t i = 0; i < options_.connections; ++i) threads_.emplace_back([this] { run(); });
}

Pool::~Pool() { close(); }

void Pool::submit(Job job) {
    const char* why = nullptr;
    {
        const std::scoped_lock lock(mutex_);
        if (closing_) why = "the server is stopping";
        else if (waiting_.size() >= options_.max_waiting) why = "too many requests wait for the database";
        else waiting_.push_back({std::move(job), Clock::now()});
    }
    if (why != nullptr) return job.done(refused(why), Doubt::none);
    arrived_.notify_one();
}

std::optional<Pool::Waiting> Pool::next() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
    if (waiting_.empty()) return std::nullopt;
    Waiting first = std::move(waiting_.front());
    waiting_.pop_front();
    return first;
}

void Pool::run() {
    Worker worker(options_);
    (void)worker.connected();          // now, while nobody waits; what is wrong the first job is told
    while (auto waiting = next()) {
        Status outcome = worker.run(waiting->job, waiting->since);
        note(outcome);
        waiting->job.done(std::move(outcome), worker.doubt());
    }
}

/// One line in the log for each change, however many requests meet it.
void Pool::note(const Status& outcome) {
    const ErrorCode code = outcome ? ErrorCode::not_found : outcome.error().code;
    const bool failed = code == ErrorCode::unavailable || code == ErrorCode::io || code == ErrorCode::no_space;
    if (failing_.exchange(failed) == failed) return;
    log_problem("postgres", failed ? outcome.error().message + "; answering 503" : "the database answers again");
}

void Pool::close() {
    {
        const std::scoped_lock lock(mutex_);
        closing_ = true;
    }
    arrived_.notify_all();
    for (std::thread& thread : threads_)
        if (thread.joinable()) thread.join();
}

}   // namespace pasokh::server
