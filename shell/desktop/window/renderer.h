#pragma once
// Draws ui::DrawData with OpenGL 3.3 core and keeps the textures.
//
// One shader, one vertex layout, one blend (ONE, ONE_MINUS_SRC_ALPHA on premultiplied colours), a scissor for each command.
// Coverage textures are one byte a texel, swizzled to white with that alpha.
//
// Use:
//   TRY_ASSIGN(auto renderer, Renderer::create());
//   renderer->begin(width_px, height_px, ratio, background);
//   renderer->draw(data);
//
// Ownership: owns its GL objects; the context must be current for every call, the destructor included. Errors: internal, with the
// driver's words. Threads: that of the context.

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <vector>

#include "core/base/result.h"
#include "core/ui/draw_data.h"
#include "shell/desktop/text/glyph_atlas.h"

namespace pasokh::desktop {

class Renderer final : public TextureStore {
public:
    static Result<std::unique_ptr<Renderer>> create();
    ~Renderer() override;
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    std::uint32_t create_coverage(int width, int height) override;
    void write_coverage(std::uint32_t texture, int x, int y, int width, int height, std::span<const std::uint8_t> pixels) override;
    void destroy(std::uint32_t texture) override;
    /// Premultiplied RGBA rows, top row first.
    std::uint32_t create_picture(int width, int height, std::span<const std::uint8_t> rgba);

    void begin(int width_px, int height_px, float device_pixel_ratio, std::uint32_t clear_rgba);
    void draw(const ui::DrawData& data);
    /// Everything between is drawn into memory instead of the window. Gives RGB rows, top row first.
    Status begin_capture(int width_px, int height_px);
    std::vector<std::uint8_t> end_capture(int width_px, int height_px);

private:
    Renderer() = default;
    Status build();

    std::uint32_t program_ = 0, vertex_array_ = 0, vertex_buffer_ = 0, index_buffer_ = 0, white_ = 0;
    std::uint32_t frame_buffer_ = 0, color_buffer_ = 0;
    int viewport_location_ = -1;
    int width_px_ = 0, height_px_ = 0;
    float ratio_ = 1;
};

}   // namespace pasokh::desktop
