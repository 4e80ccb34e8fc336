#include "shell/server/day_counter.h"

#include <chrono>

#include "shell/clock.h"
#include "shell/server/shop_day.h"

namespace pasokh::server {

DayCounter::DayCounter(Store& store, std::string shop, int utc_offset_minutes)
    : store_(store), shop_(std::move(shop)), utc_offset_minutes_(utc_offset_minutes), waiting_(std::make_shared<Waiting>()), thread_([this] { run(); }) {}

DayCounter::~DayCounter() { close(); }

void DayCounter::add(Counted what) {
    std::string day = shop_day(now_ms(), utc_offset_minutes_);
    bool first = false;
    {
        const std::scoped_lock lock(waiting_->mutex);
        first = waiting_->sums.empty();
        ++waiting_->sums[{std::move(day), what}];
    }
    if (first) waiting_->changed.notify_one();
}

void DayCounter::run() {
    while (true) {
        Sums sums;
        {
            std::unique_lock lock(waiting_->mutex);
            waiting_->changed.wait(lock, [this] { return waiting_->closing || !waiting_->sums.empty(); });
            waiting_->changed.wait_for(lock, std::chrono::milliseconds(kGatherMs), [this] { return waiting_->closing; });
            sums.swap(waiting_->sums);
            if (sums.empty()) return;   // closing
        }
        write(std::move(sums));
    }
}

void DayCounter::write(Sums sums) {
    std::vector<DayCount> counts;
    for (const auto& [key, count] : sums) counts.push_back({key.first, key.second, count});
    store_.add_counts(shop_, std::move(counts), [waiting = waiting_, sums = std::move(sums)](const Status& written) {
        if (written) return;
        const std::scoped_lock lock(waiting->mutex);
        if (waiting->closing) return;
        for (const auto& [key, count] : sums) waiting->sums[key] += count;
        waiting->changed.notify_one();
    });
}

void DayCounter::close() {
    {
        const std::scoped_lock lock(waiting_->mutex);
        waiting_->closing = true;
    }
    waiting_->changed.notify_one();
    if (thread_.joinable()) thread_.join();
}

}   // namespace pasokh::server
