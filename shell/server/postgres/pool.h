#pragma once
// Threads with a connection each, which run what is waiting and try again what may succeed the second time.
//
// A transaction that stood in another's way, or whose connection was lost, is run again after a short random wait, at most
// kTries times and for kPatienceMs in all; then it is answered "unavailable". A connection that is lost during COMMIT leaves the
// outcome unknown: the job is run again with Doubt::committed_perhaps, and finds by its primary key what is there.
//
// Use:
//   Pool pool({.connections = 4, .max_waiting = 200, .connect = [&] { return connect_postgres(options); }});
//   pool.submit({.apply = [](sql::Database& d, Doubt) -> Status {...}, .done = [](Status s, Doubt) {...}});
//
// Errors: given to `done`. Threads: submit from any; `apply` and `done` run on the pool's own.

#include <atomic>
#include <chrono>
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

enum class Doubt : std::uint8_t { none, committed_perhaps };

struct PoolOptions {
    std::size_t connections = 2;
    std::size_t max_waiting = 200;
    std::function<Result<sql::Database>()> connect;
};

class Pool {
public:
    static constexpr int kTries = 6;             ///< the first and five more
    static constexpr int kPatienceMs = 3000;

    struct Job {
        std::function<Status(sql::Database&, Doubt)> apply;
        /// After the commit, or with the reason that there was none; a failure in doubt may have been committed after all.
        std::function<void(Status, Doubt)> done;
        sql::Access access = sql::Access::write;   ///< of the pool's transaction; to read, `apply` has its own
    };

    explicit Pool(PoolOptions options);
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    /// `done` is called at once with `unavailable` when too many jobs wait or the pool is closing.
    void submit(Job job);
    /// Runs what was accepted and closes the connections.
    void close();

private:
    using Clock = std::chrono::steady_clock;
    struct Waiting {
        Job job;
        Clock::time_point since;
    };
    void run();
    std::optional<Waiting> next();
    void note(const Status& outcome);

    const PoolOptions options_;
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<Waiting> waiting_;
    bool closing_ = false;
    std::atomic<bool> failing_ = false;
    std::vector<std::thread> threads_;
};

}   // namespace pasokh::server
