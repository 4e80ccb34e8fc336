#include "core/ui/paint.h"

#include <doctest/doctest.h>

#include "core/ui/fixed_text_engine.h"
#include "core/ui/icons.h"

using namespace pasokh;
using namespace pasokh::ui;
using semantics::Node;
using semantics::NodeId;
using semantics::Role;
using semantics::Tree;

namespace {

Node box(std::uint32_t id, Role role, semantics::Rect rect, Color fill) {
    Node node;
    node.id = NodeId{id};
    node.role = role;
    node.rect = rect;
    node.box.fill = fill;
    return node;
}

struct Canvas {
    Painter painter;
    FixedTextEngine text;
    Theme theme = make_theme(session::ThemeMode::light, 0x0F766E);
    const DrawData& paint(const Tree& tree, PaintInput input) {
        input.width = 200;
        input.height = 100;
        return painter.paint(tree, text, theme, input);
    }
};

}   // namespace

TEST_CASE("a box is painted at its place in its colour") {
    Canvas canvas;
    Tree tree;
    tree.nodes.push_back(box(1, Role::group, {10, 20, 30, 40}, Color::danger));
    const DrawData& data = canvas.paint(tree, {});
    REQUIRE_FALSE(data.vertices.empty());
    float left = 1000, right = 0, top = 1000, bottom = 0;
    for (const DrawVertex& vertex : data.vertices) {
        left = std::min(left, vertex.x);
        right = std::max(right, vertex.x);
        top = std::min(top, vertex.y);
        bottom = std::max(bottom, vertex.y);
    }
    CHECK(left == doctest::Approx(10).epsilon(0.1));
    CHECK(right == doctest::Approx(40).epsilon(0.1));
    CHECK(top == doctest::Approx(20).epsilon(0.1));
    CHECK(bottom == doctest::Approx(60).epsilon(0.1));
    const std::uint32_t rgba = canvas.theme.rgba(Color::danger);
    CHECK((data.vertices[0].rgba & 255) == rgba >> 24);
}

TEST_CASE("colours are premultiplied by their alpha") {
    Canvas canvas;
    canvas.theme.colors[static_cast<std::size_t>(Color::danger)] = 0xFF800080;
    Tree tree;
    tree.nodes.push_back(box(1, Role::group, {10, 20, 30, 40}, Color::danger));
    bool seen = false;
    for (const DrawVertex& vertex : canvas.paint(tree, {}).vertices) {
        const std::uint32_t alpha = vertex.rgba >> 24;
        for (int shift : {0, 8, 16}) CHECK(((vertex.rgba >> shift) & 255) <= alpha);
        seen = seen || alpha == 0x80;
    }
    CHECK(seen);
}

TEST_CASE("what a scroller has scrolled away is not painted") {
    Canvas canvas;
    Tree tree;
    tree.nodes.push_back(box(1, Role::scroller, {0, 0, 200, 100}, Color::none));
    tree.nodes.push_back(box(2, Role::group, {0, 500, 200, 20}, Color::danger));
    tree.nodes[1].parent = NodeId{1};
    CHECK(canvas.paint(tree, {.scroll_top = 0}).indices.empty());
    CHECK_FALSE(canvas.paint(tree, {.scroll_top = 450}).indices.empty());
}

TEST_CASE("a scroller clips its children") {
    Canvas canvas;
    Tree tree;
    tree.nodes.push_back(box(1, Role::scroller, {0, 30, 200, 40}, Color::none));
    tree.nodes.push_back(box(2, Role::group, {0, 0, 200, 500}, Color::danger));
    tree.nodes[1].parent = NodeId{1};
    const DrawData& data = canvas.paint(tree, {});
    REQUIRE(data.commands.size() == 1);
    CHECK(data.commands[0].clip_y0 == 30);
    CHECK(data.commands[0].clip_y1 == 70);
}

TEST_CASE("only pressable nodes change under the pointer") {
    Canvas canvas;
    Tree tree;
    tree.nodes.push_back(box(1, Role::group, {0, 0, 100, 50}, Color::none));
    const std::size_t idle = canvas.paint(tree, {.pointer_x = 5, .pointer_y = 5}).vertices.size();
    CHECK(idle == 0);
    tree.nodes[0].role = Role::button;
    CHECK(canvas.paint(tree, {.pointer_x = 5, .pointer_y = 5}).vertices.size() > 0);
    tree.nodes[0].states = semantics::State::disabled;
    CHECK(canvas.paint(tree, {.pointer_x = 5, .pointer_y = 5}).vertices.size() == 0);
}

TEST_CASE("a mirrored icon is the same drawing turned around") {
    Canvas canvas;
    Tree tree;
    tree.nodes.push_back(box(1, Role::none, {0, 0, 24, 24}, Color::none));
    tree.nodes[0].icons.push_back({icons::kBack, Color::text, 0, 0, 24, false});
    const auto extent = [&] {
        float left = 1000, right = 0;
        for (const DrawVertex& vertex : canvas.paint(tree, {}).vertices) {
            left = std::min(left, vertex.x);
            right = std::max(right, vertex.x);
        }
        return std::pair(left, right);
    };
    const auto plain = extent();
    tree.nodes[0].icons[0].mirrored = true;
    const auto mirrored = extent();
    CHECK(mirrored.first == doctest::Approx(24 - plain.second).epsilon(0.01));
    CHECK(mirrored.second == doctest::Approx(24 - plain.first).epsilon(0.01));
}
