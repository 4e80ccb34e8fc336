#include "core/requests/model.h"

#include <array>
#include <span>

#include "core/base/ulid.h"
#include "core/text/fit.h"
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

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}   // namespace

std::string_view topic_name(Topic topic) { return kTopics[static_cast<std::size_t>(topic)]; }
std::optional<Topic> parse_topic(std::string_view name) { return parse<Topic>(kTopics, name); }
std::string_view state_name(RequestState state) { return kStates[static_cast<std::size_t>(state)]; }
std::optional<RequestState> parse_state(std::string_view name) { return parse<RequestState>(kStates, name); }
std::string_view author_name(Author author) { return kAuthors[static_cast<std::size_t>(author)]; }
std::optional<Author> parse_author(std::string_view name) { return parse<Author>(kAuthors, name); }

bool is_fit_message(std::string_view text) { return !is_blank(text) && text::count_code_points(text) <= kMaxMessageCodePoints && text::is_fit_text(text); }

std::vector<Fault> faults_of(const NewRequest& request) {
    std::vector<Fault> faults;
    if (!is_ulid(request.id)) faults.push_back({"/id", "format"});
    if (text::count_code_points(request.message) > kMaxMessageCodePoints || is_blank(request.message)) faults.push_back({"/message", "length"});
    else if (!is_fit_message(request.message)) faults.push_back({"/message", "format"});
    if (request.contact.empty() || request.contact.size() > kMaxContactBytes) faults.push_back({"/contact", "length"});
    if (request.order_number.size() > kMaxOrderNumberBytes) faults.push_back({"/order_number", "length"});
    else if (!text::is_fit_line(request.order_number)) faults.push_back({"/order_number", "format"});
    if (!text::is_language_tag(request.lang)) faults.push_back({"/lang", "format"});
    if (!text::is_fit_line(request.website)) faults.push_back({"/website", "format"});
    if (request.occurred_at <= 0) faults.push_back({"/occurred_at", "range"});
    return faults;
}

}   // namespace pasokh::requests
