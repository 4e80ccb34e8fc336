#pragma once
// Colours by token for light and dark, made from one accent colour.
//
// Every text token keeps a contrast of at least 4.5 : 1 on the surfaces it stands on, and every border that carries
// meaning at least 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11); tests/unit/ui/theme_test.cpp holds this for any accent.
//
// Use:
//   Theme theme = make_theme(session::ThemeMode::dark, 0x0F766E);
//   std::uint32_t rgba = theme.rgba(Color::accent);
//
// Threads: plain values.

#include <array>
#include <cstdint>

#include "core/semantics/tree.h"
#include "core/session/state.h"

namespace pasokh::ui {

using semantics::Color;

struct Theme {
    std::array<std::uint32_t, semantics::kColorCount> colors{};   ///< 0xRRGGBBAA, straight alpha
    bool light = true;
    std::uint32_t rgba(Color color) const { return colors[static_cast<std::size_t>(color)]; }
    bool operator==(const Theme&) const = default;
};

Theme make_theme(session::ThemeMode mode, std::uint32_t accent_rgb);

/// WCAG 2 contrast ratio of two opaque colours (0xRRGGBBAA, alpha ignored), 1 to 21.
double contrast(std::uint32_t first_rgba, std::uint32_t second_rgba);

}   // namespace pasokh::ui
