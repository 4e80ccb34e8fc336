#include "shell/desktop/program.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <ctime>
#include <thread>
#include <utility>

#include <sys/random.h>

#include "core/base/hash.h"
#include "shell/clock.h"
#include "shell/desktop/ports/demo_config.h"
#include "shell/desktop/window/png.h"

namespace pasokh::desktop {

namespace action = session::action;
namespace effect = session::effect;
using session::View;

namespace {

constexpr std::string_view kConfigRequest = "desktop/config";
constexpr std::string_view kPackRequest = "desktop/pack";
constexpr float kNoticeMargin = 10;
constexpr std::uint16_t kNoticeLines = 6;
constexpr auto kScreenshotPatience = std::chrono::seconds(15);
constexpr int kFramesAtOnce = 8;   ///< of scroll corrections and the like; more would be a loop between host and app

int local_utc_offset_minutes() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    if (localtime_r(&now, &local) == nullptr) return 0;
    return static_cast<int>(local.tm_gmtoff / 60);
}

template <typename... Functions>
struct Overloaded : Functions... {
    using Functions::operator()...;
};
template <typename... Functions>
Overloaded(Functions...) -> Overloaded<Functions...>;

}   // namespace

session::Context Program::context() const {
    session::Context context;
    context.now = now_ms();
    std::size_t filled = 0;
    while (filled < context.random.size()) {
        const ssize_t got = getrandom(context.random.data() + filled, context.random.size() - filled, 0);
        if (got > 0) filled += static_cast<std::size_t>(got);
    }
    return context;
}

// ------------------------------------------------------------------ start

Result<std::unique_ptr<Program>> Program::open(const Options& options) {
    std::unique_ptr<Program> program(new Program(options));
    TRY(program->start());
    return program;
}

Status Program::start() {
    TRY(load_content());   // faults in the content are told before a window opens
    TRY_ASSIGN(window_, SdlWindow::open({.title = "Pasokh", .width = options_.width, .height = options_.height, .scale = options_.scale, .hidden = !options_.screenshot.empty()}));
    TRY_ASSIGN(fonts_, FontSet::load(options_.fonts));
    TRY_ASSIGN(renderer_, Renderer::create());
    text_ = std::make_unique<NativeTextEngine>(*fonts_, *renderer_);
    app::Options app_options;
    app_options.lang = options_.lang;
    app_options.theme = options_.theme;
    app_options.utc_offset_minutes = local_utc_offset_minutes();
    app_ = std::make_unique<app::App>(*text_, app_options);
    host_ = std::make_unique<SemanticHost>(*text_, clipboard_);
    pictures_ = std::make_unique<Pictures>(*renderer_, [this](std::string_view href) { return content_.find_media(href); });
    http_ = std::make_unique<HttpClient>(options_.server, [this] { window_->wake(); });
    app_->set_config(demo_config(), context());
    if (!options_.server.empty()) http_->send({std::string(kConfigRequest), "/v1/config", {}});
    if (!content_.pack.empty()) {
        TRY(app_->load_pack(content_.pack, content_.name, context()));
    } else if (options_.server.empty()) {
        app_->dispatch(action::KnowledgeFailed{"no content was given"}, context());
    }
    load_outbox();
    app_->dispatch(action::Opened{}, context());
    open_first_view();
    if (!options_.content.empty()) {
        watcher_ = std::make_unique<FolderWatcher>(options_.content, [this] {
            content_changed_ = true;
            window_->wake();
        });
    }
    return {};
}

Status Program::load_content() {
    if (!options_.content.empty()) {
        TRY_ASSIGN(content_, load_folder(options_.content, {}));
    } else if (!options_.pack.empty()) {
        TRY_ASSIGN(content_, load_pack_file(options_.pack));
    }
    return {};
}

/// Waiting deliveries belong to one server. A screenshot neither sends nor keeps any.
void Program::load_outbox() {
    if (!options_.screenshot.empty()) return;
    char* folder = SDL_GetPrefPath("Pasokh", "pasokh-desktop");
    if (folder == nullptr) return;
    const std::string name = options_.server.empty() ? "demo" : std::to_string(fnv1a64(options_.server));
    outbox_ = std::make_unique<OutboxFile>(std::string(folder) + "outbox-" + name + ".json");
    SDL_free(folder);
    app_->dispatch(action::OutboxLoaded{outbox_->items()}, context());
}

