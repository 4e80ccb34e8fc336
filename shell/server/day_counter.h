#pragma once
// Sums of what customers do, by day, for the owner's report. Adding costs no disk: sums wait kGatherMs in memory and are
// then written together, so a killed server forgets at most that much of them. Nothing waits while nothing is counted.
//
// Use:
//   DayCounter counter(store, "demo", 210);
//   counter.add(Counted::lookup_hit);
//   counter.close();   // before the store closes
//
// Ownership: the store outlives it. Errors: a failed write is tried again with the next sums. Threads: any.

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

#include "shell/server/store.h"

namespace pasokh::server {

class DayCounter {
public:
    static constexpr int kGatherMs = 2000;

    DayCounter(Store& store, std::string shop, int utc_offset_minutes);
    ~DayCounter();
    DayCounter(const DayCounter&) = delete;
    DayCounter& operator=(const DayCounter&) = delete;

    void add(Counted what);
    /// Hands the last sums to the store.
    void close();

private:
    using Sums = std::map<std::pair<std::string, Counted>, std::int64_t>;
    /// What the store's callback needs; it may come after we are gone.
    struct Waiting {
        std::mutex mutex;
        std::condition_variable changed;
        Sums sums;
        bool closing = false;
    };
    void run();
    void write(Sums sums);

    Store& store_;
    const std::string shop_;
    const int utc_offset_minutes_;
    const std::shared_ptr<Waiting> waiting_;
    std::thread thread_;
};

}   // namespace pasokh::server
