#include "core/requests/model.h"

#include <array>
#include <span>

#include "core/base/ulid.h"
#include "core/text/language.h"
#include "core/text/utf8.h"

namespace pasokh::requests {

namespace {

/// Indexed by their enums.
constexpr std::array<std::string_view, kTopicCount> kTopics = {"question", "complaint", "damaged", "missing", "wrong", "warranty"};
constexpr std::array<std::string_view, 4> kStates = {"open", "answered", "solved", "closed"};
constexpr std::array<std::string_view, 2> kAuthors = {"customer", "shop"};

template <typename Enum>
std::optional<Enum> parse(std::span<const std::string_view> names, std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<Enum>(i);
    return std::nullopt;
}

bool repaints(char32_t letter) { return letter < 0x20 || (letter >= 0x7F && letter < 0xA0) || (letter >= 0x202A && letter <= 0x202E) || letter == 0x2028 || letter == 0x2029; }

bool has_unfit(std::string_view text, std::u32string_view allowed) {
    for (std::size_t at = 0; at < text.size();) {
        const char32_t letter = text::next_code_point(text, at);
        if (repaints(letter) && allowed.find(letter) == std::u32string_view::npos) return true;
    }
    return false;
}

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}   // namespace

std::string_view topic_name(Topic topic) { return kTopics[static_cast<std::size_t>(topic)]; }
std::optional<Topic> parse_topic(std::string_view name) { return parse<Topic>(kTopics, name); }
std::string_view state_name(RequestState state) { return kStates[static_cast<std::size_t>(state)]; }
std::optional<RequestState> parse_state(std::string_view name) { return parse<RequestState>(kStates, name); }
std::string_view author_name(Author author) { return kAuthors[static_cast<std::size_t>(author)]; }
std::optional<Author> parse_author(std::string_view name) { return parse<Author>(kAuthors, name); }

bool is_fit_message(std::string_view text) { return !is_blank(text) && text::count_code_points(text) <= kMaxMessageCodePoints && !has_unfit(text, U"\n\t\r"); }

bool is_fit_line(std::string_view text) { return !has_unfit(text, {}); }

std::string tidy_message(std::string_view typed) {
    std::string tidy;
    for (std::size_t at = 0; at < typed.size();) {
        const std::size_t begin = at;
        const char32_t letter = text::next_code_point(typed, at);
        const bool line_end = letter == U'\n' || letter == 0x2028 || letter == 0x2029 || (letter == U'\r' && (at == typed.size() || typed[at] != '\n'));
        if (line_end) tidy += '\n';
        else if (letter == U'\t' || !repaints(letter)) tidy += typed.substr(begin, at - begin);
    }
    const std::size_t first = tidy.find_first_not_of(" \t\n");
    return first == std::string::npos ? std::string{} : tidy.substr(first, tidy.find_last_not_of(" \t\n") - first + 1);
}

std::vector<Fault> faults_of(const NewRequest& request) {
    std::vector<Fault> faults;
    if (!is_ulid(request.id)) faults.push_back({"/id", "format"});
    if (text::count_code_points(request.message) > kMaxMessageCodePoints || is_blank(request.message)) faults.push_back({"/message", "length"});
    else if (!is_fit_message(request.message)) faults.push_back({"/message", "format"});
    if (request.contact.empty() || request.contact.size() > kMaxContactBytes) faults.push_back({"/contact", "length"});
    if (request.order_number.size() > kMaxOrderNumberBytes) faults.push_back({"/order_number", "length"});
    else if (!is_fit_line(request.order_number)) faults.push_back({"/order_number", "format"});
    if (!text::is_language_tag(request.lang)) faults.push_back({"/lang", "format"});
    if (request.occurred_at <= 0) faults.push_back({"/occurred_at", "range"});
    return faults;
}

}   // namespace pasokh::requests
