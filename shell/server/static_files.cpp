#include "shell/server/static_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "shell/server/answers.h"
#include "shell/server/crypto.h"

namespace pasokh::server {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kPagePolicy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

struct MimeRow {
    std::string_view extension, mime;
};

constexpr std::array<MimeRow, 20> kMimes = {{
    {".html", "text/html; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"}, {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"}, {".wasm", "application/wasm"}, {".json", "application/json"}, {".map", "application/json"},
    {".svg", "image/svg+xml"}, {".png", "image/png"}, {".jpg", "image/jpeg"}, {".jpeg", "image/jpeg"}, {".gif", "image/gif"},
    {".webp", "image/webp"}, {".avif", "image/avif"}, {".ico", "image/x-icon"}, {".woff2", "font/woff2"}, {".ttf", "font/ttf"},
    {".txt", "text/plain; charset=utf-8"}, {".webmanifest", "application/manifest+json"}, {".pack", "application/octet-stream"},
}};

std::string_view mime_of(std::string_view path) {
    for (const MimeRow& row : kMimes)
        if (path.ends_with(row.extension)) return row.mime;
    return "application/octet-stream";
}

Result<std::string> read_whole(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return fail(ErrorCode::io, file + ": cannot be read");
    std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    if (in.bad()) return fail(ErrorCode::io, file + ": cannot be read");
    return bytes;
}

/// True when the Accept-Encoding list names `coding` without q=0.
bool accepts(std::string_view list, std::string_view coding) {
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        std::string_view item = list.substr(0, comma);
        list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
        const std::size_t semicolon = item.find(';');
        const std::string_view parameters = semicolon == std::string_view::npos ? std::string_view{} : item.substr(semicolon);
        item = item.substr(0, semicolon);
        item.remove_prefix(std::min(item.find_first_not_of(" \t"), item.size()));
        item = item.substr(0, item.find_last_not_of(" \t") + 1);
        if (item == coding) return parameters.find_first_of("123456789") != std::string_view::npos || parameters.find('q') == std::string_view::npos;
    }
    return false;
}

/// True when an If-None-Match list holds this ETag (weak comparison, RFC 9110 section 13.1.2).
bool matches(std::string_view list, std::string_view quoted_etag) { return list == "*" || list.find(quoted_etag) != std::string_view::npos; }

bool is_hash(std::string_view text) {
    const auto all = [text](auto test) { return std::all_of(text.begin(), text.end(), test); };
    return (text.size() == 8 && all([](char c) { return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7'); })) ||
           (text.size() >= 8 && all([](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }));
}

}   // namespace

bool has_content_hash(std::string_view file_name) {
    std::string_view stem = file_name.substr(0, file_name.rfind('.'));
    if (stem.ends_with(".js")) stem.remove_suffix(3);   // name-HASH.js.map
    const std::size_t first = stem.find('-'), last = stem.rfind('-');
    if (first == std::string_view::npos) return false;
    return is_hash(stem.substr(0, first)) || is_hash(stem.substr(last + 1));
}

Status StaticFiles::add_bytes(const std::string& path, std::string identity, std::string brotli, std::string gzip) {
    total_bytes_ += identity.size() + brotli.size() + gzip.size();
    if (total_bytes_ > kMaxStaticBytes)
        return fail(ErrorCode::too_large, path + ": the files to serve are more than " + std::to_string(kMaxStaticBytes >> 20) + " MB together");
    const bool is_page = path.ends_with(".html");
    std::string etag = sha256_hex(identity).substr(0, 20);
    entries_[path] = Entry{.identity = std::move(identity), .brotli = std::move(brotli), .gzip = std::move(gzip), .mime = mime_of(path),
                           .etag = std::move(etag), .immutable = !is_page && has_content_hash(fs::path(path).filename().string()), .is_page = is_page};
    return {};
}

Status StaticFiles::add_file(const std::string& file, const std::string& path) {
    TRY_ASSIGN(std::string identity, read_whole(file));
    std::string brotli, gzip;
    std::error_code missing;
    if (fs::is_regular_file(file + ".br", missing)) { TRY_ASSIGN(brotli, read_whole(file + ".br")); }
    if (fs::is_regular_file(file + ".gz", missing)) { TRY_ASSIGN(gzip, read_whole(file + ".gz")); }
    return add_bytes(path, std::move(identity), std::move(brotli), std::move(gzip));
}

Status StaticFiles::add_folder(const std::string& folder, std::string_view prefix) {
    std::error_code problem;
    if (!fs::is_directory(folder, problem)) return fail(ErrorCode::not_found, folder + ": no such folder");
    for (auto entry = fs::recursive_directory_iterator(folder, problem); !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
        if (entry->is_symlink(problem) || !entry->is_regular_file(problem)) continue;
        const std::string name = entry->path().lexically_relative(folder).generic_string();
        if (name.ends_with(".br") || name.ends_with(".gz")) continue;
        const std::string path = std::string(prefix) + name;
        TRY(add_file(entry->path().string(), path));
        constexpr std::string_view kIndex = "index.html";
        if (path.ends_with('/' + std::string(kIndex))) entries_[path.substr(0, path.size() - kIndex.size())] = entries_[path];
    }
    if (problem) return fail(ErrorCode::io, folder + ": " + problem.message());
    return {};
}

bool StaticFiles::has(std::string_view path) const { return entries_.find(path) != entries_.end(); }

std::string_view StaticFiles::bytes(std::string_view path) const {
    const auto found = entries_.find(path);
    return found == entries_.end() ? std::string_view{} : std::string_view(found->second.identity);
}

Response StaticFiles::answer(const Request& request) const {
    const auto found = entries_.find(request.path);
    if (found == entries_.end()) return problem_answer(404, "not-found");
    const Entry& entry = found->second;

    std::string_view coding;
    if (!entry.brotli.empty() && accepts(request.accept_encoding, "br")) coding = "br";
    else if (!entry.gzip.empty() && accepts(request.accept_encoding, "gzip")) coding = "gzip";

    std::string etag = '"' + entry.etag;
    if (!coding.empty()) etag.append("-").append(coding);
    etag += '"';
    Response answer;
    answer.headers = {{"ETag", etag},
                      {"Cache-Control", entry.immutable ? "public, max-age=31536000, immutable" : "no-cache"},
                      {"Vary", "Accept-Encoding"},
                      {"Cross-Origin-Resource-Policy", "cross-origin"}};
    if (entry.is_page) {
        answer.headers.push_back({"Content-Security-Policy", std::string(kPagePolicy)});
        answer.headers.push_back({"Referrer-Policy", "strict-origin-when-cross-origin"});
    } else {
        answer.headers.push_back({"Access-Control-Allow-Origin", "*"});
    }
    if (!request.if_none_match.empty() && matches(request.if_none_match, etag)) {
        answer.status = 304;
        return answer;
    }
    answer.content_type = entry.mime;
    if (!coding.empty()) answer.headers.push_back({"Content-Encoding", std::string(coding)});
    answer.shared = coding == "br" ? entry.brotli : coding == "gzip" ? entry.gzip : entry.identity;
    return answer;
}

}   // namespace pasokh::server
