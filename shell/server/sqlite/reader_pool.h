#pragma once
// Connections that read, lent to one caller each, and the moment of the database that they share.
//
// To begin and end reading costs SQLite two locks in the log's index and a look at the file: a quarter of a lookup's time, and the
// threads wait for each other there. So a loan for Moment::shared may see what the loan before it saw, up to kMomentMs old. Never
// older than what this process wrote: for kQuietMs after a commit every loan looks anew. That also leaves the log free to be
// moved into the database file, which a reader of an older moment holds up.
//
// Use:
//   ReaderPool readers(std::move(connections));
//   ReaderPool::Loan reader(readers, Moment::shared);
//   TRY_ASSIGN(auto order, reader->find(key));
//
// Threads: any; those who find no free connection wait. A thread of its own ends moments that nobody asks for any more.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "shell/server/sql/database.h"
#include "shell/server/sql/order_reader.h"

namespace pasokh::server {

/// What a loan sees.
enum class Moment : std::uint8_t { own, shared };

/// A connection and what asks it.
class Reader {
public:
    static Result<std::unique_ptr<Reader>> over(sql::Database database);

    sql::Database database;
    OrderReader orders{database};

private:
    friend class ReaderPool;
    using Clock = std::chrono::steady_clock;
    explicit Reader(sql::Database opened) : database(std::move(opened)) {}
    void begin_moment();
    void end_moment();

    std::optional<sql::Transaction> moment_;
    Clock::time_point begun_;
};

class ReaderPool {
public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::milliseconds kMomentMs{2};
    static constexpr std::chrono::milliseconds kQuietMs{50};
    static_assert(kMomentMs < kQuietMs);   // else a moment from before a commit could be shared after it

    explicit ReaderPool(std::vector<std::unique_ptr<Reader>> readers, Clock::duration longest = kMomentMs);
    ~ReaderPool() { close(); }
    ReaderPool(const ReaderPool&) = delete;
    ReaderPool& operator=(const ReaderPool&) = delete;

    class Loan {
    public:
        explicit Loan(ReaderPool& pool, Moment moment = Moment::own) : pool_(pool), reader_(pool.take(moment)) {}
        Loan(const Loan&) = delete;
        Loan& operator=(const Loan&) = delete;
        ~Loan() { pool_.give_back(std::move(reader_)); }
        OrderReader* operator->() { return &reader_->orders; }
        sql::Database& database() { return reader_->database; }

    private:
        ReaderPool& pool_;
        std::unique_ptr<Reader> reader_;
    };

    /// After each commit of this process, before anybody hears of it.
    void note_commit() { last_commit_ = Clock::now(); }
    /// All loans must have ended.
    void close();

private:
    std::unique_ptr<Reader> take(Moment moment);
    void give_back(std::unique_ptr<Reader> reader);
    void end_old_moments();

    const Clock::duration longest_;
    std::atomic<Clock::time_point> last_commit_{Clock::time_point{}};
    std::mutex mutex_;
    std::condition_variable returned_, opened_;
    std::vector<std::unique_ptr<Reader>> free_;
    bool moments_open_ = false;        ///< of readers that are free
    bool closing_ = false;
    std::thread sweeper_;
};

}   // namespace pasokh::server
