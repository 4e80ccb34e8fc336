#pragma once
// A TextEngine for tests: every code point is equally wide, lines break at spaces. No pictures.
//
// Deterministic on every machine, so golden semantics trees and layout tests need no fonts. `letter_width` is in font sizes:
// the shop's font may be wider than ours.

#include <string>
#include <vector>

#include "core/ui/text_engine.h"

namespace pasokh::ui {

class FixedTextEngine final : public TextEngine {
public:
    explicit FixedTextEngine(float letter_width = 0.5f) : letter_width_(letter_width) {}
    void begin_frame(float) override {}
    ParagraphId layout(const ParagraphRequest& request) override;
    bool pending() const override { return false; }
    void resolve() override {}
    ParagraphSize size(ParagraphId id) const override { return at(id).size; }
    void quads(ParagraphId, float, float, std::vector<TextQuad>&) override {}
    std::string_view text(ParagraphId id) const override { return at(id).text; }
    std::uint32_t epoch() const override { return 1; }
    /// Some of the text did not fit into its lines.
    bool is_cut(ParagraphId id) const { return at(id).cut; }

private:
    struct Entry {
        std::string text;
        ParagraphSize size;
        bool cut = false;
    };
    const Entry& at(ParagraphId id) const { return entries_[id.value - 1]; }
    float letter_width_;
    std::vector<Entry> entries_;
};

}   // namespace pasokh::ui
