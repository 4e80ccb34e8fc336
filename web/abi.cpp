// The exports of web/abi.md: flat functions around one App.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/app/app.h"
#include "core/base/hash.h"
#include "core/base/json_text.h"
#include "core/i18n/strings.h"
#include "core/session/outbox_json.h"
#include "core/wire/config.h"
#include "core/wire/reader.h"
#include "web/imports.h"
#include "web/page_text_engine.h"

namespace {

using namespace pasokh;
namespace action = session::action;
namespace effect = session::effect;

#define PASOKH_EXPORT(name) extern "C" __attribute__((export_name(#name)))

/// The answer of pasokh_frame; read by web/src/core/wasm_core.ts at these offsets.
struct Frame {
    std::uint32_t tree_json, tree_json_length;
    std::uint32_t effects_json, effects_json_length;
    std::uint32_t vertices, vertex_count;
    std::uint32_t indices, index_count;
    std::uint32_t commands, command_count;
    double repaint_after_ms;
};
static_assert(sizeof(Frame) == 48 && offsetof(Frame, repaint_after_ms) == 40);
static_assert(sizeof(ui::DrawVertex) == 20 && sizeof(ui::DrawCommand) == 28);

struct Page {
    web::PageTextEngine text;
    std::optional<app::App> app;
    std::vector<semantics::Event> events;
    std::string tree_json, effects_json;
    std::uint64_t sent_tree = 0;
    Frame frame{};
};

/// The page has one widget: the module instance is the object.
Page& page() {
    static Page* instance = new Page;
    return *instance;
}

std::string_view view_of(const char* text, std::uint32_t size) { return {text, size}; }

session::Context context() {
    session::Context now{.now = static_cast<TimestampMs>(pasokh_import_now())};
    pasokh_import_random(now.random.data(), static_cast<std::uint32_t>(now.random.size()));
    return now;
}

void dispatch(const session::Action& what) { page().app->dispatch(what, context()); }

void log_error(std::string_view text) { pasokh_import_log(1, text.data(), static_cast<std::uint32_t>(text.size())); }

std::uint32_t address(const void* pointer) { return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(pointer)); }

session::ThemeMode theme_of(std::string_view name) { return name == "dark" ? session::ThemeMode::dark : session::ThemeMode::light; }

/// "#0f766e"; nothing for any other shape.
std::optional<std::uint32_t> parse_rgb(std::string_view text) {
    if (text.size() != 7 || text[0] != '#') return std::nullopt;
    std::uint32_t rgb = 0;
    for (char digit : text.substr(1)) {
        const int value = digit >= '0' && digit <= '9' ? digit - '0' : digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : digit >= 'A' && digit <= 'F' ? digit - 'A' + 10 : -1;
        if (value < 0) return std::nullopt;
        rgb = rgb << 4 | static_cast<std::uint32_t>(value);
    }
    return rgb;
}

void write_theme(std::string& out, const ui::Theme& theme) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out += theme.light ? "\"theme\":{\"light\":true,\"colors\":{" : "\"theme\":{\"light\":false,\"colors\":{";
    for (std::size_t i = 1; i < semantics::kColorCount; ++i) {
        if (i > 1) out += ',';
        append_json_string(out, semantics::color_name(static_cast<semantics::Color>(i)));
        const std::uint32_t rgba = theme.colors[i];
        out += ":\"#";
        for (int shift = 28; shift >= ((rgba & 255) == 255 ? 8 : 0); shift -= 4) out += kHex[(rgba >> shift) & 15];
        out += '"';
    }
    out += "}},";
}

/// One effect as an object of web/abi.md.
struct EffectWriter {
    std::string& out;

    void name(std::string_view what) const {
        out += "{\"do\":";
        append_json_string(out, what);
    }
    void text(std::string_view key, std::string_view value) const {
        out += ',';
        append_json_string(out, key);
        out += ':';
        append_json_string(out, value);
    }
    /// `json` is a value that is already written.
    void raw(std::string_view key, std::string_view json) const {
        out += ',';
        append_json_string(out, key);
        out += ':';
        out += json.empty() ? std::string_view("{}") : json;
    }

