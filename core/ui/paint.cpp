#include "core/ui/paint.h"

#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <unordered_map>

#include "core/ui/icon_path.h"

namespace pasokh::ui {

using semantics::Node;
using semantics::Rect;
using semantics::Role;
using semantics::Tree;

static_assert(sizeof(DrawVertex) == sizeof(ImDrawVert) && offsetof(DrawVertex, u) == offsetof(ImDrawVert, uv) && offsetof(DrawVertex, rgba) == offsetof(ImDrawVert, col));

namespace {

constexpr float kIconStroke = 1.75f;   ///< on the 24 grid

ImU32 packed(std::uint32_t rgba) {   // 0xRRGGBBAA -> r in the lowest byte
    return (rgba >> 24) | ((rgba >> 8) & 0xFF00) | ((rgba << 8) & 0xFF0000) | (rgba << 24);
}

ImU32 premultiplied(ImU32 color) {
    const ImU32 alpha = color >> 24;
    if (alpha == 255) return color;
    const auto scale = [alpha](ImU32 channel) { return (channel * alpha + 127) / 255; };
    return scale(color & 255) | scale((color >> 8) & 255) << 8 | scale((color >> 16) & 255) << 16 | alpha << 24;
}

ImTextureID texture_id(std::uint32_t handle) { return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(handle)); }   // NOLINT: ImGui's handle type is a pointer
std::uint32_t texture_handle(ImTextureID id) { return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(id)); }

bool is_pressable(const Node& node) {
    const bool kind = node.role == Role::button || node.role == Role::link || node.role == Role::radio;
    return kind && (node.states & semantics::State::disabled) == 0;
}

}   // namespace

struct Painter::Impl {
    ImDrawListSharedData shared;
    ImDrawList list{&shared};
    std::unordered_map<const char*, std::vector<IconStroke>> icons;   // keyed by the address of static path data
    std::vector<TextQuad> quads;
    std::vector<DrawVertex> vertices;
    std::vector<std::uint32_t> indices;
    std::vector<DrawCommand> commands;
    DrawData data;

    // of this paint
    TextEngine* text = nullptr;
    const Theme* theme = nullptr;
    PaintInput input;

    ImU32 color(Color token) const { return packed(theme->rgba(token)); }
    float snap(float value) const { return std::floor(value * input.device_pixel_ratio + 0.5f) / input.device_pixel_ratio; }

    void begin(const PaintInput& next) {
        input = next;
        shared.SetCircleTessellationMaxError(0.25f / next.device_pixel_ratio);
        shared.InitialFlags = ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines;
        shared.ClipRectFullscreen = ImVec4(0, 0, next.width, next.height);
        list._ResetForNewFrame();
        list._FringeScale = 1 / next.device_pixel_ratio;
        list.PushTextureID(texture_id(0));
        list.PushClipRectFullScreen();
    }

    void paint_shadow(const Rect& at, float radius) {
        constexpr int kLayers = 5;
        const std::uint32_t rgba = theme->rgba(Color::shadow);
        for (int i = kLayers; i >= 1; --i) {
            const float grow = static_cast<float>(i) * 2.0f;
            const std::uint32_t alpha = (rgba & 255) / kLayers;
            list.AddRectFilled(ImVec2(at.x - grow, at.y - grow + 3), ImVec2(at.x + at.width + grow, at.y + at.height + grow + 3), packed((rgba & 0xFFFFFF00) | alpha), radius + grow);
        }
    }

    void paint_box(const Node& node, const Rect& at, bool hovered) {
        const semantics::Box& box = node.box;
        const ImVec2 first(snap(at.x), snap(at.y));
        const ImVec2 last(snap(at.x + at.width), snap(at.y + at.height));
        const float radius = std::min({box.radius, at.width / 2, at.height / 2});
        if (box.shadow) paint_shadow(at, radius);
        Color fill = box.fill;
        if (hovered && (fill == Color::none || fill == Color::surface)) fill = Color::surface_hover;
        if (fill != Color::none) list.AddRectFilled(first, last, color(fill), radius);
        if (hovered && fill == Color::accent) list.AddRectFilled(first, last, packed(input.pointer_down ? 0x00000033 : 0x0000001A), radius);
        if (box.border == Color::none) return;
        const float half = box.border_width / 2;
        list.AddRect(ImVec2(first.x + half, first.y + half), ImVec2(last.x - half, last.y - half), color(box.border), radius, 0, box.border_width);
    }

