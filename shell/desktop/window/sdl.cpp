#include "shell/desktop/window/sdl.h"

#include <cstdlib>

namespace pasokh::desktop {

namespace {

constexpr SDL_SystemCursor kCursors[3] = {SDL_SYSTEM_CURSOR_ARROW, SDL_SYSTEM_CURSOR_HAND, SDL_SYSTEM_CURSOR_IBEAM};   // in the order of Pointer

bool is_set(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

Error no_display() {
    return fail(ErrorCode::unavailable, "There is no display to open a window on: set DISPLAY or WAYLAND_DISPLAY, or run under xvfb-run.");
}

/// When no display answers, SDL goes on to drivers that need none, and opens a window nobody sees.
bool shows_windows(const char* driver) {
    for (const char* without : {"dummy", "offscreen", "evdev", "KMSDRM"})
        if (driver == nullptr || SDL_strcasecmp(driver, without) == 0) return false;
    return true;
}

Error no_opengl() {
    return fail(ErrorCode::unavailable, std::string("OpenGL 3.3 could not be opened (") + SDL_GetError() + "): install a graphics driver or Mesa's software one (Debian package libgl1-mesa-dri).");
}

/// Letters by what they type, or by their place on the keyboard when another script is active: Ctrl+C works in a Persian layout.
std::optional<Key> letter(const SDL_Keysym& symbol) {
    const bool latin = symbol.sym >= SDLK_a && symbol.sym <= SDLK_z;
    const int code = latin ? symbol.sym : symbol.scancode >= SDL_SCANCODE_A && symbol.scancode <= SDL_SCANCODE_Z ? SDLK_a + (symbol.scancode - SDL_SCANCODE_A) : 0;
    switch (code) {
        case SDLK_a: return Key::a;
        case SDLK_c: return Key::c;
        case SDLK_v: return Key::v;
        case SDLK_x: return Key::x;
        case SDLK_y: return Key::y;
        case SDLK_z: return Key::z;
        default: return std::nullopt;
    }
}

std::optional<Key> named_key(SDL_Keycode code) {
    switch (code) {
        case SDLK_TAB: return Key::tab;
        case SDLK_RETURN:
        case SDLK_KP_ENTER: return Key::enter;
        case SDLK_SPACE: return Key::space;
        case SDLK_ESCAPE: return Key::escape;
        case SDLK_LEFT: return Key::left;
        case SDLK_RIGHT: return Key::right;
        case SDLK_UP: return Key::up;
        case SDLK_DOWN: return Key::down;
        case SDLK_HOME: return Key::home;
        case SDLK_END: return Key::end;
        case SDLK_PAGEUP: return Key::page_up;
        case SDLK_PAGEDOWN: return Key::page_down;
        case SDLK_BACKSPACE: return Key::backspace;
        case SDLK_DELETE: return Key::del;
        default: return std::nullopt;
    }
}

}   // namespace

Result<std::unique_ptr<SdlWindow>> SdlWindow::open(const Spec& spec) {
    SDL_SetHint(SDL_HINT_IME_SHOW_UI, "1");
    SDL_SetHint(SDL_HINT_IME_SUPPORT_EXTENDED_TEXT, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "0");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) return no_display();
    if (!is_set("SDL_VIDEODRIVER") && !shows_windows(SDL_GetCurrentVideoDriver())) {
        SDL_Quit();
        return no_display();
    }
    std::unique_ptr<SdlWindow> made(new SdlWindow);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    made->zoom_ = spec.scale > 0 ? spec.scale : 1;
    const auto units = [&](int layout) { return static_cast<int>(static_cast<float>(layout) * made->zoom_ + 0.5f); };
    const auto flags = static_cast<Uint32>(SDL_WINDOW_OPENGL) | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI | (spec.hidden ? SDL_WINDOW_HIDDEN : SDL_WINDOW_SHOWN);
    made->window_ = SDL_CreateWindow(spec.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, units(spec.width), units(spec.height), flags);
    if (made->window_ == nullptr) return no_opengl();
    SDL_SetWindowMinimumSize(made->window_, units(300), units(320));
    made->context_ = SDL_GL_CreateContext(made->window_);
    if (made->context_ == nullptr) return no_opengl();
    SDL_GL_SetSwapInterval(1);
    for (int i = 0; i < 3; ++i) made->cursors_[i] = SDL_CreateSystemCursor(kCursors[i]);
    made->wake_event_ = SDL_RegisterEvents(1);
    SDL_StopTextInput();
    return made;
}

SdlWindow::~SdlWindow() {
    for (SDL_Cursor* cursor : cursors_)
        if (cursor != nullptr) SDL_FreeCursor(cursor);
    if (context_ != nullptr) SDL_GL_DeleteContext(context_);
    if (window_ != nullptr) SDL_DestroyWindow(window_);
    SDL_Quit();
}

SdlWindow::Size SdlWindow::size() const {
    int width = 0;
    int height = 0;
    Size size;
    SDL_GetWindowSize(window_, &width, &height);
    SDL_GL_GetDrawableSize(window_, &size.width_px, &size.height_px);
    size.width = to_layout(width);
    size.height = to_layout(height);
    size.ratio = size.width > 0 ? static_cast<float>(size.width_px) / size.width : 1;
    return size;
}

void SdlWindow::set_title(const std::string& title) { SDL_SetWindowTitle(window_, title.c_str()); }

void SdlWindow::set_pointer(Pointer pointer) {
    if (pointer == pointer_) return;
    pointer_ = pointer;
    if (SDL_Cursor* cursor = cursors_[static_cast<int>(pointer)]) SDL_SetCursor(cursor);
}

void SdlWindow::set_text_input(bool on, float x, float y, float width, float height) {
    if (on != (SDL_IsTextInputActive() == SDL_TRUE)) on ? SDL_StartTextInput() : SDL_StopTextInput();
    if (!on) return;
    const auto units = [&](float layout) { return static_cast<int>(layout * zoom_); };
    const SDL_Rect rect{units(x), units(y), units(width) + 1, units(height)};
    SDL_SetTextInputRect(&rect);
}

void SdlWindow::present() { SDL_GL_SwapWindow(window_); }

void SdlWindow::wake() const {
    SDL_Event event{};
    event.type = wake_event_;
    SDL_PushEvent(&event);
}

std::string SdlClipboard::get() {
    char* text = SDL_GetClipboardText();
    std::string result = text == nullptr ? "" : text;
    SDL_free(text);
    return result;
}

void SdlClipboard::set(std::string_view text) { SDL_SetClipboardText(std::string(text).c_str()); }

std::optional<KeyPress> key_press(const SDL_KeyboardEvent& event) {
    const bool ctrl = (event.keysym.mod & KMOD_CTRL) != 0;
    std::optional<Key> key = named_key(event.keysym.sym);
    if (!key.has_value() && ctrl) key = letter(event.keysym);
    if (!key.has_value()) return std::nullopt;
    return KeyPress{*key, (event.keysym.mod & KMOD_SHIFT) != 0, ctrl, (event.keysym.mod & KMOD_ALT) != 0};
}

}   // namespace pasokh::desktop
