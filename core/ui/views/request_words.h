#pragma once
// The words that all views of requests share.

#include <string>
#include <string_view>

#include "core/i18n/keys.h"
#include "core/requests/model.h"
#include "core/session/requests.h"

namespace pasokh::ui {

using session::topic_word;

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


}   // namespace pasokh::ui
