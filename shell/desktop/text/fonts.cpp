#include "shell/desktop/text/fonts.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include <hb-ot.h>
#include <hb.h>

namespace pasokh::desktop {

namespace {

/// In the order of FaceId. DejaVu is drawn larger than Vazirmatn at the same size, hence the scale.
struct FaceFile {
    const char* name;
    float scale;
};
constexpr FaceFile kFiles[] = {
    {"Vazirmatn-Regular.ttf", 1}, {"Vazirmatn-Medium.ttf", 1}, {"Vazirmatn-SemiBold.ttf", 1}, {"Vazirmatn-Bold.ttf", 1},
    {"DejaVuSans.ttf", 0.94f}, {"DejaVuSans-Bold.ttf", 0.94f}, {"DejaVuSansMono.ttf", 0.9f}, {"DejaVuSansMono-Bold.ttf", 0.9f},
};
constexpr FaceId kSans = 4, kSansBold = 5, kMono = 6, kMonoBold = 7;

}   // namespace

bool Face::covers(char32_t code_point) const {
    hb_codepoint_t glyph = 0;
    return hb_font_get_nominal_glyph(harfbuzz, code_point, &glyph) != 0;
}

Result<std::unique_ptr<FontSet>> FontSet::load(const std::string& folder) {
    std::unique_ptr<FontSet> fonts(new FontSet);
    if (FT_Init_FreeType(&fonts->library_) != 0) return fail(ErrorCode::internal, "FreeType did not start.");
    for (const FaceFile& file : kFiles) TRY(fonts->add(folder + "/" + file.name, file.scale));
    return fonts;
}

Status FontSet::add(const std::string& path, float scale) {
    Face face;
    face.scale = scale;
    face.bytes = hb_blob_create_from_file_or_fail(path.c_str());
    if (face.bytes == nullptr) return fail(ErrorCode::io, "The font " + path + " could not be read. Run scripts/fetch_deps and build again.");
    unsigned length = 0;
    const char* data = hb_blob_get_data(face.bytes, &length);
    if (FT_New_Memory_Face(library_, reinterpret_cast<const FT_Byte*>(data), static_cast<FT_Long>(length), 0, &face.freetype) != 0) {
        hb_blob_destroy(face.bytes);
        return fail(ErrorCode::corrupt, "The font " + path + " is damaged.");
    }
    hb_face_t* shared = hb_face_create(face.bytes, 0);
    face.harfbuzz = hb_font_create(shared);
    hb_face_destroy(shared);
    face.em_per_unit = 1.0f / static_cast<float>(face.freetype->units_per_EM);
    const auto em = [&](FT_Short units) { return static_cast<float>(units) * face.em_per_unit; };
    face.ascent = em(face.freetype->ascender);
    face.descent = -em(face.freetype->descender);
    face.underline_offset = -em(face.freetype->underline_position);
    face.underline_thickness = em(face.freetype->underline_thickness);
    faces_.push_back(face);
    return {};
}

FontSet::~FontSet() {
    for (Face& face : faces_) {
        hb_font_destroy(face.harfbuzz);
        FT_Done_Face(face.freetype);
        hb_blob_destroy(face.bytes);
    }
    if (library_ != nullptr) FT_Done_FreeType(library_);
}

FaceChain FontSet::chain(std::uint16_t weight, bool mono) const {
    const auto own = static_cast<FaceId>(weight >= 650 ? 3 : weight >= 550 ? 2 : weight >= 450 ? 1 : 0);
    const bool bold = weight >= 600;
    const FaceId sans = bold ? kSansBold : kSans;
    const FaceId fixed = bold ? kMonoBold : kMono;
    return mono ? FaceChain{fixed, own, sans} : FaceChain{own, sans, fixed};
}

}   // namespace pasokh::desktop
