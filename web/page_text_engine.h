#pragma once
// The TextEngine of the page: paragraphs are laid out by the DOM and rasterised by Canvas2D, on the other side of the ABI.
//
// This half keeps one entry a paragraph, keyed by everything that shapes it, so that a view may ask for the same words every frame;
// it batches what is new into one call of `text_layout` and asks for a line's texture when the line is first seen.
//
// Ownership: entries that no frame asked for during kKeepFrames frames are released on both sides. Threads: one.

#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/ui/text_engine.h"

namespace pasokh::web {

class PageTextEngine final : public ui::TextEngine {
public:
    void begin_frame(float device_pixel_ratio) override;
    void set_colors(std::span<const std::uint32_t> rgba_by_color) override;
    ui::ParagraphId layout(const ui::ParagraphRequest& request) override;
    bool pending() const override { return !fresh_.empty(); }
    void resolve() override;
    ui::ParagraphSize size(ui::ParagraphId id) const override;
    void quads(ui::ParagraphId id, float clip_top, float clip_bottom, std::vector<ui::TextQuad>& out) override;
    std::string_view text(ui::ParagraphId id) const override;
    std::uint32_t epoch() const override;

private:
    struct Line {
        float top = 0, height = 0;
    };
    struct Entry {
        std::uint64_t key = 0;
        std::string text;
        std::string request;               ///< JSON of its layout call; empty once laid out
        ui::ParagraphSize size;
        std::vector<Line> lines;
        std::uint32_t last_frame = 0;
    };

    void forget_all();
    std::string hex(semantics::Color color) const;
    std::string describe(std::uint32_t id, const ui::ParagraphRequest& request) const;

    std::unordered_map<std::uint32_t, Entry> entries_;
    std::unordered_map<std::uint64_t, std::uint32_t> by_key_;
    std::vector<std::uint32_t> fresh_;     ///< laid out by estimate, waiting for resolve
    std::array<std::uint32_t, semantics::kColorCount> colors_{};
    std::uint32_t next_id_ = 1;
    std::uint32_t frame_ = 0;
    std::uint32_t seen_epoch_ = 0;
    float device_pixel_ratio_ = 0;
};

}   // namespace pasokh::web
