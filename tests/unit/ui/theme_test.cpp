#include "core/ui/theme.h"

#include <doctest/doctest.h>

using namespace pasokh;
using namespace pasokh::ui;
using session::ThemeMode;

TEST_CASE("contrast follows the published examples") {
    CHECK(contrast(0xFFFFFFFF, 0x000000FF) == doctest::Approx(21));
    CHECK(contrast(0x777777FF, 0xFFFFFFFF) == doctest::Approx(4.478).epsilon(0.001));
}

TEST_CASE("every text colour is readable on every ground it stands on, for any accent of the shop") {
    for (const std::uint32_t accent : {0x0F766Eu, 0x000000u, 0xFFFFFFu, 0xFFD400u, 0xFF0000u, 0x00FF00u, 0x0000FFu, 0x808080u, 0xF5F5DCu, 0x4B0082u}) {
        for (const ThemeMode mode : {ThemeMode::light, ThemeMode::dark}) {
            CAPTURE(accent);
            CAPTURE(static_cast<int>(mode));
            const Theme theme = make_theme(mode, accent);
            const auto ratio = [&](Color front, Color back) { return contrast(theme.rgba(front), theme.rgba(back)); };
            for (const Color ground : {Color::background, Color::surface, Color::surface_sunken, Color::surface_hover})
                for (const Color words : {Color::text, Color::text_muted, Color::accent_text}) CHECK(ratio(words, ground) >= 4.5);
            CHECK(ratio(Color::accent_text, Color::accent_soft) >= 4.5);
            CHECK(ratio(Color::on_accent, Color::accent) >= 4.5);
            CHECK(ratio(Color::text, Color::mark) >= 4.5);
            CHECK(ratio(Color::positive, Color::positive_soft) >= 4.5);
            CHECK(ratio(Color::warning, Color::warning_soft) >= 4.5);
            CHECK(ratio(Color::danger, Color::danger_soft) >= 4.5);
            for (const Color soft : {Color::positive_soft, Color::warning_soft, Color::danger_soft, Color::accent_soft}) CHECK(ratio(Color::text, soft) >= 4.5);
            for (const Color shape : {Color::border_strong, Color::focus})
                for (const Color ground : {Color::background, Color::surface}) CHECK(ratio(shape, ground) >= 3.0);
        }
    }
}
