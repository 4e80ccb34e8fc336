#pragma once
// A file's name is safe from a power cut once its folder was flushed. SQLite does so for its log, but lets a failure pass.
//
// Use:
//   TRY(sync_folder_of("data/shop.db"));
//
// Errors: io. Threads: any.

#include <string>

#include "core/base/result.h"

namespace pasokh::server {

/// Does nothing where the file system cannot flush folders.
Status sync_folder_of(const std::string& path);

}   // namespace pasokh::server
