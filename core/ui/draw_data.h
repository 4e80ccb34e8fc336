#pragma once
// What a renderer needs of one frame: one vertex buffer, one index buffer, commands in order.
//
// Flattened from Dear ImGui's draw list, so that shells need no imgui.h: the page hands these arrays to WebGL2, the desktop to
// OpenGL. Vertex layout is ImDrawVert: float x, y, u, v; 8-bit r, g, b, a. Colours are PREMULTIPLIED; blend ONE,
// ONE_MINUS_SRC_ALPHA. Texture 0 is a single white texel.
//
// Ownership: arrays live until the next frame. Units: layout pixels; a renderer scales by the device pixel ratio.

#include <cstdint>
#include <span>

namespace pasokh::ui {

struct DrawVertex {
    float x, y, u, v;
    std::uint32_t rgba;      ///< r in the lowest byte, premultiplied
};

struct DrawCommand {
    float clip_x0, clip_y0, clip_x1, clip_y1;
    std::uint32_t texture;
    std::uint32_t index_offset, index_count;
};

struct DrawData {
    std::span<const DrawVertex> vertices;
    std::span<const std::uint32_t> indices;
    std::span<const DrawCommand> commands;
    float width = 0, height = 0;
};

}   // namespace pasokh::ui
