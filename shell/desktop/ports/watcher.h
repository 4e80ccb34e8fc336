#pragma once
// Tells when something below a folder changed (inotify, one thread).
//
// Changes that follow each other within a tenth of a second are told once: editors write a file in several steps.
//
// Use:
//   FolderWatcher watcher("assets/content", [] { wake_the_window(); });
//
// Ownership: stops its thread when destroyed. Errors: a folder that cannot be watched is never told about; `watching()` says so.
// Threads: `changed` runs on the watcher's thread.

#include <functional>
#include <string>
#include <thread>

namespace pasokh::desktop {

class FolderWatcher {
public:
    FolderWatcher(std::string folder, std::function<void()> changed);
    ~FolderWatcher();
    FolderWatcher(const FolderWatcher&) = delete;
    FolderWatcher& operator=(const FolderWatcher&) = delete;

    bool watching() const { return notify_ >= 0; }

private:
    void run();
    void watch_folders();
    bool drain(int timeout_ms);

    std::string folder_;
    std::function<void()> changed_;
    int notify_ = -1;
    int stop_ = -1;
    std::thread thread_;
};

}   // namespace pasokh::desktop
