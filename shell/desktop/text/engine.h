#pragma once
// The desktop's ui::TextEngine: FriBidi, HarfBuzz, libunibreak and FreeType behind the interface that the views know.
//
// Layout is exact at once, so nothing is ever pending. A text is shaped once and kept; another width only breaks it again. On top
// of the interface it answers what editing and links ask: carets, hit tests, selection rectangles.
//
// Use:
//   TRY_ASSIGN(auto fonts, FontSet::load(folder));
//   NativeTextEngine engine(*fonts, textures);
//   engine.begin_frame(2.0f);
//   ParagraphId id = engine.layout({.text = "سلام", .width = 300});
//
// Ownership: keeps references to fonts and textures, which must outlive it. Ids as in ui::TextEngine. Errors: none.
// Threads: one.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/ui/text_engine.h"
#include "shell/desktop/text/fonts.h"
#include "shell/desktop/text/glyph_atlas.h"
#include "shell/desktop/text/paragraph.h"

namespace pasokh::desktop {

using semantics::ParagraphId;

class NativeTextEngine final : public ui::TextEngine {
public:
    NativeTextEngine(const FontSet& fonts, TextureStore& textures) : fonts_(fonts), atlas_(fonts, textures) {}

    void begin_frame(float device_pixel_ratio) override;
    ParagraphId layout(const ui::ParagraphRequest& request) override;
    bool pending() const override { return false; }
    void resolve() override {}
    ui::ParagraphSize size(ParagraphId id) const override;
    void quads(ParagraphId id, float clip_top, float clip_bottom, std::vector<ui::TextQuad>& out) override;
    std::string_view text(ParagraphId id) const override;
    std::uint32_t epoch() const override { return epoch_; }

    /// For the host's own text (fields, messages), which is laid out when it is painted and does not count as a run of the views.
    /// A text that ends with '\n' has an empty last line to put the caret on.
    ParagraphId layout_for_host(const ui::ParagraphRequest& request) { return layout_kept(request, true); }

    /// Offsets are UTF-8 bytes of the text that was laid out.
    Caret caret(ParagraphId id, std::size_t byte) const;
    std::size_t hit(ParagraphId id, float x, float y) const;
    std::vector<semantics::Rect> range_rects(ParagraphId id, std::size_t begin, std::size_t end) const;
    /// The href under a point; empty beside links.
    std::string_view link_at(ParagraphId id, float x, float y) const;
    /// Index into `spans` of the link under a point.
    std::optional<std::uint32_t> link_span_at(ParagraphId id, float x, float y) const;
    const std::vector<ui::TextSpan>& spans(ParagraphId id) const { return shaped(id).spans; }
    bool is_rtl(ParagraphId id) const;
    /// Bytes at which a line begins and ends, for Home and End.
    std::pair<std::size_t, std::size_t> line_range(ParagraphId id, std::uint32_t line) const;
    /// For tests: shaped glyphs and lines.
    const ShapedText& shaped(ParagraphId id) const;
    const Paragraph& paragraph(ParagraphId id) const;
    std::size_t atlas_page_count() const { return atlas_.page_count(); }

private:
    struct Shaped {
        ShapedText text;
        std::uint32_t last_frame = 0;
    };
    struct Entry {
        std::string key;
        std::shared_ptr<Shaped> shaped;      ///< what is drawn: cut already when there is an ellipsis
        std::string full_text;               ///< as requested
        Paragraph paragraph;
        std::uint32_t last_frame = 0;
    };

    ParagraphId layout_kept(const ui::ParagraphRequest& request, bool editing);
    std::shared_ptr<Shaped> shape_cached(const ShapeRequest& request);
    void cut_with_ellipsis(Entry& entry, const ui::ParagraphRequest& request, const BreakRequest& lines);
    void line_quads(const Entry& entry, const Line& line, std::vector<ui::TextQuad>& out);
    void glyph_quads(const Entry& entry, const Line& line, const Piece& piece, std::vector<ui::TextQuad>& out);
    void background_quads(const Entry& entry, const Line& line, std::vector<ui::TextQuad>& out) const;
    void rule_quads(const Entry& entry, const Line& line, std::vector<ui::TextQuad>& out) const;
    const Entry& entry(ParagraphId id) const;
    std::uint32_t index_of(const Entry& entry, std::size_t byte) const;
    float snap(float value) const;

    const FontSet& fonts_;
    GlyphAtlas atlas_;
    std::unordered_map<std::string, std::shared_ptr<Shaped>> shaped_;
    std::unordered_map<std::string, std::uint32_t> ids_;
    std::unordered_map<std::uint32_t, Entry> entries_;
    std::uint32_t next_id_ = 1;
    /// Counts frames in which the views ran. The app also draws frames without running them (scrolling, hover), and the tree of
    /// such a frame still names the paragraphs of the last run.
    std::uint32_t frame_ = 0;
    bool views_ran_ = false;
    std::uint32_t epoch_ = 1;
    float ratio_ = 1;
};

}   // namespace pasokh::desktop
