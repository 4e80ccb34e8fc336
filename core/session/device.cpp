// Whether the device keeps what is saved, and what of it cannot be read any more.
#include <algorithm>

#include "core/session/reduction.h"

namespace pasokh::session {

void on(Reduction& run, const action::SetRemembers& action) { run.state.remembers = action.remembers; }

bool is_unreadable(Reduction& run, const OutboxItem& item) {
    if (!item.body.empty() || is_survey_memory(item)) return false;   // "never ask again" is said by its path alone
    std::vector<std::string>& unreadable = run.state.unreadable;
    if (std::find(unreadable.begin(), unreadable.end(), item.id) != unreadable.end()) return true;
    if (unreadable.empty()) run.announce(i18n::Key::unreadable_title);
    unreadable.push_back(item.id);
    run.emit("error", {{"code", "outbox-unreadable"}, {"id", item.id}});
    return true;
}

void on(Reduction& run, const action::DismissUnreadable&) {
    for (const std::string& id : run.state.unreadable) run.push(effect::DropOutbox{id});
    run.state.unreadable.clear();
}

}   // namespace pasokh::session
