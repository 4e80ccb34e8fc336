#include "shell/content/pack_files.h"

#include <filesystem>

#include "shell/content/compress.h"
#include "shell/content/files.h"

namespace pasokh::content {

namespace fs = std::filesystem;

int brotli_quality(std::size_t bytes) { return bytes < kBestQualityBytes ? 11 : 9; }

Result<PackSizes> write_pack_files(const kb::write::BuiltPack& built, const std::string& path, bool compress) {
    FileSet files;
    PackSizes sizes{built.bytes.size(), std::nullopt, std::nullopt};
    const fs::path folder = fs::path(path).parent_path();
    for (const kb::write::MediaCopy& copy : built.media) TRY(files.add((folder / copy.path).string(), std::as_bytes(std::span(copy.bytes))));
    TRY(files.add(path, built.bytes));   // before the slow compression: an output that cannot be written is told at once
    if (compress) {
        const auto br = brotli(built.bytes, brotli_quality(built.bytes.size()));
        const auto gz = gzip(built.bytes);
        sizes.br = br.size();
        sizes.gz = gz.size();
        TRY(files.add(path + ".br", br));
        TRY(files.add(path + ".gz", gz));
    }
    TRY(files.commit());
    std::error_code error;
    if (!compress)
        for (const char* extension : {".br", ".gz"}) fs::remove(path + extension, error);
    return sizes;
}

}   // namespace pasokh::content
