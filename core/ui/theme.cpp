#include "core/ui/theme.h"

#include <cmath>

namespace pasokh::ui {

namespace {

constexpr double kTextContrast = 4.5;
constexpr double kShapeContrast = 3.0;

struct Rgb {
    double r, g, b;   ///< 0 to 1, sRGB
};

Rgb rgb_of(std::uint32_t rgba) {
    return {static_cast<double>(rgba >> 24) / 255, static_cast<double>((rgba >> 16) & 255) / 255, static_cast<double>((rgba >> 8) & 255) / 255};
}

std::uint32_t rgba_of(Rgb color) {
    const auto byte = [](double value) { return static_cast<std::uint32_t>(std::lround(value * 255)); };
    return byte(color.r) << 24 | byte(color.g) << 16 | byte(color.b) << 8 | 255;
}

/// WCAG 2.2 relative luminance.
double luminance(std::uint32_t rgba) {
    const auto linear = [](double value) { return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4); };
    const Rgb color = rgb_of(rgba);
    return 0.2126 * linear(color.r) + 0.7152 * linear(color.g) + 0.0722 * linear(color.b);
}

std::uint32_t mix(std::uint32_t from, std::uint32_t to, double share) {
    const Rgb a = rgb_of(from);
    const Rgb b = rgb_of(to);
    return rgba_of({a.r + (b.r - a.r) * share, a.g + (b.g - a.g) * share, a.b + (b.b - a.b) * share});
}

constexpr std::uint32_t kWhite = 0xFFFFFFFF;
constexpr std::uint32_t kBlack = 0x000000FF;

/// The colour nearest to `color` that reaches `ratio` against all of `grounds`, moved toward black or white.
std::uint32_t readable(std::uint32_t color, std::initializer_list<std::uint32_t> grounds, double ratio, std::uint32_t toward) {
    for (int step = 0; step <= 50; ++step) {
        const std::uint32_t candidate = mix(color, toward, step / 50.0);
        bool enough = true;
        for (std::uint32_t ground : grounds) enough = enough && contrast(candidate, ground) >= ratio;
        if (enough) return candidate;
    }
    return toward;
}

}   // namespace

double contrast(std::uint32_t first_rgba, std::uint32_t second_rgba) {
    const double a = luminance(first_rgba);
    const double b = luminance(second_rgba);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

Theme make_theme(session::ThemeMode mode, std::uint32_t accent_rgb) {
    const bool light = mode == session::ThemeMode::light;
    const std::uint32_t base_accent = accent_rgb << 8 | 255;
    Theme theme;
    theme.light = light;
    const auto set = [&theme](Color color, std::uint32_t rgba) { theme.colors[static_cast<std::size_t>(color)] = rgba; };
    const auto get = [&theme](Color color) { return theme.rgba(color); };
    const std::uint32_t ink = light ? kBlack : kWhite;   // what foregrounds move toward

    set(Color::none, 0);
    set(Color::background, light ? 0xF6F7F8FF : 0x14171AFF);
    set(Color::surface, light ? 0xFFFFFFFF : 0x1D2125FF);
    set(Color::surface_sunken, light ? 0xEEF0F2FF : 0x262B30FF);
    set(Color::surface_hover, light ? 0xF1F4F5FF : 0x262B30FF);
    set(Color::border, light ? 0xE1E5E8FF : 0x343A40FF);
    set(Color::text, light ? 0x1B1F23FF : 0xECEFF1FF);
    set(Color::shadow, light ? 0x10182826 : 0x00000066);
    const auto grounds = {get(Color::background), get(Color::surface), get(Color::surface_sunken), get(Color::surface_hover)};
    set(Color::border_strong, readable(light ? 0x8A949CFF : 0x78828AFF, grounds, kShapeContrast, ink));
    set(Color::text_muted, readable(light ? 0x5B656DFF : 0xA3ADB5FF, grounds, kTextContrast, ink));

    // Filled accent areas must stand out from the background and carry readable text.
    const std::uint32_t accent = readable(base_accent, {get(Color::background), get(Color::surface)}, kShapeContrast, ink);
    const std::uint32_t on_accent = contrast(kWhite, accent) >= kTextContrast ? kWhite
                                    : contrast(kBlack, accent) >= kTextContrast ? kBlack : kWhite;
    set(Color::accent, on_accent == kWhite ? readable(accent, {kWhite}, kTextContrast, kBlack) : accent);
    set(Color::on_accent, on_accent);
    set(Color::accent_soft, mix(get(Color::surface), accent, light ? 0.10 : 0.20));
    set(Color::accent_text, readable(base_accent, {get(Color::background), get(Color::surface), get(Color::surface_sunken), get(Color::surface_hover), get(Color::accent_soft)}, kTextContrast, ink));
    set(Color::focus, readable(base_accent, grounds, kShapeContrast, ink));

    const auto set_pair = [&](Color strong, Color soft, std::uint32_t hue) {
        set(soft, mix(get(Color::surface), hue, light ? 0.12 : 0.22));
        set(strong, readable(hue, {get(soft), get(Color::surface), get(Color::background)}, kTextContrast, ink));
    };
    set_pair(Color::positive, Color::positive_soft, 0x15803DFF);
    set_pair(Color::warning, Color::warning_soft, 0xB45309FF);
    set_pair(Color::danger, Color::danger_soft, 0xC62828FF);
    set(Color::mark, light ? 0xFFE9A8FF : 0x5C4A12FF);
    return theme;
}

}   // namespace pasokh::ui
