#include "shell/desktop/ports/watcher.h"

#include <cstdint>
#include <filesystem>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace pasokh::desktop {

namespace {
constexpr int kQuietMs = 100;
constexpr std::uint32_t kChanges = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO;
}

FolderWatcher::FolderWatcher(std::string folder, std::function<void()> changed) : folder_(std::move(folder)), changed_(std::move(changed)) {
    notify_ = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    stop_ = eventfd(0, EFD_CLOEXEC);
    if (notify_ < 0 || stop_ < 0) return;
    watch_folders();
    thread_ = std::thread([this] { run(); });
}

FolderWatcher::~FolderWatcher() {
    if (thread_.joinable()) {
        const std::uint64_t one = 1;
        const ssize_t written = write(stop_, &one, sizeof one);
        static_cast<void>(written);   // an eventfd at 0 always takes 1
        thread_.join();
    }
    if (notify_ >= 0) close(notify_);
    if (stop_ >= 0) close(stop_);
}

/// Watches are per folder; asking again for a watched one changes nothing.
void FolderWatcher::watch_folders() {
    namespace fs = std::filesystem;
    inotify_add_watch(notify_, folder_.c_str(), kChanges);
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder_, error), end; !error && it != end; it.increment(error)) {
        if (it->is_directory(error)) inotify_add_watch(notify_, it->path().c_str(), kChanges);
    }
}

/// Reads what waits, up to `timeout_ms` (-1: for ever). False when nothing came or the watcher is to stop.
bool FolderWatcher::drain(int timeout_ms) {
    pollfd waiting[2] = {{notify_, POLLIN, 0}, {stop_, POLLIN, 0}};
    if (poll(waiting, 2, timeout_ms) <= 0 || (waiting[1].revents & POLLIN) != 0) return false;
    alignas(inotify_event) char buffer[4096];
    while (read(notify_, buffer, sizeof buffer) > 0) {}
    return true;
}

void FolderWatcher::run() {
    while (drain(-1)) {
        while (drain(kQuietMs)) {}
        watch_folders();   // new ones included
        changed_();
    }
}

}   // namespace pasokh::desktop
