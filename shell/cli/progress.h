#pragma once
// A bar on standard error for long work, only where a person watches: on a terminal.
//
// Use:
//   Progress progress("orders");
//   progress.show(1200, 100000);
//   progress.end();
//
// Threads: one.

#include <cstdint>
#include <string>

namespace pasokh::cli {

class Progress {
public:
    explicit Progress(std::string what);
    ~Progress() { end(); }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// What is under way while there is no number yet.
    void say(const std::string& words);
    void show(std::int64_t done, std::int64_t total);
    /// Takes the bar away, so that what follows stands on a clean line.
    void end();

private:
    const std::string what_;
    const bool watched_;
    std::int64_t shown_at_ms_ = 0;
    bool drawn_ = false;
};

}   // namespace pasokh::cli
