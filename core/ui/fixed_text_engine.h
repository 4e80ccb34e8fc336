#pragma once
// A TextEngine for tests: every code point is half its font size wide, lines break at spaces. No pictures.
//
// Deterministic on every machine, so golden semantics trees and layout tests need no fonts.

#include <string>
#include <vector>

#include "core/ui/text_engine.h"

namespace pasokh::ui {

class FixedTextEngine final : public TextEngine {
public:
    void begin_frame(float) override {}
    ParagraphId layout(const ParagraphRequest& request) override;
    bool pending() const override { return false; }
    void resolve() override {}
    ParagraphSize size(ParagraphId id) const override { return at(id).size; }
    void quads(ParagraphId, float, float, std::vector<TextQuad>&) override {}
    std::string_view text(ParagraphId id) const override { return at(id).text; }
    std::uint32_t epoch() const override { return 1; }

private:
    struct Entry {
        std::string text;
        ParagraphSize size;
    };
    const Entry& at(ParagraphId id) const { return entries_[id.value - 1]; }
    std::vector<Entry> entries_;
};

}   // namespace pasokh::ui
