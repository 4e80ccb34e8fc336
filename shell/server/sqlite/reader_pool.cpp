#include "shell/server/sqlite/reader_pool.h"

#include <algorithm>

namespace pasokh::server {

Result<std::unique_ptr<Reader>> Reader::over(sql::Database database) {
    std::unique_ptr<Reader> reader(new Reader(std::move(database)));
    TRY(reader->orders.prepare());
    return reader;
}

/// Where it cannot be begun, each statement has a moment of its own.
void Reader::begin_moment() {
    begun_ = Clock::now();
    if (auto begun = sql::Transaction::begin(database, sql::Access::read)) moment_.emplace(std::move(*begun));
}

void Reader::end_moment() {
    if (moment_) (void)moment_->commit();
    moment_.reset();
}

ReaderPool::ReaderPool(std::vector<std::unique_ptr<Reader>> readers, Clock::duration longest)
    : longest_(longest), free_(std::move(readers)), sweeper_([this] { end_old_moments(); }) {}

std::unique_ptr<Reader> ReaderPool::take(Moment moment) {
    std::unique_ptr<Reader> reader;
    {
        std::unique_lock lock(mutex_);
        returned_.wait(lock, [this] { return !free_.empty(); });
        reader = std::move(free_.back());
        free_.pop_back();
    }
    const Clock::time_point now = Clock::now();
    const bool shares = moment == Moment::shared && now - last_commit_.load() > kQuietMs;
    if (!shares || now - reader->begun_ > longest_) reader->end_moment();
    if (shares && !reader->moment_) reader->begin_moment();
    return reader;
}

void ReaderPool::give_back(std::unique_ptr<Reader> reader) {
    bool first = false;
    {
        const std::scoped_lock lock(mutex_);
        if (reader->moment_) first = !std::exchange(moments_open_, true);
        free_.push_back(std::move(reader));
    }
    returned_.notify_one();
    if (first) opened_.notify_one();
}

/// Sleeps while no moment is open.
void ReaderPool::end_old_moments() {
    std::unique_lock lock(mutex_);
    while (true) {
        opened_.wait(lock, [this] { return closing_ || moments_open_; });
        if (opened_.wait_for(lock, longest_, [this] { return closing_; })) return;
        const Clock::time_point now = Clock::now();
        for (const auto& reader : free_)
            if (now - reader->begun_ > longest_) reader->end_moment();
        moments_open_ = std::ranges::any_of(free_, [](const auto& reader) { return reader->moment_.has_value(); });
    }
}

void ReaderPool::close() {
    {
        const std::scoped_lock lock(mutex_);
        closing_ = true;
        free_.clear();
    }
    opened_.notify_all();
    if (sweeper_.joinable()) sweeper_.join();
}

}   // namespace pasokh::server
