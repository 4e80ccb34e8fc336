#pragma once
// The scale of a question as a radio group: faces, stars, or numbers with words at both ends.
//
// Use:
//   draw_scale(ui, column, form, question);
//   paragraph(ui, column, "answer", score_words(ui, form.kind, *form.score), ...);
//
// The first choice stands where reading starts, so that 0 is at the right in Persian. Every target is 44 high and at least 24 wide.

#include <string>
#include <string_view>

#include "core/i18n/keys.h"
#include "core/ui/ui.h"
#include "core/ui/widgets.h"

namespace pasokh::ui {

/// `name` is that of the group. A press picks the score.
void draw_scale(Ui& ui, Column& column, const session::FeedbackForm& form, std::string_view name);

/// What the score says: "Good", "4 stars", "9 of 10".
std::string score_words(const Ui& ui, feedback::Kind kind, int score);
std::string_view score_icon(feedback::Kind kind, int score);

/// The usual question of a kind.
i18n::Key question_word(feedback::Kind kind);
/// What is asked about the score.
i18n::Key follow_up_word(feedback::Kind kind, std::optional<int> score);

}   // namespace pasokh::ui
