#pragma once
// The desktop program: one window that runs the same App as the page, and carries out its effects.
//
// A frame is made only when something happened: an event, an answer, a change of the content, or the time the app asked for.
//
// Use:
//   TRY_ASSIGN(auto program, Program::open(options));
//   TRY(program->run());
//
// Ownership: owns everything below it. Errors: unavailable and io at the start; later ones are shown in the window. Threads: main;
// the background threads only wake it.

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/app/app.h"
#include "core/base/result.h"
#include "shell/desktop/options.h"
#include "shell/desktop/ports/content.h"
#include "shell/desktop/ports/http.h"
#include "shell/desktop/ports/outbox_file.h"
#include "shell/desktop/ports/watcher.h"
#include "shell/desktop/text/engine.h"
#include "shell/desktop/window/host.h"
#include "shell/desktop/window/pictures.h"
#include "shell/desktop/window/renderer.h"
#include "shell/desktop/window/sdl.h"

namespace pasokh::desktop {

class Program {
public:
    static Result<std::unique_ptr<Program>> open(const Options& options);
    /// Until the window is closed, or the screenshot is written.
    Status run();

private:
    explicit Program(const Options& options) : options_(options) {}
    Status start();
    Status load_content();
    void reload_content();
    void open_first_view();
    void load_outbox();

    void wait_for_event(double timeout_ms);
    void take_event(const SDL_Event& event);
    void take_mouse(const SDL_Event& event);
    void take_key(const SDL_KeyboardEvent& event);
    void go_back();
    void take_answers();
    void take_answer(HttpClient::Answer answer);

    /// One frame of the app; true when another is needed at once.
    bool frame();
    void carry_out(session::Effect& effect);
    void paint(const SdlWindow::Size& size);
    Status take_screenshot();
    bool settled();

    /// The line about a fault in the content, below the panel; 0 when there is none.
    float notice_height(float width);
    void paint_notice(Canvas& canvas, float top, float width, float height);
    ParagraphId notice_paragraph(float width);
    session::Context context() const;

    Options options_;
    std::unique_ptr<SdlWindow> window_;
    SdlClipboard clipboard_;
    std::unique_ptr<FontSet> fonts_;
    std::unique_ptr<Renderer> renderer_;
    std::unique_ptr<NativeTextEngine> text_;
    std::unique_ptr<app::App> app_;
    std::unique_ptr<SemanticHost> host_;
    Content content_;
    std::unique_ptr<Pictures> pictures_;
    std::unique_ptr<OutboxFile> outbox_;
    std::unique_ptr<HttpClient> http_;
    std::unique_ptr<FolderWatcher> watcher_;

    std::atomic<bool> content_changed_ = false;
    std::string notice_;
    std::optional<std::string> anchor_;
    const app::FrameOutput* output_ = nullptr;
    float pointer_x_ = -1, pointer_y_ = -1;
    bool pointer_down_ = false;
    bool dirty_ = true;
    bool running_ = true;
};

}   // namespace pasokh::desktop
