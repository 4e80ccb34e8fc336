#include "shell/desktop/window/canvas.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pasokh::desktop {

namespace {

constexpr int kCornerSteps = 10;

/// Straight 0xRRGGBBAA to premultiplied, r in the lowest byte.
std::uint32_t packed(std::uint32_t rgba) {
    const std::uint32_t alpha = rgba & 255;
    const auto scaled = [&](int shift) { return ((rgba >> shift & 255) * alpha + 127) / 255; };
    return scaled(24) | scaled(16) << 8 | scaled(8) << 16 | alpha << 24;
}

}   // namespace

Rect grown(const Rect& rect, float by) { return {rect.x - by, rect.y - by, rect.width + 2 * by, rect.height + 2 * by}; }

Rect intersection(const Rect& a, const Rect& b) {
    const float x0 = std::max(a.x, b.x);
    const float y0 = std::max(a.y, b.y);
    const float x1 = std::min(a.x + a.width, b.x + b.width);
    const float y1 = std::min(a.y + a.height, b.y + b.height);
    return {x0, y0, std::max(0.0f, x1 - x0), std::max(0.0f, y1 - y0)};
}

void Canvas::set_clip(const Rect& clip) { clip_ = intersection(clip, {0, 0, width_, height_}); }

std::uint32_t Canvas::add(float x, float y, float u, float v, std::uint32_t color) {
    vertices_.push_back({x, y, u, v, color});
    return static_cast<std::uint32_t>(vertices_.size() - 1);
}

void Canvas::use(std::uint32_t texture, std::size_t index_count) {
    const auto count = static_cast<std::uint32_t>(index_count);
    const float x1 = clip_.x + clip_.width;
    const float y1 = clip_.y + clip_.height;
    if (!commands_.empty()) {
        ui::DrawCommand& last = commands_.back();
        if (last.texture == texture && last.clip_x0 == clip_.x && last.clip_y0 == clip_.y && last.clip_x1 == x1 && last.clip_y1 == y1) {
            last.index_count += count;
            return;
        }
    }
    commands_.push_back({clip_.x, clip_.y, x1, y1, texture, static_cast<std::uint32_t>(indices_.size()) - count, count});
}

void Canvas::quad(const Rect& rect, float u0, float v0, float u1, float v1, std::uint32_t color) {
    const std::uint32_t a = add(rect.x, rect.y, u0, v0, color);
    add(rect.x + rect.width, rect.y, u1, v0, color);
    add(rect.x + rect.width, rect.y + rect.height, u1, v1, color);
    add(rect.x, rect.y + rect.height, u0, v1, color);
    indices_.insert(indices_.end(), {a, a + 1, a + 2, a, a + 2, a + 3});
}

void Canvas::fill(const Rect& rect, std::uint32_t rgba) {
    quad(rect, 0, 0, 0, 0, packed(rgba));
    use(0, 6);
}

void Canvas::image(const Rect& rect, std::uint32_t texture) {
    quad(rect, 0, 0, 1, 1, 0xFFFFFFFF);
    use(texture, 6);
}

std::vector<Canvas::Point> Canvas::outline(const Rect& rect, float radius) {
    radius = std::clamp(radius, 0.0f, std::min(rect.width, rect.height) / 2);
    std::vector<Point> points;
    for (int corner = 0; corner < 4; ++corner) {   // clockwise from the right bottom
        const float cx = corner == 0 || corner == 3 ? rect.x + rect.width - radius : rect.x + radius;
        const float cy = corner < 2 ? rect.y + rect.height - radius : rect.y + radius;
        for (int step = 0; step <= kCornerSteps; ++step) {
            const float angle = (static_cast<float>(corner) + static_cast<float>(step) / kCornerSteps) * std::numbers::pi_v<float> / 2;
            points.push_back({cx + radius * std::cos(angle), cy + radius * std::sin(angle)});
        }
    }
    return points;
}

void Canvas::ring(const std::vector<Point>& inner, const std::vector<Point>& outer, std::uint32_t inner_color, std::uint32_t outer_color) {
    const auto first = static_cast<std::uint32_t>(vertices_.size());
    for (std::size_t i = 0; i < inner.size(); ++i) {
        add(inner[i].x, inner[i].y, 0, 0, inner_color);
        add(outer[i].x, outer[i].y, 0, 0, outer_color);
    }
    const auto count = static_cast<std::uint32_t>(inner.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        const std::uint32_t a = first + 2 * i;
        const std::uint32_t b = first + 2 * ((i + 1) % count);
        indices_.insert(indices_.end(), {a, a + 1, b + 1, a, b + 1, b});
    }
    use(0, std::size_t{6} * count);
}

void Canvas::fill_round(const Rect& rect, float radius, std::uint32_t rgba) {
    const float fringe = 0.5f / ratio_;
    const std::uint32_t color = packed(rgba);
    const std::vector<Point> inner = outline(grown(rect, -fringe), radius - fringe);
    const auto first = static_cast<std::uint32_t>(vertices_.size());
    for (const Point& point : inner) add(point.x, point.y, 0, 0, color);
    for (std::uint32_t i = 2; i < inner.size(); ++i) indices_.insert(indices_.end(), {first, first + i - 1, first + i});
    use(0, (inner.size() - 2) * 3);
    ring(inner, outline(grown(rect, fringe), radius + fringe), color, 0);
}

void Canvas::stroke_round(const Rect& rect, float radius, float thickness, std::uint32_t rgba) {
    const float half = thickness / 2;
    const float fringe = 0.5f / ratio_;
    const std::uint32_t color = packed(rgba);
    const auto at = [&](float offset) { return outline(grown(rect, offset), radius + offset); };
    ring(at(-half - fringe), at(-half + fringe), 0, color);
    ring(at(-half + fringe), at(half - fringe), color, color);
    ring(at(half - fringe), at(half + fringe), color, 0);
}

void Canvas::text(const std::vector<ui::TextQuad>& quads, float x, float y, const ui::Theme& theme) {
    const float left = std::round(x * ratio_) / ratio_;
    const float top = std::round(y * ratio_) / ratio_;
    for (const ui::TextQuad& from : quads) {
        quad({left + from.x0, top + from.y0, from.x1 - from.x0, from.y1 - from.y0}, from.u0, from.v0, from.u1, from.v1, packed(theme.rgba(from.tint)));
        use(from.texture, 6);
    }
}

}   // namespace pasokh::desktop
