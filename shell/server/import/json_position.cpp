#include "shell/server/import/json_position.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace pasokh::server {

namespace {

/// Walks a text that is known to be valid, so a step never has to doubt what it finds.
class Walker {
public:
    explicit Walker(std::string_view json) : json_(json) { skip_space(); }

    /// Into the member or item named by one step of the pointer. False when there is none: the place stays.
    bool enter(std::string_view step) {
        const std::size_t here = at_;
        if (peek() == '{' ? enter_member(step) : peek() == '[' && enter_item(step)) return true;
        at_ = here;
        return false;
    }
    std::size_t at() const { return at_; }

    /// Calls `visit` with the place of each item of the array here.
    template <typename Visit>
    void each_item(Visit visit) {
        if (peek() != '[') return;
        skip_mark();
        while (peek() != ']' && peek() != '\0') {
            visit(at_);
            skip_value();
            if (peek() == ',') skip_mark();
        }
    }

private:
    char peek() const { return at_ < json_.size() ? json_[at_] : '\0'; }
    void skip_space() {
        while (at_ < json_.size() && std::string_view(" \t\r\n").find(json_[at_]) != std::string_view::npos) ++at_;
    }
    void skip_mark() {   // a bracket, comma or colon
        ++at_;
        skip_space();
    }
    std::string_view skip_string() {
        const std::size_t begin = ++at_;
        while (at_ < json_.size() && json_[at_] != '"') at_ += json_[at_] == '\\' ? 2 : 1;
        const std::size_t end = std::min(at_, json_.size());
        skip_mark();
        return json_.substr(begin, end - begin);
    }
    void skip_value() {
        int depth = 0;
        while (at_ < json_.size()) {
            const char letter = json_[at_];
            if (letter == '"') {
                skip_string();
            } else {
                if (letter == '{' || letter == '[') ++depth;
                if ((letter == '}' || letter == ']') && --depth < 0) break;
                if (letter == ',' && depth == 0) break;
                ++at_;
            }
        }
        skip_space();
    }
    bool enter_member(std::string_view name) {
        skip_mark();
        while (peek() == '"') {
            const std::string_view key = skip_string();
            skip_mark();
            if (key == name) return true;
            skip_value();
            if (peek() == ',') skip_mark();
        }
        return false;
    }
    bool enter_item(std::string_view digits) {
        std::size_t index = 0;
        if (std::from_chars(digits.data(), digits.data() + digits.size(), index).ec != std::errc{}) return false;
        skip_mark();
        for (; index > 0 && peek() != ']' && peek() != '\0'; --index) {
            skip_value();
            if (peek() == ',') skip_mark();
        }
        return index == 0 && peek() != ']';
    }

    std::string_view json_;
    std::size_t at_ = 0;
};

Walker walk_to(std::string_view json, std::string_view pointer) {
    Walker walker(json);
    while (pointer.starts_with('/')) {
        pointer.remove_prefix(1);
        const std::string_view step = pointer.substr(0, pointer.find('/'));
        if (!walker.enter(step)) break;
        pointer.remove_prefix(step.size());
    }
    return walker;
}

int lines_before(std::string_view json, std::size_t begin, std::size_t end) {
    const std::string_view part = json.substr(begin, end - begin);
    return static_cast<int>(std::count(part.begin(), part.end(), '\n'));
}

}   // namespace

int line_of(std::string_view json, std::string_view pointer) { return 1 + lines_before(json, 0, walk_to(json, pointer).at()); }

std::vector<int> lines_of_items(std::string_view json, std::string_view pointer) {
    std::vector<int> lines;
    int line = 1;
    std::size_t counted = 0;
    walk_to(json, pointer).each_item([&](std::size_t at) {
        line += lines_before(json, counted, at);
        counted = at;
        lines.push_back(line);
    });
    return lines;
}

}   // namespace pasokh::server