    void paint_icon(const semantics::IconPart& icon, const Rect& at) {
        auto [entry, missing] = icons.try_emplace(icon.path.data());
        if (missing) entry->second = flatten_icon(icon.path);
        const float scale = icon.size / 24;
        const float thickness = kIconStroke * scale;
        const auto place = [&](IconPoint point) {
            const float x = icon.mirrored ? 24 - point.x : point.x;
            return ImVec2(at.x + icon.x + x * scale, at.y + icon.y + point.y * scale);
        };
        for (const IconStroke& stroke : entry->second) {
            for (const IconPoint& point : stroke.points) list.PathLineTo(place(point));
            list.PathStroke(color(icon.color), stroke.closed ? ImDrawFlags_Closed : 0, thickness);
            if (stroke.closed) continue;
            list.AddCircleFilled(place(stroke.points.front()), thickness / 2, color(icon.color), 8);   // round caps
            list.AddCircleFilled(place(stroke.points.back()), thickness / 2, color(icon.color), 8);
        }
    }

    void paint_text(const semantics::TextPart& part, const Rect& at, const Rect& clip) {
        const float x = snap(at.x + part.x);
        const float y = snap(at.y + part.y);
        quads.clear();
        text->quads(part.paragraph, clip.y - y, clip.y + clip.height - y, quads);
        for (const TextQuad& quad : quads) {
            const ImU32 tint = quad.tint == Color::none ? IM_COL32_WHITE : color(quad.tint);
            const ImVec2 first(x + quad.x0, y + quad.y0);
            const ImVec2 last(x + quad.x1, y + quad.y1);
            list.AddImage(texture_id(quad.texture), first, last, ImVec2(quad.u0, quad.v0), ImVec2(quad.u1, quad.v1), tint);
        }
    }

    void paint_node(const Node& node, const Rect& at, const Rect& clip) {
        if (at.y > clip.y + clip.height || at.y + at.height < clip.y) return;
        const bool under_pointer = clip.contains(input.pointer_x, input.pointer_y) && at.contains(input.pointer_x, input.pointer_y);
        paint_box(node, at, under_pointer && is_pressable(node));
        for (const semantics::IconPart& icon : node.icons) paint_icon(icon, at);
        for (const semantics::TextPart& part : node.texts) paint_text(part, at, clip);
    }

    void paint_tree(const Tree& tree) {
        const Rect panel{0, 0, input.width, input.height};
        std::unordered_map<std::uint32_t, bool> scrolled;   // node -> stands in the scroller
        scrolled.reserve(tree.nodes.size());
        const Node* scroller = nullptr;
        bool clipped = false;
        for (const Node& node : tree.nodes) {
            const auto parent = scrolled.find(node.parent.value);
            const bool inside = (parent != scrolled.end() && parent->second) || (scroller != nullptr && node.parent == scroller->id);
            scrolled[node.id.value] = inside;
            if (node.role == Role::scroller) scroller = &node;
            if (inside != clipped) {
                if (inside) {
                    const Rect& view = scroller->rect;
                    list.PushClipRect(ImVec2(snap(view.x), snap(view.y)), ImVec2(snap(view.x + view.width), snap(view.y + view.height)), true);
                } else {
                    list.PopClipRect();
                }
                clipped = inside;
            }
            Rect at = node.rect;
            if (inside) {
                at.x += scroller->rect.x;
                at.y += scroller->rect.y - input.scroll_top;
            }
            paint_node(node, at, inside ? scroller->rect : panel);
        }
        if (clipped) list.PopClipRect();
    }

    void finish() {
        vertices.resize(static_cast<std::size_t>(list.VtxBuffer.Size));
        for (int i = 0; i < list.VtxBuffer.Size; ++i) {
            const ImDrawVert& from = list.VtxBuffer[i];
            vertices[static_cast<std::size_t>(i)] = {from.pos.x, from.pos.y, from.uv.x, from.uv.y, premultiplied(from.col)};
        }
        indices.assign(list.IdxBuffer.begin(), list.IdxBuffer.end());
        commands.clear();
        for (const ImDrawCmd& command : list.CmdBuffer) {
            if (command.ElemCount == 0) continue;
            const ImVec4& clip = command.ClipRect;
            commands.push_back({clip.x, clip.y, clip.z, clip.w, texture_handle(command.TextureId), command.IdxOffset, command.ElemCount});
        }
        data = {vertices, indices, commands, input.width, input.height};
    }
};

Painter::Painter() : impl_(std::make_unique<Impl>()) {}
Painter::~Painter() = default;

const DrawData& Painter::paint(const Tree& tree, TextEngine& text, const Theme& theme, const PaintInput& input) {
    impl_->text = &text;
    impl_->theme = &theme;
    impl_->begin(input);
    impl_->paint_tree(tree);
    impl_->finish();
    return impl_->data;
}

}   // namespace pasokh::ui