    void operator()(const effect::HttpPost& it) const {
        name("http_post");
        text("id", it.request_id);
        text("path", it.path);
        text("body", it.body);
    }
    void operator()(const effect::SaveOutbox& it) const {
        name("save_outbox");
        raw("item", session::encode(it.item));
    }
    void operator()(const effect::DropOutbox& it) const {
        name("drop_outbox");
        text("id", it.id);
    }
    void operator()(const effect::OpenUrl& it) const {
        name("open_url");
        text("url", it.url);
    }
    void operator()(const effect::ClosePanel&) const { name("close"); }
    void operator()(const effect::Announce& it) const {
        name("announce");
        text("text", it.text);
        raw("assertive", it.assertive ? "true" : "false");
    }
    void operator()(const effect::ScrollToAnchor& it) const {
        name("scroll_to_anchor");
        text("anchor", it.anchor);
    }
    void operator()(const effect::Emit& it) const {
        name("emit");
        text("name", it.name);
        raw("detail", it.detail_json);
    }
    template <typename Other>
    void operator()(const Other&) const { name("none"); }   // answered inside the core, never handed out
};

std::string write_effects(const std::vector<session::Effect>& effects) {
    std::string out = "[";
    for (const session::Effect& one : effects) {
        if (out.size() > 1) out += ',';
        std::visit(EffectWriter{out}, one);
        out += '}';
    }
    out += ']';
    return out;
}

/// Sends the tree only when it differs from what the page has.
void write_tree(Page& here, const app::FrameOutput& out) {
    here.tree_json.clear();
    if (!out.tree_changed) return;
    std::string json = "{";
    write_theme(json, here.app->theme());
    json += std::string_view(semantics::to_json(*out.tree)).substr(1);
    const std::uint64_t hash = fnv1a64(json);
    if (hash == here.sent_tree) return;
    here.sent_tree = hash;
    here.tree_json = std::move(json);
}

/// `name(argument)` of the public API as an action.
std::optional<session::Action> action_of(std::string_view name, std::string_view argument) {
    const std::string text(argument);
    if (name == "open") return action::Opened{};
    if (name == "close") return action::Close{};
    if (name == "search") return action::TypeQuery{text};
    if (name == "article") return action::OpenArticle{text};
    if (name == "category") return action::OpenCategory{text};
    if (name == "order") return action::GoTo{session::View::order_form, text};
    if (name == "feedback") return action::GoTo{session::View::feedback, text};
    if (name == "request") return action::GoTo{session::View::request_form, text};
    if (name == "contact") return action::GoTo{session::View::contact, text};
    if (name == "home") return action::GoTo{session::View::home, {}};
    if (name == "identify") return action::Identify{text};
    if (name == "order-link") return action::OpenOrderLink{text};
    if (name == "tick") return action::Tick{};
    return std::nullopt;
}

}   // namespace

PASOKH_EXPORT(pasokh_alloc) void* pasokh_alloc(std::uint32_t size) { return std::malloc(size == 0 ? 1 : size); }
PASOKH_EXPORT(pasokh_free) void pasokh_free(void* pointer) { std::free(pointer); }

PASOKH_EXPORT(pasokh_create) std::uint32_t pasokh_create(const char* json, std::uint32_t size) {
    Result<wire::Document> document = wire::Document::parse(view_of(json, size));
    if (!document) return 0;
    const wire::Reader root = document->root();
    app::Options options;
    options.lang = root.at("lang").optional_text();
    options.theme = theme_of(root.at("theme").optional_text());
    options.view = session::parse_view(root.at("view").optional_text()).value_or(session::View::home);
    options.accent_rgb = parse_rgb(root.at("accent").optional_text()).value_or(options.accent_rgb);
    options.paint = root.at("paint").boolean_or(true);
    options.utc_offset_minutes = static_cast<int>(root.at("utc_offset_minutes").optional_integer(-14 * 60, 14 * 60).value_or(0));
    if (!i18n::is_supported(options.lang)) options.lang = "en";
    page().app.emplace(page().text, options);
    dispatch(action::SetOnline{root.at("online").boolean_or(true)});
    dispatch(action::SetPage{root.at("page_path").optional_text()});
    return document->status() ? 1 : 0;
}

PASOKH_EXPORT(pasokh_set_environment) std::uint32_t pasokh_set_environment(const char* json, std::uint32_t size) {
    Result<wire::Document> document = wire::Document::parse(view_of(json, size));
    if (!document) return 0;
    const wire::Reader root = document->root();
    if (root.at("lang").is_present()) dispatch(action::SetLanguage{root.at("lang").text()});
    if (root.at("theme").is_present()) dispatch(action::SetTheme{theme_of(root.at("theme").text())});
    if (root.at("paint").is_present()) page().app->set_paint(root.at("paint").boolean());
    if (root.at("online").is_present()) dispatch(action::SetOnline{root.at("online").boolean()});
    if (root.at("remembers").is_present()) dispatch(action::SetRemembers{root.at("remembers").boolean()});
    if (root.at("page_path").is_present()) dispatch(action::SetPage{root.at("page_path").text()});
    return document->status() ? 1 : 0;
}

