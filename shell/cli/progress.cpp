#include "shell/cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "shell/clock.h"

namespace pasokh::cli {

namespace {

constexpr std::int64_t kWidth = 30, kEveryMs = 100;

}   // namespace

Progress::Progress(std::string what) : what_(std::move(what)), watched_(::isatty(STDERR_FILENO) == 1) {}

void Progress::say(const std::string& words) {
    if (!watched_) return;
    drawn_ = true;
    std::cerr << '\r' << words << "\x1b[K" << std::flush;
}

void Progress::show(std::int64_t done, std::int64_t total) {
    if (!watched_ || total <= 0 || (done < total && steady_now_ms() - shown_at_ms_ < kEveryMs)) return;
    shown_at_ms_ = steady_now_ms();
    drawn_ = true;
    const std::int64_t filled = std::min(kWidth, kWidth * done / total);
    std::cerr << "\r[" << std::string(static_cast<std::size_t>(filled), '#') << std::string(static_cast<std::size_t>(kWidth - filled), ' ') << "] "
              << 100 * done / total << " %  " << done << " of " << total << ' ' << what_ << "\x1b[K" << std::flush;
}

void Progress::end() {
    if (drawn_) std::cerr << "\r\x1b[K" << std::flush;
    drawn_ = false;
}

}   // namespace pasokh::cli
