#include "shell/desktop/ports/content.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/kb/write/pack_builder.h"
#include "core/kb/write/synonyms.h"

namespace pasokh::desktop {

namespace fs = std::filesystem;

namespace {

bool is_article(const fs::path& path) {
    const std::string extension = path.extension().string();
    return extension == ".md" || extension == ".mdx";
}

/// A relative path that stays below its folder.
bool stays_inside(std::string_view href) {
    if (href.empty() || href.front() == '/' || href.find(':') != std::string_view::npos) return false;
    const fs::path path(href);
    return std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

class FolderMedia final : public kb::write::MediaReader {
public:
    explicit FolderMedia(fs::path root) : root_(std::move(root)) {}
    std::optional<std::string> read(std::string_view path) const override {
        if (!stays_inside(path)) return std::nullopt;
        Result<std::string> bytes = read_file((root_ / path).string());
        return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
    }

private:
    fs::path root_;
};

Result<std::vector<kb::write::SourceFile>> read_articles(const fs::path& folder) {
    std::vector<kb::write::SourceFile> files;
    std::error_code error;
    for (fs::recursive_directory_iterator it(folder, fs::directory_options::follow_directory_symlink, error), end; !error && it != end; it.increment(error)) {
        const bool wanted = is_article(it->path()) || kb::write::is_synonyms_file(it->path().generic_string());
        if (!wanted || !it->is_regular_file(error)) continue;
        TRY_ASSIGN(std::string bytes, read_file(it->path().string()));
        files.push_back({fs::relative(it->path(), folder, error).generic_string(), std::move(bytes)});
    }
    if (error) return fail(ErrorCode::io, "The content folder " + folder.string() + " could not be read: " + error.message() + ".");
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

}   // namespace

Result<std::string> read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream bytes;
    if (fs::is_directory(path) || !file || !(bytes << file.rdbuf())) {
        const std::string reason = fs::is_directory(path) ? "it is a folder" : std::strerror(errno == 0 ? EIO : errno);
        return fail(ErrorCode::io, "The file " + path + " could not be read: " + reason + ".");
    }
    return std::move(bytes).str();
}

std::optional<std::string> Content::find_media(std::string_view href) const {
    if (const auto found = media.find(href); found != media.end()) return found->second;
    if (media_folder.empty() || !stays_inside(href)) return std::nullopt;
    Result<std::string> bytes = read_file(media_folder + "/" + std::string(href));
    return bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

Result<Content> load_folder(const std::string& folder, const std::string& default_lang) {
    TRY_ASSIGN(std::vector<kb::write::SourceFile> files, read_articles(folder));
    const FolderMedia media(folder);
    TRY_ASSIGN(kb::write::BuiltPack built, kb::write::build_pack({folder, std::move(files), &media, default_lang}));
    Content content;
    content.name = folder;
    content.pack = std::move(built.bytes);
    for (kb::write::MediaCopy& copy : built.media) content.media.emplace(std::move(copy.path), std::move(copy.bytes));
    return content;
}

Result<Content> load_pack_file(const std::string& file) {
    TRY_ASSIGN(const std::string bytes, read_file(file));
    Content content;
    content.name = file;
    content.media_folder = fs::path(file).parent_path().string();
    if (content.media_folder.empty()) content.media_folder = ".";
    content.pack.resize(bytes.size());
    std::memcpy(content.pack.data(), bytes.data(), bytes.size());
    return content;
}

}   // namespace pasokh::desktop
