#pragma once
// The words that all views of requests share.

#include <string>
#include <string_view>

#include "core/i18n/keys.h"
#include "core/requests/model.h"

namespace pasokh::ui {

inline i18n::Key topic_word(requests::Topic topic) {
    using i18n::Key;
    switch (topic) {
        case requests::Topic::question: return Key::topic_question;
        case requests::Topic::complaint: return Key::topic_complaint;
        case requests::Topic::damaged: return Key::topic_damaged;
        case requests::Topic::missing: return Key::topic_missing;
        case requests::Topic::wrong: return Key::topic_wrong;
        case requests::Topic::warranty: return Key::topic_warranty;
    }
    return Key::topic_question;
}

inline i18n::Key state_word(requests::RequestState state) {
    using i18n::Key;
    switch (state) {
        case requests::RequestState::open: return Key::request_state_open;
        case requests::RequestState::answered: return Key::request_state_answered;
        case requests::RequestState::solved: return Key::request_state_solved;
        case requests::RequestState::closed: return Key::request_state_closed;
    }
    return Key::request_state_open;
}

/// A code reads from left to right in every language: "7K2Q9-F4XWT" would turn round at its dash.
inline std::string isolated(std::string_view code) { return "\u2066" + std::string(code) + "\u2069"; }

}   // namespace pasokh::ui
