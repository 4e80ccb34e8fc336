#pragma once
// Turns the path data of an icon into polylines.
//
// Reads absolute M, L, H, V, C, A (circular arcs only) and Z of SVG 1.1 path data; that is all core/ui/icons.h uses and its test
// holds every icon to it.

#include <string_view>
#include <vector>

namespace pasokh::ui {

struct IconPoint {
    float x, y;
};
struct IconStroke {
    std::vector<IconPoint> points;
    bool closed = false;
};

/// Empty when the path has a command or number that is not understood.
std::vector<IconStroke> flatten_icon(std::string_view path);

}   // namespace pasokh::ui
