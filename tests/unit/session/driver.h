#pragma once
// A session with a clock that only the test moves.

#include <string>
#include <utility>
#include <vector>

#include "core/session/reduce.h"

namespace pasokh::session::test {

inline constexpr TimestampMs kStart = 1795300000000;   // 2026-11-22

struct Driver {
    State state;
    Context context{.now = kStart, .random = {}};
    std::vector<Effect> effects;   ///< of the last action

    Driver() {
        state.lang = "en";
        state.knowledge = KnowledgeState::ready;
        state.config.feedback = true;
    }

    Driver& does(const Action& action) {
        ++context.random[9];       // the next ULID differs; random[0] stays 0, so that back-off has no jitter
        effects = reduce(state, action, context);
        return *this;
    }
    Driver& after(TimestampMs time) {
        context.now += time;
        return *this;
    }

    template <typename T>
    std::vector<T> all() const {
        std::vector<T> found;
        for (const Effect& effect : effects)
            if (const T* one = std::get_if<T>(&effect)) found.push_back(*one);
        return found;
    }
    template <typename T>
    bool has() const { return !all<T>().empty(); }
    bool emitted(std::string_view name) const {
        for (const auto& event : all<effect::Emit>())
            if (event.name == name) return true;
        return false;
    }
    Driver& answer(const std::string& request_id, int status, std::string body = {}, int retry_after_s = 0) {
        return does(action::HttpAnswered{request_id, status, std::move(body), retry_after_s});
    }
};

inline kb::Article article(const std::string& id) {
    kb::Article made;
    made.info.id = id;
    made.info.lang = id.substr(0, 2);
    made.info.translation_key = id.substr(3);
    return made;
}

}   // namespace pasokh::session::test