void Program::open_first_view() {
    const std::string& argument = options_.view_argument;
    if (!options_.identity.empty()) app_->dispatch(action::Identify{options_.identity}, context());
    switch (options_.view) {
        case View::article: app_->dispatch(action::OpenArticle{argument}, context()); break;
        case View::category: app_->dispatch(action::OpenCategory{argument}, context()); break;
        case View::order_status: {
            const std::size_t slash = argument.find('/');
            app_->dispatch(action::GoTo{View::order_form, {}}, context());
            app_->dispatch(action::EditOrderNumber{argument.substr(0, slash)}, context());
            app_->dispatch(action::EditContact{slash == std::string::npos ? "" : argument.substr(slash + 1)}, context());
            app_->dispatch(action::SubmitOrderLookup{}, context());
            break;
        }
        case View::request_thread: {
            const std::size_t slash = argument.find('/');
            app_->dispatch(action::GoTo{View::request_thread, {}}, context());
            app_->dispatch(action::EditThreadCode{argument.substr(0, slash)}, context());
            app_->dispatch(action::EditThreadContact{slash == std::string::npos ? "" : argument.substr(slash + 1)}, context());
            if (!argument.empty()) app_->dispatch(action::FindThread{}, context());
            break;
        }
        case View::home:
        case View::results: break;
        default: app_->dispatch(action::GoTo{options_.view, argument}, context());
    }
    if (!options_.query.empty()) app_->dispatch(action::TypeQuery{options_.query}, context());
}

/// The place, the scroll offset and everything typed stay; with a fault in a file the old content stays as well.
void Program::reload_content() {
    Result<Content> loaded = load_folder(options_.content, {});
    dirty_ = true;
    if (!loaded) {
        notice_ = loaded.error().message;
        return;
    }
    notice_.clear();
    content_ = std::move(*loaded);
    pictures_->clear();
    if (const Status status = app_->load_pack(content_.pack, content_.name, context()); !status) notice_ = status.error().message;
}

// ------------------------------------------------------------------ the loop

Status Program::run() {
    if (!options_.screenshot.empty()) return take_screenshot();
    double wait_ms = 0;
    while (running_) {
        if (!dirty_) wait_for_event(wait_ms);
        if (!running_) break;
        dirty_ = false;
        for (int i = 0; i < kFramesAtOnce && frame(); ++i) {}
        paint(window_->size());
        window_->present();
        wait_ms = output_->repaint_after_ms;
    }
    return {};
}

void Program::wait_for_event(double timeout_ms) {
    SDL_Event event;
    const bool for_ever = std::isinf(timeout_ms);
    const int got = for_ever ? SDL_WaitEvent(&event) : SDL_WaitEventTimeout(&event, static_cast<int>(std::clamp(timeout_ms, 1.0, 86'400'000.0)));
    if (got == 0) return;   // the time the app asked for has come
    do take_event(event); while (SDL_PollEvent(&event) != 0);
    if (content_changed_.exchange(false)) reload_content();
    take_answers();
}

void Program::take_event(const SDL_Event& event) {
    switch (event.type) {
        case SDL_QUIT: running_ = false; break;
        case SDL_WINDOWEVENT:
            if (event.window.event == SDL_WINDOWEVENT_LEAVE) pointer_x_ = pointer_y_ = -1;
            break;
        case SDL_MOUSEMOTION:
        case SDL_MOUSEBUTTONDOWN:
        case SDL_MOUSEBUTTONUP:
        case SDL_MOUSEWHEEL: take_mouse(event); break;
        case SDL_KEYDOWN: take_key(event.key); break;
        case SDL_TEXTINPUT: host_->text_typed(event.text.text); break;
        case SDL_TEXTEDITING: host_->text_composed(event.edit.text, static_cast<std::size_t>(std::max(0, event.edit.start))); break;
        case SDL_TEXTEDITING_EXT:
            host_->text_composed(event.editExt.text, static_cast<std::size_t>(std::max(0, event.editExt.start)));
            SDL_free(event.editExt.text);
            break;
        default: break;
    }
}