PASOKH_EXPORT(pasokh_load_pack) std::uint32_t pasokh_load_pack(std::byte* bytes, std::uint32_t size) {
    std::vector<std::byte> pack(bytes, bytes + size);
    std::free(bytes);
    const Status status = page().app->load_pack(std::move(pack), "pack", context());
    if (!status) log_error(status.error().message);
    return status ? 1 : 0;
}

PASOKH_EXPORT(pasokh_prepare) std::uint32_t pasokh_prepare() { return page().app->prepare() ? 1 : 0; }

PASOKH_EXPORT(pasokh_config) std::uint32_t pasokh_config(const char* json, std::uint32_t size) {
    Result<wire::Config> config = wire::decode_config(view_of(json, size));
    if (!config) {
        log_error(config.error().message);
        return 0;
    }
    page().app->set_config(std::move(*config), context());
    return 1;
}

PASOKH_EXPORT(pasokh_knowledge_failed) void pasokh_knowledge_failed(const char* reason, std::uint32_t size) {
    dispatch(action::KnowledgeFailed{std::string(view_of(reason, size))});
}

PASOKH_EXPORT(pasokh_outbox_loaded) std::uint32_t pasokh_outbox_loaded(const char* json, std::uint32_t size) {
    Result<std::vector<session::OutboxItem>> items = session::decode_outbox(view_of(json, size));
    if (!items) {
        log_error(items.error().message);
        return 0;
    }
    dispatch(action::OutboxLoaded{std::move(*items)});
    return 1;
}

PASOKH_EXPORT(pasokh_http_answered)
void pasokh_http_answered(const char* id, std::uint32_t id_size, std::int32_t status, const char* body, std::uint32_t body_size, std::int32_t retry_after_s) {
    dispatch(action::HttpAnswered{std::string(view_of(id, id_size)), status, std::string(view_of(body, body_size)), retry_after_s});
}

PASOKH_EXPORT(pasokh_node_event)
void pasokh_node_event(std::uint32_t kind, std::uint32_t node, const char* text, std::uint32_t size, float scroll_top) {
    page().events.push_back({static_cast<semantics::Event::Kind>(kind), semantics::NodeId{node}, std::string(view_of(text, size)), scroll_top});
}

PASOKH_EXPORT(pasokh_command)
std::uint32_t pasokh_command(const char* name, std::uint32_t name_size, const char* argument, std::uint32_t argument_size) {
    const auto what = action_of(view_of(name, name_size), view_of(argument, argument_size));
    if (!what) return 0;
    dispatch(*what);
    return 1;
}

PASOKH_EXPORT(pasokh_frame)
const Frame* pasokh_frame(float width, float height, float device_pixel_ratio, float pointer_x, float pointer_y, std::int32_t pointer_down) {
    Page& here = page();
    app::FrameInput input{.context = context(), .width = width, .height = height, .device_pixel_ratio = device_pixel_ratio,
                          .pointer_x = pointer_x, .pointer_y = pointer_y, .pointer_down = pointer_down != 0, .events = std::move(here.events)};
    here.events.clear();
    const app::FrameOutput& out = here.app->frame(input);
    write_tree(here, out);
    here.effects_json = write_effects(out.effects);
    Frame& frame = here.frame;
    frame = {address(here.tree_json.data()), static_cast<std::uint32_t>(here.tree_json.size()), address(here.effects_json.data()),
             static_cast<std::uint32_t>(here.effects_json.size()), 0, 0, 0, 0, 0, 0, out.repaint_after_ms};
    if (out.draw != nullptr) {
        frame.vertices = address(out.draw->vertices.data());
        frame.vertex_count = static_cast<std::uint32_t>(out.draw->vertices.size());
        frame.indices = address(out.draw->indices.data());
        frame.index_count = static_cast<std::uint32_t>(out.draw->indices.size());
        frame.commands = address(out.draw->commands.data());
        frame.command_count = static_cast<std::uint32_t>(out.draw->commands.size());
    }
    return &frame;
}
