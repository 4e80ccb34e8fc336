#include "core/ui/views/score_scale.h"

#include <array>

#include "core/ui/icons.h"

namespace pasokh::ui {

using feedback::Kind;
using feedback::Mood;
using i18n::Key;
using session::FeedbackForm;
namespace action = session::action;

namespace {

constexpr std::array<std::string_view, 5> kFaces = {icons::kSmileWorst, icons::kSmileBad, icons::kSmileNeutral, icons::kSmileGood, icons::kSmileBest};

Box box_of(const FeedbackForm& form, bool chosen) {
    const Color border = chosen ? Color::accent : form.score_missing ? Color::danger : Color::border_strong;
    return {.fill = chosen ? Color::accent_soft : Color::surface, .border = border, .radius = 14, .border_width = chosen ? 2.0f : 1.0f};
}

Color ink_of(bool chosen, Color otherwise) { return chosen ? Color::accent_text : otherwise; }

Node& choice(Ui& ui, const FeedbackForm& form, int score, const Rect& rect, const Box& box, std::string_view name) {
    Node& node = ui.add("score-" + std::to_string(score), Role::radio, rect, box);
    node.name = name;
    node.states = form.score == score ? semantics::State::checked : 0u;
    if (ui.pressed(node.id)) ui.act(action::PickScore{score});
    return node;
}

struct EndWords {
    Key lowest, highest;
};
EndWords ends_of(Kind kind) { return kind == Kind::nps ? EndWords{Key::nps_lowest, Key::nps_highest} : EndWords{Key::effort_lowest, Key::effort_highest}; }

/// "9 of 10", and the word where the scale has one.
std::string position(const Ui& ui, Kind kind, int score) {
    const feedback::Scale scale = feedback::scale_of(kind);
    const std::string at = i18n::number(ui.lang(), score), of = i18n::number(ui.lang(), scale.max);
    const auto named = [&](const std::string& word) { return ui.tr(Key::score_position, {{"score", at}, {"max", of}, {"word", word}}); };
    if (kind == Kind::csat) return named(score_words(ui, kind, score));
    if (score == scale.min) return named(ui.tr(ends_of(kind).lowest));
    if (score == scale.max) return named(ui.tr(ends_of(kind).highest));
    return ui.tr(Key::score_of, {{"score", at}, {"max", of}});
}

float draw_faces(Ui& ui, const Column& column, const FeedbackForm& form) {
    constexpr float kGap = 6, kHeight = 84;
    const float width = (column.width - kGap * 4) / 5;
    for (int score = 1; score <= 5; ++score) {
        const bool chosen = form.score == score;
        const Color ink = ink_of(chosen, Color::text_muted);
        const TextBlock label = ui.text(score_words(ui, form.kind, score), {.size = 12, .weight = static_cast<std::uint16_t>(chosen ? 600 : 400), .line_height = 1.4f, .color = ink}, width - 4, {.align = Align::center, .max_lines = 1});
        Node& node = choice(ui, form, score, {column.x + (width + kGap) * static_cast<float>(score - 1), column.y, width, kHeight}, box_of(form, chosen), position(ui, form.kind, score));
        ui.put_icon(node, score_icon(form.kind, score), ink, (width - 36) / 2, 12, 36);
        ui.put(node, label, 2, 56);
    }
    return kHeight;
}

/// All up to the chosen one are lit, as on every shop's page.
float draw_stars(Ui& ui, const Column& column, const FeedbackForm& form) {
    constexpr float kGap = 6, kHeight = 64, kIcon = 36;
    const float width = (column.width - kGap * 4) / 5;
    for (int score = 1; score <= 5; ++score) {
        const bool lit = score <= form.score.value_or(0);
        Node& node = choice(ui, form, score, {column.x + (width + kGap) * static_cast<float>(score - 1), column.y, width, kHeight}, box_of(form, lit), score_words(ui, form.kind, score));
        ui.put_icon(node, icons::kStar, ink_of(lit, Color::text_muted), (width - kIcon) / 2, (kHeight - kIcon) / 2, kIcon);
    }
    return kHeight;
}

/// In one row, or in two where fingers would miss.
float draw_numbers(Ui& ui, const Column& column, const FeedbackForm& form) {
    constexpr float kGap = 5, kNarrowest = 30;
    const feedback::Scale scale = feedback::scale_of(form.kind);
    const int count = scale.max - scale.min + 1;
    const auto width_of = [&](int in_row) { return (column.width - kGap * static_cast<float>(in_row - 1)) / static_cast<float>(in_row); };
    const int in_row = width_of(count) >= kNarrowest ? count : (count + 1) / 2;
    const float width = width_of(in_row);
    for (int i = 0; i < count; ++i) {
        const int score = scale.min + i;
        const bool chosen = form.score == score;
        const float x = column.x + (width + kGap) * static_cast<float>(i % in_row), y = column.y + (kTarget + kGap) * static_cast<float>(i / in_row);
        const TextBlock digits = ui.text(i18n::number(ui.lang(), score), {.size = 16, .weight = 600, .line_height = 1.4f, .color = ink_of(chosen, Color::text)}, width - 2, {.align = Align::center, .max_lines = 1});
        Box box = box_of(form, chosen);
        box.radius = 10;
        Node& node = choice(ui, form, score, {x, y, width, kTarget}, box, position(ui, form.kind, score));
        ui.put(node, digits, 1, (kTarget - digits.height) / 2);
    }
    const int rows = (count + in_row - 1) / in_row;
    return (kTarget + kGap) * static_cast<float>(rows) - kGap;
}

/// For eyes only: the first and the last choice say it in their names.
void draw_end_words(Ui& ui, Column& column, Kind kind) {
    const EndWords words = ends_of(kind);
    const TextBlock lowest = ui.text(ui.tr(words.lowest), type::kSmall, column.width / 2 - 4);
    const TextBlock highest = ui.text(ui.tr(words.highest), type::kSmall, column.width / 2 - 4, {.align = Align::end});
    const float height = std::max(lowest.height, highest.height);
    column.gap(6);
    Node& node = ui.add("score-ends", Role::none, {column.x, column.y, column.width, height});
    ui.put(node, lowest, 0, 0);
    ui.put(node, highest, column.width / 2 + 4, 0);
    column.gap(height);
}

bool has_end_words(Kind kind) { return kind == Kind::nps || kind == Kind::effort; }

}   // namespace

void draw_scale(Ui& ui, Column& column, const FeedbackForm& form, std::string_view name) {
    const auto group = ui.begin("score", Role::radio_group, {column.x, column.y, column.width, 0});
    ui.node(group).name = name;
    ui.node(group).states = form.score_missing ? semantics::State::invalid : 0u;
    const float height = form.kind == Kind::csat ? draw_faces(ui, column, form) : form.kind == Kind::review ? draw_stars(ui, column, form) : draw_numbers(ui, column, form);
    ui.end(group, height);
    column.gap(height);
    if (has_end_words(form.kind)) draw_end_words(ui, column, form.kind);
}

std::string score_words(const Ui& ui, Kind kind, int score) {
    if (kind == Kind::csat) return ui.tr(i18n::key_at(Key::score_1, static_cast<std::size_t>(score - 1)));
    if (kind == Kind::review) return ui.tr_n(Key::star_count, score);
    return ui.tr(Key::score_of, {{"score", i18n::number(ui.lang(), score)}, {"max", i18n::number(ui.lang(), feedback::scale_of(kind).max)}});
}

std::string_view score_icon(Kind kind, int score) { return kind == Kind::csat ? kFaces[static_cast<std::size_t>(score - 1)] : icons::kStar; }

Key question_word(Kind kind) {
    switch (kind) {
        case Kind::nps: return Key::nps_question;
        case Kind::effort: return Key::effort_question;
        case Kind::review: return Key::review_question;
        case Kind::csat:
        case Kind::article: return Key::feedback_question;
    }
    return Key::feedback_question;
}

Key follow_up_word(Kind kind, std::optional<int> score) {
    if (kind == Kind::review) return Key::follow_review;
    if (!score) return Key::comment_label;
    const Mood mood = feedback::mood_of(kind, *score);
    if (kind == Kind::nps) return mood == Mood::low ? Key::follow_detractor : mood == Mood::middle ? Key::follow_passive : Key::follow_high;
    if (kind == Kind::effort) return mood == Mood::low ? Key::follow_effort_low : mood == Mood::middle ? Key::follow_middle : Key::follow_effort_high;
    return mood == Mood::low ? Key::follow_low : mood == Mood::middle ? Key::follow_middle : Key::follow_high;
}

}   // namespace pasokh::ui
