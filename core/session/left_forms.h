#pragma once
// Forms that are being written about something that is not on the screen, one for each subject.
//
// Use:
//   if (is_being_written(form)) set_aside(left, form);
//   if (!take_back(left, form, &FeedbackForm::subject, number)) form.subject = number;
//
// Errors: none. Threads: none.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace pasokh::session {

inline constexpr std::size_t kMostLeftForms = 10;

/// The oldest beyond kMostLeftForms are forgotten.
template <typename Form>
void set_aside(std::vector<Form>& left, Form& form) {
    left.push_back(std::exchange(form, {}));
    if (left.size() > kMostLeftForms) left.erase(left.begin());
}

/// False when none was left about `subject`; `form` is as it was then.
template <typename Form>
bool take_back(std::vector<Form>& left, Form& form, std::string Form::*about, const std::string& subject) {
    const auto found = std::find_if(left.begin(), left.end(), [&](const Form& one) { return one.*about == subject; });
    if (found == left.end()) return false;
    form = std::move(*found);
    left.erase(found);
    return true;
}

}   // namespace pasokh::session
