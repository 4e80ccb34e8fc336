#pragma once
// The small set of widgets that views are made of. Each draws itself and emits its semantics in the same call.
//
// A widget takes the column it stands in and moves the column's y below itself. Those that people can press answer with
// what happened in this frame.
//
// Use:
//   if (button(ui, column, "send", ui.tr(Key::feedback_submit), {.kind = ButtonKind::primary})) ui.act(action::SubmitFeedback{});
//
// Sizes: every target is at least 44 high (WCAG 2.2, 2.5.8 asks 24).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/ui/ui.h"

namespace pasokh::ui {

inline constexpr float kPadding = 16;
inline constexpr float kTarget = 44;

namespace type {
inline constexpr TextStyle kTitle{.size = 20, .weight = 700, .line_height = 1.5f};
inline constexpr TextStyle kHeading{.size = 17, .weight = 600, .line_height = 1.5f};
inline constexpr TextStyle kSection{.size = 13, .weight = 600, .line_height = 1.5f, .color = Color::text_muted};
inline constexpr TextStyle kStrong{.size = 15, .weight = 600, .line_height = 1.6f};
inline constexpr TextStyle kBody{.size = 15, .line_height = 1.75f};
inline constexpr TextStyle kLabel{.size = 14, .weight = 500, .line_height = 1.5f};
inline constexpr TextStyle kSmall{.size = 13, .line_height = 1.6f, .color = Color::text_muted};
}   // namespace type

TextStyle tinted(TextStyle style, Color color);

/// A code reads from left to right in every language: "7K2Q9-F4XWT" would turn round at its dash.
inline std::string isolated(std::string_view code) { return "\u2066" + std::string(code) + "\u2069"; }

/// Headings get focus when a view has just been entered, so that screen readers start there.
void heading(Ui& ui, Column& column, std::string_view key, std::string_view words, std::uint8_t level, const TextStyle& style, const TextOptions& options = {});
void paragraph(Ui& ui, Column& column, std::string_view key, std::string_view words, const TextStyle& style, const TextOptions& options = {});

enum class Tone : std::uint8_t { neutral, positive, warning, danger, accent };

enum class ButtonKind : std::uint8_t { primary, secondary, quiet };
struct ButtonOptions {
    ButtonKind kind = ButtonKind::secondary;
    std::string_view icon;
    bool disabled = false;
    bool busy = false;
    bool pressed = false;          ///< a toggle that is on
};
/// As wide as the column.
bool button(Ui& ui, Column& column, std::string_view key, std::string_view label, const ButtonOptions& options = {});
/// At a place of its own. `logical` gives the whole size.
bool button_at(Ui& ui, std::string_view key, std::string_view label, const Rect& logical, const ButtonOptions& options = {});
/// An icon without words; `name` is for assistive technology.
bool icon_button(Ui& ui, std::string_view key, std::string_view name, std::string_view icon, const Rect& logical, Color color, bool mirrored = false);
/// Opens `href` outside; named `label` plus "opens in a new tab".
void link_button(Ui& ui, Column& column, std::string_view key, std::string_view label, std::string_view href, std::string_view icon);

struct FieldSpec {
    std::string_view label;
    std::string_view value;
    std::string_view placeholder;
    std::string_view hint;
    std::string_view error;        ///< not empty: the field is invalid
    std::string_view input = "text";   ///< text, search, tel or email
    std::string_view autocomplete = "off";
    std::uint32_t max_length = 0;
    float height = 48;             ///< more than one line: a text area
};
struct FieldEvents {
    const std::string* typed = nullptr;
    bool submitted = false;
};
FieldEvents field(Ui& ui, Column& column, std::string_view key, const FieldSpec& spec);

/// A bordered surface around the widgets drawn between begin and end.
struct Card {
    Ui::Scope scope;
    Column inner;
};
Card begin_card(Ui& ui, Column& column, std::string_view key, Role role = Role::group, Color fill = Color::surface, Color border = Color::border);
void end_card(Ui& ui, Column& column, const Card& card);

/// A pressable line of a list: icon, title, text below, arrow.
struct RowSpec {
    std::string_view title;
    const std::vector<TextSpan>* title_spans = nullptr;
    std::string_view subtitle;
    const std::vector<TextSpan>* subtitle_spans = nullptr;
    std::string_view icon;
    std::string_view href;         ///< not empty: a link to outside
    std::string_view lang;         ///< of title and subtitle
    std::uint16_t subtitle_lines = 2;
    std::string_view status;       ///< a pill below
    Tone status_tone = Tone::neutral;
};
/// Rows between begin_list and end_list stand on one surface with hairlines between them.
struct List {
    Card card;
    std::uint32_t count = 0;
};
List begin_list(Ui& ui, Column& column, std::string_view key);
bool row(Ui& ui, List& list, std::string_view key, const RowSpec& spec);
void end_list(Ui& ui, Column& column, const List& list);

struct ToneColors {
    Color strong, soft;
};
ToneColors colors_of(Tone tone);
/// A coloured message with an icon; role status, or alert for danger.
void banner(Ui& ui, Column& column, std::string_view key, Tone tone, std::string_view icon, std::string_view title, std::string_view words);
/// A short word on a coloured ground at `x`, `y`; gives its width.
float pill(Ui& ui, std::string_view key, Tone tone, std::string_view words, float x, float y, float max_width);
/// A large icon, a title and a hint in the middle of the column.
void empty_state(Ui& ui, Column& column, std::string_view key, std::string_view icon, std::string_view title, std::string_view hint);
/// "label: value" on one line, label muted; a value of one word that would be broken beside its label stands below it.
void fact(Ui& ui, Column& column, std::string_view key, std::string_view label, std::string_view value);

}   // namespace pasokh::ui
