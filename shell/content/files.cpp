#include "shell/content/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace pasokh::content {

namespace {

Error os_error(const std::string& path, const char* what, int reason) {
    return fail(ErrorCode::io, path + ": cannot be " + what + " (" + std::strerror(reason) + ")");
}

/// A file descriptor that closes itself.
class File {
public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    ~File() { if (descriptor_ >= 0) ::close(descriptor_); }
    int get() const { return descriptor_; }
    bool close() { return ::close(std::exchange(descriptor_, -1)) == 0; }

private:
    int descriptor_;
};

template <typename Bytes>
Result<Bytes> read_all(const std::string& path) {
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0) return os_error(path, "read", errno);
    struct stat info {};
    if (::fstat(file.get(), &info) != 0) return os_error(path, "read", errno);
    if (S_ISDIR(info.st_mode)) return os_error(path, "read", EISDIR);
    Bytes out;
    std::size_t used = 0;
    out.resize(static_cast<std::size_t>(info.st_size) + 1);   // one more, to see the end
    for (;;) {
        const ssize_t got = ::read(file.get(), out.data() + used, out.size() - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return os_error(path, "read", errno);
        if (got == 0) break;
        used += static_cast<std::size_t>(got);
        if (used == out.size()) out.resize(out.size() * 2);
    }
    out.resize(used);
    return out;
}

/// 0, or the errno of what failed.
int write_all(const std::string& path, std::span<const std::byte> bytes) {
    File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (file.get() < 0) return errno;
    while (!bytes.empty()) {
        const ssize_t put = ::write(file.get(), bytes.data(), bytes.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return errno;
        bytes = bytes.subspan(static_cast<std::size_t>(put));
    }
    return ::fsync(file.get()) != 0 || !file.close() ? errno : 0;
}

}   // namespace

Result<std::string> read_text_file(const std::string& path) { return read_all<std::string>(path); }
Result<std::vector<std::byte>> read_binary_file(const std::string& path) { return read_all<std::vector<std::byte>>(path); }

FileSet::~FileSet() {
    for (const Pending& file : pending_) ::unlink(file.temporary.c_str());
}

Status FileSet::add(const std::string& path, std::span<const std::byte> bytes) {
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    if (!folder.empty()) std::filesystem::create_directories(folder, error);
    if (std::filesystem::is_directory(path, error)) return os_error(path, "written", EISDIR);
    pending_.push_back({path + ".tmp" + std::to_string(::getpid()), path});
    if (const int reason = write_all(pending_.back().temporary, bytes); reason != 0) return os_error(path, "written", reason);
    return {};
}

Status FileSet::commit() {
    while (!pending_.empty()) {
        const Pending& file = pending_.front();
        if (::rename(file.temporary.c_str(), file.final_path.c_str()) != 0) return os_error(file.final_path, "written", errno);
        pending_.erase(pending_.begin());
    }
    return {};
}

}   // namespace pasokh::content