void Program::take_mouse(const SDL_Event& event) {
    if (event.type == SDL_MOUSEWHEEL) return host_->wheel(pointer_x_, pointer_y_, event.wheel.preciseY);
    const bool motion = event.type == SDL_MOUSEMOTION;
    pointer_x_ = window_->to_layout(motion ? event.motion.x : event.button.x);
    pointer_y_ = window_->to_layout(motion ? event.motion.y : event.button.y);
    if (motion) {
        host_->pointer_moved(pointer_x_, pointer_y_);
        return window_->set_pointer(host_->pointer_shape(pointer_x_, pointer_y_));
    }
    if (event.button.button == SDL_BUTTON_X1 && event.type == SDL_MOUSEBUTTONDOWN) return go_back();
    if (event.button.button != SDL_BUTTON_LEFT) return;
    pointer_down_ = event.type == SDL_MOUSEBUTTONDOWN;
    if (pointer_down_) host_->pointer_down(pointer_x_, pointer_y_, event.button.clicks, (SDL_GetModState() & KMOD_SHIFT) != 0);
    else host_->pointer_up(pointer_x_, pointer_y_);
}

void Program::take_key(const SDL_KeyboardEvent& event) {
    const std::optional<KeyPress> press = key_press(event);
    if (!press.has_value()) return;
    if (press->alt && press->key == (app_->state().lang == "en" ? Key::left : Key::right)) return go_back();
    if (!host_->key(*press) && press->key == Key::escape) go_back();
}

void Program::go_back() {
    if (app_->state().here.view != View::home || !app_->state().history.empty()) app_->dispatch(action::Back{}, context());
}

void Program::take_answers() {
    for (HttpClient::Answer& answer : http_->take_answers()) take_answer(std::move(answer));
}

void Program::take_answer(HttpClient::Answer answer) {
    if (answer.id == kConfigRequest) {
        Result<wire::Config> config = answer.status == 200 ? wire::decode_config(answer.body) : fail(ErrorCode::unavailable, "the server did not answer");
        if (!config) {
            notice_ = "The configuration of " + options_.server + " could not be read: " + config.error().message;
            if (content_.pack.empty()) app_->dispatch(action::KnowledgeFailed{notice_}, context());
            return;
        }
        if (content_.pack.empty() && !config->pack.url.empty()) http_->send({std::string(kPackRequest), config->pack.url, {}});
        else if (content_.pack.empty()) app_->dispatch(action::KnowledgeFailed{"the server has no knowledge base"}, context());
        app_->set_config(std::move(*config), context());
        return;
    }
    if (answer.id == kPackRequest) {
        content_.name = options_.server;
        content_.pack.resize(answer.body.size());
        std::memcpy(content_.pack.data(), answer.body.data(), answer.body.size());
        if (answer.status != 200) return app_->dispatch(action::KnowledgeFailed{"the pack could not be fetched"}, context());
        if (const Status status = app_->load_pack(content_.pack, content_.name, context()); !status) notice_ = status.error().message;
        return;
    }
    app_->dispatch(action::HttpAnswered{answer.id, answer.status, answer.body, answer.retry_after_s}, context());
}

// ------------------------------------------------------------------ one frame

bool Program::frame() {
    const SdlWindow::Size size = window_->size();
    app::FrameInput input;
    input.context = context();
    input.width = size.width;
    input.device_pixel_ratio = size.ratio;
    input.height = std::max(1.0f, size.height - notice_height(size.width));
    input.pointer_x = pointer_x_;
    input.pointer_y = pointer_y_;
    input.pointer_down = pointer_down_;
    input.events = host_->take_events();
    const app::FrameOutput& output = app_->frame(input);
    output_ = &output;
    if (output.tree_changed) host_->update(*output.tree, input.width, input.height);
    std::vector<session::Effect> effects = output.effects;
    for (session::Effect& one : effects) carry_out(one);
    if (anchor_.has_value() && host_->scroll_to_anchor(*anchor_)) anchor_.reset();
    host_->take_dirty();
    const Rect caret = host_->caret_rect();
    window_->set_text_input(host_->field_has_focus(), caret.x, caret.y, caret.width, caret.height);
    return host_->has_events() || !effects.empty();
}

