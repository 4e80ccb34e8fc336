#include "core/kb/write/content_paths.h"

#include <vector>

namespace pasokh::kb::write {

namespace {

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0) {
            out += static_cast<char>(static_cast<unsigned char>(hex(text[i + 1]) * 16 + hex(text[i + 2])));
            i += 2;
            continue;
        }
        out += text[i];
    }
    return out;
}

/// Applies the parts of `path` to `folders`; false when ".." leaves the root.
bool walk(std::string_view path, std::vector<std::string>& folders) {
    while (!path.empty()) {
        const std::size_t slash = path.find('/');
        const std::string_view part = path.substr(0, slash);
        path = slash == std::string_view::npos ? std::string_view{} : path.substr(slash + 1);
        if (part.empty() || part == ".") continue;
        if (part != "..") { folders.emplace_back(part); continue; }
        if (folders.empty()) return false;
        folders.pop_back();
    }
    return true;
}

}   // namespace

std::string id_of_path(std::string_view path) {
    const std::size_t slash = path.rfind('/'), dot = path.rfind('.');
    const bool extension = dot != std::string_view::npos && (slash == std::string_view::npos || dot > slash + 1);
    return std::string(extension ? path.substr(0, dot) : path);
}

std::optional<std::string> resolve_path(std::string_view from, std::string_view target) {
    target = target.substr(0, target.find_first_of("#?"));
    std::vector<std::string> folders;
    if (!target.starts_with('/')) {
        const std::size_t slash = from.rfind('/');
        if (slash != std::string_view::npos) walk(from.substr(0, slash), folders);
    }
    if (!walk(percent_decoded(target), folders) || folders.empty()) return std::nullopt;
    std::string out;
    for (const std::string& folder : folders) out += (out.empty() ? "" : "/") + folder;
    return out;
}

std::string category_of_id(std::string_view id, std::string_view lang) {
    if (id.size() > lang.size() && id.starts_with(lang) && id[lang.size()] == '/') id.remove_prefix(lang.size() + 1);
    const std::size_t slash = id.find('/');
    return std::string(slash == std::string_view::npos ? std::string_view{} : id.substr(0, slash));
}

std::string words_of_name(std::string_view file_name) {
    const std::size_t slash = file_name.rfind('/');
    std::string out(slash == std::string_view::npos ? file_name : file_name.substr(slash + 1));
    for (char& c : out)
        if (c == '-' || c == '_') c = ' ';
    return out;
}

std::string safe_file_name(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    std::string out(slash == std::string_view::npos ? path : path.substr(slash + 1));
    for (char& c : out) {
        const bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        if (!safe) c = '_';
    }
    return out;
}

}   // namespace pasokh::kb::write
