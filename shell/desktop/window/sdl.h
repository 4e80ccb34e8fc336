#pragma once
// SDL as owned values: the library, the window, the OpenGL context, and the translation of its events.
//
// Use:
//   TRY_ASSIGN(auto sdl, SdlWindow::open({.title = "Pasokh", .width = 400, .height = 680}));
//
// Ownership: SdlWindow closes what it opened. Errors: unavailable (no display, no OpenGL 3.3), one sentence. Threads: main.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include <SDL.h>

#include "core/base/result.h"
#include "shell/desktop/window/input.h"

namespace pasokh::desktop {

class SdlWindow {
public:
    struct Spec {
        std::string title;
        int width = 400, height = 680;   ///< layout pixels
        float scale = 0;                 ///< 0: what the display says
        bool hidden = false;
    };
    static Result<std::unique_ptr<SdlWindow>> open(const Spec& spec);
    ~SdlWindow();
    SdlWindow(const SdlWindow&) = delete;
    SdlWindow& operator=(const SdlWindow&) = delete;

    /// Layout pixels, and device pixels for each.
    struct Size {
        float width = 0, height = 0, ratio = 1;
        int width_px = 0, height_px = 0;
    };
    Size size() const;
    /// From SDL's window coordinates to layout pixels.
    float to_layout(int window_units) const { return static_cast<float>(window_units) / zoom_; }

    void set_title(const std::string& title);
    void set_pointer(Pointer pointer);
    /// Text input and the input method are on only while a field has the focus. The rectangle is in layout pixels.
    void set_text_input(bool on, float x, float y, float width, float height);
    void present();
    /// Wakes the event loop from any thread.
    void wake() const;

private:
    SdlWindow() = default;

    SDL_Window* window_ = nullptr;
    SDL_GLContext context_ = nullptr;
    SDL_Cursor* cursors_[3] = {};
    Pointer pointer_ = Pointer::arrow;
    float zoom_ = 1;                   ///< window units for a layout pixel
    std::uint32_t wake_event_ = 0;
};

class SdlClipboard final : public Clipboard {
public:
    std::string get() override;
    void set(std::string_view text) override;
};

std::optional<KeyPress> key_press(const SDL_KeyboardEvent& event);

}   // namespace pasokh::desktop
