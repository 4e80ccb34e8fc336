#pragma once
// Puts the server together and runs it: settings in, one line on standard output, requests answered until a signal.
//
// Use:
//   TRY(serve(settings, pack_content));
//
// Errors: one clear sentence each, see the parts. Threads: one call a process (it takes SIGTERM and SIGINT).

#include <functional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "shell/server/settings.h"

namespace pasokh::server {

/// A knowledge base ready to be sent.
struct PackedContent {
    struct File {
        std::string path;              ///< relative to the pack, "media/..."
        std::string bytes;
    };
    std::string pack, brotli, gzip;    ///< compressed forms may be empty
    std::vector<File> media;
};

/// Makes it from a folder of Markdown. Given by the command line, so that the server does not know Markdown.
using ContentPacker = std::function<Result<PackedContent>(const std::string& folder)>;

/// Prints "listening on http://HOST:PORT" once ready, returns after a graceful stop.
Status serve(const Settings& settings, const ContentPacker& pack_content);

}   // namespace pasokh::server
