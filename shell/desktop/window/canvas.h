#pragma once
// A small mesh builder for what the shell itself paints over the core's picture: fields, carets, focus rings, scroll bars, images.
//
// It gives the same DrawData as the core, so the renderer knows one form. Edges are smoothed by a fringe of one device
// pixel, as Dear ImGui does.
//
// Use:
//   Canvas canvas(size, device_pixel_ratio);
//   canvas.set_clip(rect);
//   canvas.fill(rect, rgba);
//   renderer.draw(canvas.data());
//
// Ownership: data() lives until the next change. Units: layout pixels; colours 0xRRGGBBAA, straight alpha. Threads: one.

#include <cstdint>
#include <vector>

#include "core/semantics/tree.h"
#include "core/ui/draw_data.h"
#include "core/ui/text_engine.h"
#include "core/ui/theme.h"

namespace pasokh::desktop {

using semantics::Rect;

class Canvas {
public:
    Canvas(float width, float height, float device_pixel_ratio) : width_(width), height_(height), ratio_(device_pixel_ratio), clip_{0, 0, width, height} {}

    float ratio() const { return ratio_; }
    void set_clip(const Rect& clip);
    void fill(const Rect& rect, std::uint32_t rgba);
    void fill_round(const Rect& rect, float radius, std::uint32_t rgba);
    void stroke_round(const Rect& rect, float radius, float thickness, std::uint32_t rgba);
    void image(const Rect& rect, std::uint32_t texture);
    /// Quads of a paragraph whose top left is at (x, y); it is snapped to device pixels.
    void text(const std::vector<ui::TextQuad>& quads, float x, float y, const ui::Theme& theme);
    ui::DrawData data() const { return {vertices_, indices_, commands_, width_, height_}; }

private:
    struct Point {
        float x, y;
    };
    static std::vector<Point> outline(const Rect& rect, float radius);
    std::uint32_t add(float x, float y, float u, float v, std::uint32_t packed);
    void quad(const Rect& rect, float u0, float v0, float u1, float v1, std::uint32_t packed);
    void ring(const std::vector<Point>& inner, const std::vector<Point>& outer, std::uint32_t inner_packed, std::uint32_t outer_packed);
    void use(std::uint32_t texture, std::size_t index_count);

    float width_, height_, ratio_;
    Rect clip_;
    std::vector<ui::DrawVertex> vertices_;
    std::vector<std::uint32_t> indices_;
    std::vector<ui::DrawCommand> commands_;
};

Rect grown(const Rect& rect, float by);
Rect intersection(const Rect& a, const Rect& b);

}   // namespace pasokh::desktop
