#pragma once
// The demo shop's guides for tests: their files, and a pack of some files.

#include <string>
#include <vector>

#include "core/kb/pack.h"
#include "core/kb/write/source.h"

namespace pasokh::tests {

/// Every guide and synonyms file of assets/content, by path. Read once.
const std::vector<kb::write::SourceFile>& demo_files();

/// The bytes of a pack of `files`.
std::vector<std::byte> pack_bytes(std::vector<kb::write::SourceFile> files);

kb::Pack pack_of(std::vector<kb::write::SourceFile> files);

}   // namespace pasokh::tests
