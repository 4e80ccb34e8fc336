#pragma once
// The widget as a library: frame in, frame out. START HERE.
//
// App owns the state, the open pack and the views. A shell (the page or the desktop window) feeds it what happened and draws
// what comes back: draw data for the canvas, the semantic tree for its host, effects to carry out. A frame runs only when
// something changed; `repaint_after_ms` is infinity when idle.
//
// Use:
//   App app(text_engine);
//   TRY(app.load_pack(std::move(bytes), "shop.pack", context));
//   app.dispatch(session::action::TypeQuery{"مرجوع"}, context);
//   const FrameOutput& out = app.frame({.context = context, .width = 400, .height = 600});
//   draw(out.draw); apply(*out.tree); for (auto& effect : out.effects) carry_out(effect);
//
// Ownership: the text engine must outlive the App; a FrameOutput lives until the next frame. Errors: states on the
// screen, plus effect::Emit{"error"}. Threads: one.

#include <memory>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/semantics/tree.h"
#include "core/session/action.h"
#include "core/session/state.h"
#include "core/ui/draw_data.h"
#include "core/ui/text_engine.h"
#include "core/ui/theme.h"
#include "core/wire/config.h"

namespace pasokh::app {

struct FrameInput {
    session::Context context;
    float width = 0, height = 0;                   ///< of the panel
    float device_pixel_ratio = 1;
    float pointer_x = -1, pointer_y = -1;          ///< for hover looks only; < 0 = away
    bool pointer_down = false;
    std::vector<semantics::Event> events;          ///< what people did to nodes since the last frame, in order
};

struct FrameOutput {
    const ui::DrawData* draw = nullptr;            ///< empty when the shell draws from the tree (DOM mode)
    const semantics::Tree* tree = nullptr;
    bool tree_changed = false;
    std::vector<session::Effect> effects;          ///< those a shell carries out; search and loading are already done
    double repaint_after_ms = 0;                   ///< infinity when idle
};

struct Options {
    std::string lang = "fa";
    session::ThemeMode theme = session::ThemeMode::light;
    session::View view = session::View::home;
    std::uint32_t accent_rgb = 0x0F766E;           ///< the shop's colour; text on it is chosen for contrast
    bool paint = true;                             ///< false: no draw data (DOM mode)
    int utc_offset_minutes = 210;                  ///< of the reader
};

class App {
public:
    App(ui::TextEngine& text, Options options);
    ~App();

    /// Takes a pack's bytes; what the screen shows comes from it at once. On error the state becomes KnowledgeState::failed and
    /// the contact channels show.
    Status load_pack(std::vector<std::byte> bytes, std::string_view name, const session::Context& context);
    /// Prepares searching in the open pack for about ten milliseconds; false when there is nothing left to do. For hosts to call
    /// between frames, so that the first search need not wait. While no pack is open: makes opening one quick, and answers false.
    bool prepare();
    void set_config(wire::Config config, const session::Context& context);
    void dispatch(const session::Action& action, const session::Context& context);
    void set_paint(bool paint);
    const FrameOutput& frame(const FrameInput& input);
    const session::State& state() const;
    /// For hosts that paint what is theirs: fields on the desktop, everything in DOM mode.
    const ui::Theme& theme() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}   // namespace pasokh::app
