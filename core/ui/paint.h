#pragma once
// Paints the semantic tree with Dear ImGui's draw list.
//
// Only ImDrawList is used, without an ImGui context: windows, navigation and input belong to the semantic hosts, and
// leaving them out keeps 72 KB (brotli) out of the page (ARCHITECTURE.md). The picture is a pure function of tree, theme, scroll
// offset and pointer.
//
// Use:
//   const DrawData& data = painter.paint(tree, text, theme, {.width = 400, .height = 680, .device_pixel_ratio = 2});
//
// Ownership: the DrawData lives until the next paint. Threads: one.

#include <memory>

#include "core/semantics/tree.h"
#include "core/ui/draw_data.h"
#include "core/ui/text_engine.h"
#include "core/ui/theme.h"

namespace pasokh::ui {

struct PaintInput {
    float width = 0, height = 0;
    float device_pixel_ratio = 1;
    float scroll_top = 0;              ///< of the tree's scroller
    float pointer_x = -1, pointer_y = -1;
    bool pointer_down = false;
};

class Painter {
public:
    Painter();
    ~Painter();
    const DrawData& paint(const semantics::Tree& tree, TextEngine& text, const Theme& theme, const PaintInput& input);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}   // namespace pasokh::ui
