#pragma once
// The immutable files that the server gives out: read once at start, served from memory.
//
// A URL is only ever compared with the names found at start, so no path from a client touches the disk. A file "x" is
// sent as "x.br" or "x.gz" when those stand beside it and the client accepts them. Names that carry a hash of their
// content ("widget-5KJ3ABCD.js", "kb-1a2b3c4d.pack") may be kept for ever; all others are revalidated by ETag.
//
// Use:
//   StaticFiles files;
//   TRY(files.add_folder("build/web-release/dist", "/"));
//   respond(files.answer(request));
//
// Ownership: owns the bytes; answers point into them. Errors: io, not_found, too_large.
// Threads: built by one thread, then read-only.

#include <map>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "shell/server/message.h"

namespace pasokh::server {

/// All files together.
inline constexpr std::size_t kMaxStaticBytes = 512u * 1024 * 1024;

class StaticFiles {
public:
    /// Every file below `folder` at `prefix` ("/" or "/kb/"); "index.html" also answers for its folder. Symbolic links are
    /// left out: what they point to may lie outside of the folder.
    Status add_folder(const std::string& folder, std::string_view prefix);
    /// One file, with its .br and .gz, at exactly `path`.
    Status add_file(const std::string& file, const std::string& path);

    /// A file that was made in memory; `brotli` and `gzip` may be empty.
    Status add_bytes(const std::string& path, std::string identity, std::string brotli, std::string gzip);

    bool has(std::string_view path) const;
    /// 200, 304 or 404.
    Response answer(const Request& request) const;
    /// Bytes as they are on disk; empty when there is no such path.
    std::string_view bytes(std::string_view path) const;

private:
    struct Entry {
        std::string identity, brotli, gzip;
        std::string_view mime;
        std::string etag;              ///< without quotes
        bool immutable = false;
        bool is_page = false;          ///< HTML: gets the content security policy
    };
    std::map<std::string, Entry, std::less<>> entries_;
    std::size_t total_bytes_ = 0;
};

/// True for "name-HASH.ext" and "HASH-name.ext" with eight base-32 letters (as esbuild writes) or eight or more hex digits.
bool has_content_hash(std::string_view file_name);

}   // namespace pasokh::server
