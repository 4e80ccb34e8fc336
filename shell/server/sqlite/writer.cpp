#include "shell/server/sqlite/writer.h"

#include <chrono>

#include "shell/server/telemetry.h"

namespace pasokh::server {

namespace {
bool is_disk_error(const Status& status) {
    return !status && (status.error().code == ErrorCode::io || status.error().code == ErrorCode::corrupt);
}
bool is_full(const Status& status) { return !status && status.error().code == ErrorCode::no_space; }
Error refused(const char* why) { return fail(ErrorCode::unavailable, why); }
}   // namespace

Writer::Writer(sql::Database database, std::size_t max_waiting, std::function<void()> committed)
    : database_(std::move(database)), max_waiting_(max_waiting), committed_(std::move(committed)), thread_([this] { run(); }) {}

Writer::~Writer() { (void)close(); }

void Writer::submit(Job job) {
    const char* why = nullptr;
    {
        const std::scoped_lock lock(mutex_);
        if (closing_) why = "the server is stopping";
        else if (!sound_) why = "the disk failed; nothing is written until a restart";
        else if (waiting_.size() >= max_waiting_) why = "too many writes are waiting";
        else waiting_.push_back(std::move(job));
    }
    if (why != nullptr) return job.done(refused(why));
    arrived_.notify_one();
}

bool Writer::is_sound() const {
    const std::scoped_lock lock(mutex_);
    return sound_;
}

std::vector<Writer::Job> Writer::next_batch() {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
    // Others that press "send" in these two milliseconds share the flush. Nobody waits for them while stopping.
    arrived_.wait_for(lock, std::chrono::milliseconds(kGatherMs), [this] { return closing_ || waiting_.size() >= kMaxBatch; });
    std::vector<Job> batch;
    while (!waiting_.empty() && batch.size() < kMaxBatch) {
        if (waiting_.front().alone && !batch.empty()) break;
        const bool alone = waiting_.front().alone;
        batch.push_back(std::move(waiting_.front()));
        waiting_.pop_front();
        if (alone) break;
    }
    return batch;
}

void Writer::run() {
    while (true) {
        std::vector<Job> batch = next_batch();
        if (batch.empty()) return;   // closing, and nothing is left
        commit_batch(std::move(batch));
    }
}

/// The status of the whole; `outcomes` holds that of each job when the whole succeeded.
Status Writer::transact(std::vector<Job>& batch, std::vector<Status>& outcomes) {
    TRY_ASSIGN(sql::Transaction transaction, sql::Transaction::begin(*database_));
    for (Job& job : batch) {
        outcomes.push_back(job.apply(*database_));
        // SQLite may have undone the whole transaction by itself on a full disk.
        if (is_disk_error(outcomes.back()) || is_full(outcomes.back()) || (job.alone && !outcomes.back())) return outcomes.back();
    }
    return transaction.commit();
}

void Writer::commit_batch(std::vector<Job> batch) {
    std::vector<Status> outcomes;
    const Status whole = is_sound() ? transact(batch, outcomes) : Status(refused("the disk failed; nothing is written until a restart"));
    if (is_disk_error(whole)) {
        log_problem("writer", "the database cannot be written: " + whole.error().message + "; answering 503 until a restart");
        const std::scoped_lock lock(mutex_);
        sound_ = false;
    }
    note_space(whole);
    if (whole && committed_) committed_();
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done(whole ? outcomes[i] : whole);
}

/// One line in the log for each change, however many writes meet it.
void Writer::note_space(const Status& whole) {
    if (is_full(whole) == full_ || (full_ && !whole)) return;
    full_ = !full_;
    log_problem("writer", full_ ? "the disk is full; answering 503 until there is space" : "there is space again; writing");
}

Status Writer::close() {
    {
        const std::scoped_lock lock(mutex_);
        closing_ = true;
    }
    arrived_.notify_all();
    if (thread_.joinable()) thread_.join();
    if (!database_) return {};
    const Status tidy = sound_ ? database_->execute("PRAGMA wal_checkpoint(TRUNCATE)") : Status{};
    database_.reset();
    return tidy;
}

}   // namespace pasokh::server
