#include "shell/server/sync_folder.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace pasokh::server {

Status sync_folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return fail(ErrorCode::io, folder + ": cannot be opened: " + std::strerror(errno));
    const int problem = ::fsync(descriptor) == 0 ? 0 : errno;
    ::close(descriptor);
    if (problem == 0 || problem == EINVAL) return {};
    return fail(ErrorCode::io, folder + ": cannot be flushed to the disk: " + std::strerror(problem));
}

}   // namespace pasokh::server
