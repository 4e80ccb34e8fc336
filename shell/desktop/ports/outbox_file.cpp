#include "shell/desktop/ports/outbox_file.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "shell/desktop/ports/content.h"

namespace pasokh::desktop {

namespace {

using nlohmann::json;

json encode(const session::OutboxItem& item) {
    return {{"id", item.id}, {"path", item.path}, {"body", item.body}, {"created_at", item.created_at}, {"tries", item.tries}, {"next_at", item.next_at}};
}

session::OutboxItem decode(const json& from) {
    session::OutboxItem item;
    item.id = from.at("id").get<std::string>();
    item.path = from.at("path").get<std::string>();
    item.body = from.at("body").get<std::string>();
    item.created_at = from.at("created_at").get<TimestampMs>();
    item.tries = from.value("tries", 0u);
    item.next_at = from.value("next_at", TimestampMs{0});
    return item;
}

Error write_error(const std::string& path) {
    return fail(ErrorCode::io, "The outbox " + path + " could not be written: " + std::strerror(errno) + ".");
}

}   // namespace

OutboxFile::OutboxFile(std::string path) : path_(std::move(path)) {
    const Result<std::string> bytes = read_file(path_);
    if (!bytes) return;   // the first run
    try {
        for (const json& item : json::parse(*bytes)) items_.push_back(decode(item));
    } catch (const json::exception&) {
        items_.clear();
        std::error_code ignored;   // if it cannot be set aside, the next save replaces it
        std::filesystem::rename(path_, path_ + ".damaged", ignored);
    }
}

Status OutboxFile::save(const session::OutboxItem& item) {
    const auto found = std::find_if(items_.begin(), items_.end(), [&](const auto& other) { return other.id == item.id; });
    if (found != items_.end()) *found = item;
    else items_.push_back(item);
    return write();
}

Status OutboxFile::drop(std::string_view id) {
    if (std::erase_if(items_, [&](const auto& item) { return item.id == id; }) == 0) return {};
    return write();
}

Status OutboxFile::write() const {
    json list = json::array();
    for (const session::OutboxItem& item : items_) list.push_back(encode(item));
    const std::string text = list.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
    const std::string temporary = path_ + ".new";
    const int file = open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);   // it holds what customers wrote
    if (file < 0) return write_error(temporary);
    std::size_t written = 0;
    while (written < text.size()) {
        const ssize_t step = ::write(file, text.data() + written, text.size() - written);
        if (step < 0 && errno == EINTR) continue;
        if (step < 0) break;
        written += static_cast<std::size_t>(step);
    }
    const bool flushed = written == text.size() && fsync(file) == 0;
    if (close(file) != 0 || !flushed || std::rename(temporary.c_str(), path_.c_str()) != 0) return write_error(path_);
    return {};
}

}   // namespace pasokh::desktop