void Program::carry_out(session::Effect& one) {
    const auto report = [this](const Status& status) {
        if (!status) notice_ = status.error().message;
    };
    std::visit(Overloaded{
        [&](effect::HttpPost& post) { http_->send({post.request_id, post.path, post.body}); },
        [&](effect::SaveOutbox& save) { if (outbox_ != nullptr) report(outbox_->save(save.item)); },
        [&](effect::DropOutbox& drop) { if (outbox_ != nullptr) report(outbox_->drop(drop.id)); },
        [&](effect::OpenUrl& open) {
            if (SDL_OpenURL(open.url.c_str()) != 0) notice_ = "No program opened " + open.url + ".";
        },
        [&](effect::ClosePanel&) { running_ = false; },
        [&](effect::ScrollToAnchor& scroll) { anchor_ = scroll.anchor; },
        [&](effect::Announce&) {},      // for screen readers: the desktop shell has no bridge to one yet
        [&](effect::Emit&) {},          // for the page around the widget
        [&](auto&) {},                  // answered by the app itself
    }, one);
}

void Program::paint(const SdlWindow::Size& size) {
    renderer_->begin(size.width_px, size.height_px, size.ratio, app_->theme().rgba(semantics::Color::background));
    renderer_->draw(*output_->draw);
    Canvas canvas(size.width, size.height, size.ratio);
    host_->paint(canvas, app_->theme(), *pictures_);
    const float notice = notice_height(size.width);
    if (notice > 0) paint_notice(canvas, size.height - notice, size.width, notice);
    renderer_->draw(canvas.data());
}

ParagraphId Program::notice_paragraph(float width) {
    return text_->layout_for_host({.text = notice_, .spans = nullptr, .style = {.size = 13, .line_height = 1.5f, .color = semantics::Color::danger},
        .width = std::max(1.0f, width - 2 * kNoticeMargin), .max_lines = kNoticeLines, .lang = "en"});
}

float Program::notice_height(float width) {
    return notice_.empty() ? 0 : text_->size(notice_paragraph(width)).height + 2 * kNoticeMargin;
}

void Program::paint_notice(Canvas& canvas, float top, float width, float height) {
    canvas.set_clip({0, top, width, height});
    canvas.fill({0, top, width, height}, app_->theme().rgba(semantics::Color::danger_soft));
    canvas.fill({0, top, width, 2}, app_->theme().rgba(semantics::Color::danger));
    std::vector<ui::TextQuad> quads;
    text_->quads(notice_paragraph(width), 0, height, quads);
    canvas.text(quads, kNoticeMargin, top + kNoticeMargin, app_->theme());
}

// ------------------------------------------------------------------ screenshots

/// Nothing under way: no answer awaited, no event unseen, no frame asked for at once.
bool Program::settled() { return !http_->busy() && !host_->has_events() && output_ != nullptr && output_->repaint_after_ms > 0; }

Status Program::take_screenshot() {
    const auto deadline = std::chrono::steady_clock::now() + kScreenshotPatience;
    do {
        SDL_Event event;
        while (SDL_PollEvent(&event) != 0) {}
        take_answers();
        for (int i = 0; i < kFramesAtOnce && frame(); ++i) {}
        if (settled()) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    } while (std::chrono::steady_clock::now() < deadline);
    if (!settled()) return fail(ErrorCode::unavailable, "The screen did not come to rest within 15 seconds; nothing was written.");
    const SdlWindow::Size size = window_->size();
    TRY(renderer_->begin_capture(size.width_px, size.height_px));
    paint(size);
    const std::vector<std::uint8_t> rgb = renderer_->end_capture(size.width_px, size.height_px);
    return write_png(options_.screenshot, size.width_px, size.height_px, rgb);
}

}   // namespace pasokh::desktop
