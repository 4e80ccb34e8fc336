#include "shell/desktop/text/glyph_atlas.h"

#include <algorithm>
#include <cstring>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

namespace pasokh::desktop {

namespace {

constexpr int kGap = 1;   ///< between glyphs, so that a neighbour never bleeds in

std::uint64_t packed(const GlyphKey& key) {
    return (std::uint64_t{key.size_64} << 32) | (std::uint64_t{key.glyph & 0xFFFF} << 16) | (std::uint64_t{key.face} << 8) |
           (std::uint64_t{key.quarter_x} << 1) | (key.slanted ? 1u : 0u);
}

/// About 12 degrees, the usual synthetic italic.
constexpr FT_Matrix kSlant{0x10000, 0x3700, 0, 0x10000};

}   // namespace

GlyphAtlas::~GlyphAtlas() { clear(); }

void GlyphAtlas::clear() {
    for (const Page& page : pages_) textures_.destroy(page.texture);
    pages_.clear();
    slots_.clear();
}

void GlyphAtlas::trim() {
    if (pages_.size() > kMaxPages) clear();
}

const GlyphSlot& GlyphAtlas::find(const GlyphKey& key) {
    const std::uint64_t id = packed(key);
    const auto found = slots_.find(id);
    if (found != slots_.end()) return found->second;
    return slots_.emplace(id, rasterise(key)).first->second;
}

GlyphSlot GlyphAtlas::rasterise(const GlyphKey& key) {
    GlyphSlot slot;
    FT_Face face = fonts_.face(key.face).freetype;
    // Light hinting moves only y: stems stay where the layout put them, and horizontal strokes get crisp.
    if (FT_Set_Char_Size(face, static_cast<FT_F26Dot6>(key.size_64), 0, 72, 72) != 0) return slot;
    if (FT_Load_Glyph(face, key.glyph, FT_LOAD_NO_BITMAP | FT_LOAD_TARGET_LIGHT) != 0 || face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) return slot;
    FT_Outline* outline = &face->glyph->outline;
    if (key.slanted) FT_Outline_Transform(outline, &kSlant);
    FT_Outline_Translate(outline, key.quarter_x * 16, 0);
    if (FT_Render_Glyph(face->glyph, FT_RENDER_MODE_NORMAL) != 0) return slot;
    const FT_Bitmap& bitmap = face->glyph->bitmap;
    slot.left = face->glyph->bitmap_left;
    slot.top = -face->glyph->bitmap_top;
    slot.width = static_cast<int>(bitmap.width);
    slot.height = static_cast<int>(bitmap.rows);
    if (slot.width == 0 || slot.height == 0 || slot.width > kPageSize || slot.height > kPageSize) return GlyphSlot{};
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(bitmap.width) * bitmap.rows);
    for (unsigned row = 0; row < bitmap.rows; ++row) {
        const std::ptrdiff_t offset = static_cast<std::ptrdiff_t>(row) * bitmap.pitch;
        std::memcpy(&pixels[static_cast<std::size_t>(row) * bitmap.width], bitmap.buffer + offset, bitmap.width);
    }
    place(slot, pixels);
    return slot;
}

void GlyphAtlas::place(GlyphSlot& slot, std::span<const std::uint8_t> pixels) {
    if (!pages_.empty() && pages_.back().x + slot.width > kPageSize) {
        Page& page = pages_.back();
        page.y += page.shelf_height + kGap;
        page.x = page.shelf_height = 0;
    }
    if (pages_.empty() || pages_.back().y + slot.height > kPageSize) {
        pages_.push_back({textures_.create_coverage(kPageSize, kPageSize), 0, 0, 0});
    }
    Page& page = pages_.back();
    textures_.write_coverage(page.texture, page.x, page.y, slot.width, slot.height, pixels);
    constexpr float kTexel = 1.0f / kPageSize;
    slot.texture = page.texture;
    slot.u0 = static_cast<float>(page.x) * kTexel;
    slot.v0 = static_cast<float>(page.y) * kTexel;
    slot.u1 = static_cast<float>(page.x + slot.width) * kTexel;
    slot.v1 = static_cast<float>(page.y + slot.height) * kTexel;
    page.x += slot.width + kGap;
    page.shelf_height = std::max(page.shelf_height, slot.height);
}

}   // namespace pasokh::desktop
