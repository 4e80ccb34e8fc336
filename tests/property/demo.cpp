#include "tests/property/demo.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/kb/write/pack_builder.h"

namespace pasokh::tests {

namespace fs = std::filesystem;

namespace {

std::vector<kb::write::SourceFile> read_demo() {
    const fs::path root = fs::path(PASOKH_SOURCE_DIR) / "assets" / "content";
    std::vector<kb::write::SourceFile> out;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
        const fs::path relative = entry.path().lexically_relative(root);
        const bool source = relative.has_parent_path() && (relative.extension() == ".md" || relative.filename() == "synonyms.txt");
        if (!source) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        out.push_back({relative.generic_string(), {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}});
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    REQUIRE(out.size() > 100);
    return out;
}

}   // namespace

const std::vector<kb::write::SourceFile>& demo_files() {
    static const std::vector<kb::write::SourceFile> files = read_demo();
    return files;
}

std::vector<std::byte> pack_bytes(std::vector<kb::write::SourceFile> files) {
    kb::write::PackInput input;
    input.name = "property";
    input.files = std::move(files);
    auto built = kb::write::build_pack(input);
    REQUIRE(built);
    return std::move(built->bytes);
}

kb::Pack pack_of(std::vector<kb::write::SourceFile> files) {
    auto pack = kb::Pack::open(pack_bytes(std::move(files)), "property");
    REQUIRE(pack);
    return std::move(pack).value();
}

}   // namespace pasokh::tests
