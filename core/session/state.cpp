#include "core/session/state.h"

#include <array>

namespace pasokh::session {

namespace {
/// Indexed by View.
constexpr std::array<std::string_view, 10> kViewNames = {"home", "results", "category", "article", "order_form", "order_status", "feedback", "contact",
                                                         "request_form", "request_thread"};
}   // namespace

std::string_view view_name(View view) { return kViewNames[static_cast<std::size_t>(view)]; }

std::optional<View> parse_view(std::string_view name) {
    for (std::size_t i = 0; i < kViewNames.size(); ++i)
        if (kViewNames[i] == name) return static_cast<View>(i);
    return std::nullopt;
}

}   // namespace pasokh::session
