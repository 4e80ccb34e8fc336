#pragma once
// Coverage bitmaps of glyphs, packed into textures.
//
// A glyph is rasterised once for each (face, size in device pixels, glyph, quarter-pixel x, slant) and kept in shelves of
// 1024 x 1024 pages. Textures are white with coverage as alpha; colour is the draw command's.
//
// Use:
//   GlyphAtlas atlas(fonts, textures);
//   if (const GlyphSlot* slot = atlas.find({.face = 0, .glyph = 42, .size_64 = 15 * 64})) ...
//
// Ownership: keeps references to both; they must outlive it. A slot stays valid until `trim`. Errors: a glyph that cannot be
// rasterised is an empty slot. Threads: one.

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "shell/desktop/text/fonts.h"

namespace pasokh::desktop {

/// Where pages live: OpenGL in the window, memory in tests.
class TextureStore {
public:
    virtual ~TextureStore() = default;
    /// A cleared coverage texture; the handle is never 0.
    virtual std::uint32_t create_coverage(int width, int height) = 0;
    virtual void write_coverage(std::uint32_t texture, int x, int y, int width, int height, std::span<const std::uint8_t> pixels) = 0;
    virtual void destroy(std::uint32_t texture) = 0;
};

struct GlyphKey {
    FaceId face = 0;
    std::uint32_t glyph = 0;           ///< below 65536
    std::uint32_t size_64 = 0;         ///< device pixels, 26.6
    std::uint8_t quarter_x = 0;        ///< 0 to 3
    bool slanted = false;
};

struct GlyphSlot {
    std::uint32_t texture = 0;
    int left = 0, top = 0;             ///< of the bitmap from the pen, device pixels, y downwards
    int width = 0, height = 0;         ///< 0: nothing to draw
    float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
};

class GlyphAtlas {
public:
    static constexpr int kPageSize = 1024;
    static constexpr std::size_t kMaxPages = 8;

    GlyphAtlas(const FontSet& fonts, TextureStore& textures) : fonts_(fonts), textures_(textures) {}
    ~GlyphAtlas();
    GlyphAtlas(const GlyphAtlas&) = delete;
    GlyphAtlas& operator=(const GlyphAtlas&) = delete;

    const GlyphSlot& find(const GlyphKey& key);
    /// Between frames: drops everything once more than kMaxPages are in use.
    void trim();
    std::size_t page_count() const { return pages_.size(); }

private:
    struct Page {
        std::uint32_t texture = 0;
        int x = 0, y = 0, shelf_height = 0;
    };
    GlyphSlot rasterise(const GlyphKey& key);
    void place(GlyphSlot& slot, std::span<const std::uint8_t> pixels);
    void clear();

    const FontSet& fonts_;
    TextureStore& textures_;
    std::vector<Page> pages_;
    std::unordered_map<std::uint64_t, GlyphSlot> slots_;
};

}   // namespace pasokh::desktop
