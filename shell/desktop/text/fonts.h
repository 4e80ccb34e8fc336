#pragma once
// The faces of the desktop shell: Vazirmatn in four weights, then DejaVu Sans and DejaVu Sans Mono for what it lacks.
//
// HarfBuzz and FreeType read the same bytes. HarfBuzz works in font units (unhinted), so a layout does not depend on
// the pixel ratio; FreeType rasterises at the device size.
//
// Use:
//   TRY_ASSIGN(std::unique_ptr<FontSet> fonts, FontSet::load(folder));
//   const Face& face = fonts->face(fonts->chain(600, false).front());
//
// Ownership: FontSet owns every face. Errors: io with the file's path. Threads: one.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/result.h"

struct FT_FaceRec_;
struct FT_LibraryRec_;
struct hb_font_t;
struct hb_blob_t;

namespace pasokh::desktop {

using FaceId = std::uint8_t;

struct Face {
    FT_FaceRec_* freetype = nullptr;
    hb_font_t* harfbuzz = nullptr;
    hb_blob_t* bytes = nullptr;
    float scale = 1;                   ///< optical size against Vazirmatn; multiplies the font size
    float em_per_unit = 0;             ///< 1 / units per em
    float ascent = 0, descent = 0;     ///< of one em, both positive
    float underline_offset = 0, underline_thickness = 0;   ///< of one em, offset down from the baseline

    bool covers(char32_t code_point) const;
};

/// Faces to try, in order.
using FaceChain = std::array<FaceId, 3>;

class FontSet {
public:
    static Result<std::unique_ptr<FontSet>> load(const std::string& folder);
    ~FontSet();
    FontSet(const FontSet&) = delete;
    FontSet& operator=(const FontSet&) = delete;

    /// `weight` is taken to the nearest of 400, 500, 600 and 700.
    FaceChain chain(std::uint16_t weight, bool mono) const;
    const Face& face(FaceId id) const { return faces_[id]; }

private:
    FontSet() = default;
    Status add(const std::string& path, float scale);

    FT_LibraryRec_* library_ = nullptr;
    std::vector<Face> faces_;
};

}   // namespace pasokh::desktop
