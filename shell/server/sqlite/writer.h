#pragma once
// The one thread that writes: takes what is waiting, runs it in one transaction, and answers after the commit is durable.
//
// A commit costs one flush of the disk, whatever it holds, so up to kMaxBatch jobs that arrive within kGatherMs share it.
// After a disk error nothing is written any more (a flush that failed once may succeed falsely when repeated): every
// job is answered "unavailable" until a restart has recovered the file. A full disk is no such error: SQLite takes the
// transaction back, it is answered "no_space", and the next one may find room.
//
// Use:
//   Writer writer(std::move(database), 200);
//   writer.submit({.apply = [](sql::Database& d) -> Status {...}, .done = [](Status s) {...}});
//
// Ownership: owns the connection. Errors: given to `done`. Threads: submit from any; `apply` and `done` run on the
// writer's own.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/base/result.h"
#include "shell/server/sql/database.h"

namespace pasokh::server {

class Writer {
public:
    static constexpr std::size_t kMaxBatch = 64;
    static constexpr int kGatherMs = 2;

    struct Job {
        /// Runs inside the transaction. A failure undoes only what this job wrote, if it is one statement;
        /// jobs of several statements must set `alone`.
        std::function<Status(sql::Database&)> apply;
        /// After the commit, or with the reason that there was none.
        std::function<void(Status)> done;
        bool alone = false;            ///< a transaction of its own, undone as a whole
    };

    /// `committed` runs on the writer's thread after each commit, before its jobs are answered.
    Writer(sql::Database database, std::size_t max_waiting, std::function<void()> committed = {});
    ~Writer();
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    /// `done` is called at once with `unavailable` when too many jobs wait or the writer has stopped.
    void submit(Job job);
    /// False after a disk error.
    bool is_sound() const;
    /// Runs what was accepted, moves the write-ahead log into the database file and closes it.
    Status close();

private:
    void run();
    std::vector<Job> next_batch();
    void commit_batch(std::vector<Job> batch);
    Status transact(std::vector<Job>& batch, std::vector<Status>& outcomes);
    void note_space(const Status& whole);

    std::optional<sql::Database> database_;   ///< used by the thread only, until it has ended
    const std::size_t max_waiting_;
    const std::function<void()> committed_;
    mutable std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Job> waiting_;
    bool closing_ = false;
    bool sound_ = true;
    bool full_ = false;                ///< used by the thread only
    std::thread thread_;
};

}   // namespace pasokh::server
