#pragma once
// Whole files in and out, with errors as sentences.
//
// A file is written beside its place and renamed into it, so a reader sees the old one or the new one, never a half.
//
// Errors: io, with the path and the reason.

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"

namespace pasokh::content {

Result<std::string> read_text_file(const std::string& path);
Result<std::vector<std::byte>> read_binary_file(const std::string& path);

/// Files that appear together: each is written to a temporary name first, and only when all are on disk are they renamed,
/// in the order they were added. Whatever was not committed is removed by the destructor.
class FileSet {
public:
    FileSet() = default;
    FileSet(const FileSet&) = delete;
    FileSet& operator=(const FileSet&) = delete;
    ~FileSet();

    Status add(const std::string& path, std::span<const std::byte> bytes);
    Status commit();

private:
    struct Pending {
        std::string temporary, final_path;
    };
    std::vector<Pending> pending_;
};

}   // namespace pasokh::content
