#include "shell/content/content_folder.h"

#include <algorithm>
#include <filesystem>

#include "core/base/hash.h"
#include "core/kb/write/synonyms.h"
#include "shell/content/files.h"

namespace pasokh::content {

namespace fs = std::filesystem;

namespace {

/// Far above any guide; a log or a database by mistake in the folder is told, not read.
constexpr std::uintmax_t kMaxSourceBytes = 8u << 20;

class FolderMedia final : public kb::write::MediaReader {
public:
    explicit FolderMedia(fs::path root) : root_(std::move(root)) {}
    std::optional<std::string> read(std::string_view path) const override {
        std::error_code error;
        const fs::path full = root_ / fs::path(path);
        if (!fs::is_regular_file(full, error)) return std::nullopt;
        auto bytes = read_text_file(full.string());
        if (!bytes) return std::nullopt;
        return std::move(bytes).value();
    }

private:
    fs::path root_;
};

bool is_article(const fs::path& relative) {
    const std::string extension = relative.extension().string(), name = relative.filename().string();
    if (extension != ".md" && extension != ".mdx") return false;
    const bool top = !relative.has_parent_path();
    return !top || (name != "README.md" && name != "ORIGIN.md" && !name.starts_with("LICENSE"));
}

/// Paths below `root`, sorted, without anything hidden.
Result<std::vector<fs::path>> list_sources(const fs::path& root) {
    std::vector<fs::path> out;
    std::error_code error;
    for (fs::recursive_directory_iterator at(root, error), end; !error && at != end; at.increment(error)) {
        if (at->path().filename().string().starts_with('.')) {
            if (at->is_directory(error)) at.disable_recursion_pending();
            continue;
        }
        const fs::path relative = at->path().lexically_relative(root);
        const bool wanted = is_article(relative) || kb::write::is_synonyms_file(relative.generic_string());
        if (wanted && at->is_regular_file(error)) out.push_back(relative);
    }
    if (error) return fail(ErrorCode::io, root.string() + ": cannot be read (" + error.message() + ")");
    std::sort(out.begin(), out.end(), [](const fs::path& a, const fs::path& b) { return a.generic_string() < b.generic_string(); });
    return out;
}

Status read_folder(const fs::path& root, kb::write::PackInput& input) {
    TRY_ASSIGN(const std::vector<fs::path> sources, list_sources(root));
    for (const fs::path& relative : sources) {
        std::error_code error;
        const std::string full = (root / relative).string();
        if (fs::file_size(full, error) > kMaxSourceBytes && !error) return fail(ErrorCode::too_large, full + ": this file has more than 8 MB; is it a guide?");
        TRY_ASSIGN(std::string bytes, read_text_file(full));
        input.files.push_back({relative.generic_string(), std::move(bytes)});
    }
    return {};
}

}   // namespace

Result<kb::write::BuiltPack> build_content(const std::string& path, const std::string& default_lang) {
    kb::write::PackInput input;
    input.name = path;
    input.default_lang = default_lang;
    std::error_code error;
    if (!fs::exists(path, error)) return fail(ErrorCode::not_found, path + ": there is no such file or folder");
    if (fs::is_directory(path, error)) {
        const FolderMedia media{fs::path(path)};
        input.media = &media;
        TRY(read_folder(path, input));
        return kb::write::build_pack(input);
    }
    if (!path.ends_with(".jsonl")) return fail(ErrorCode::invalid_argument, path + ": this is neither a folder nor a .jsonl file");
    TRY_ASSIGN(std::string bytes, read_text_file(path));
    input.files.push_back({path, std::move(bytes)});
    return kb::write::build_pack(input);
}

std::uint64_t content_stamp(const std::string& path) {
    std::error_code error;
    std::uint64_t stamp = 0;
    const auto add = [&](const fs::path& file) {
        const auto time = fs::last_write_time(file, error).time_since_epoch().count();
        const auto size = fs::file_size(file, error);
        // A sum, because the order of a folder's entries is not fixed.
        stamp += fnv1a64(file.string() + "\n" + std::to_string(time) + "\n" + std::to_string(error ? 0 : size));
    };
    if (!fs::is_directory(path, error)) {
        if (fs::exists(path, error)) add(path);
        return stamp;
    }
    for (fs::recursive_directory_iterator at(path, error), end; !error && at != end; at.increment(error))
        if (at->is_regular_file(error)) add(at->path());
    return stamp;
}

}   // namespace pasokh::content
