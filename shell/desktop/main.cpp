// pasokh-desktop: the widget's screens in a window of their own, for people who write guides or change the code.

#include <charconv>
#include <fstream>
#include <iostream>

#include <CLI/CLI.hpp>
#include <SDL.h>
#include <curl/curl.h>

#include "core/i18n/strings.h"
#include "shell/desktop/program.h"

namespace {

using pasokh::desktop::Options;

/// "400x680" -> width and height, within reason.
std::string read_size(const std::string& text, Options& options) {
    const char* end = text.data() + text.size();
    const auto [cross, first] = std::from_chars(text.data(), end, options.width);
    if (first != std::errc() || cross == end || *cross != 'x') return "--size is WIDTHxHEIGHT, for example 400x680";
    const auto [last, second] = std::from_chars(cross + 1, end, options.height);
    if (second != std::errc() || last != end) return "--size is WIDTHxHEIGHT, for example 400x680";
    const auto fits = [](int value) { return value >= 200 && value <= 4000; };
    return fits(options.width) && fits(options.height) ? "" : "--size takes 200 to 4000 for width and height";
}

/// "article:fa/returns/return-item" -> view and argument.
std::string read_view(const std::string& text, Options& options) {
    const std::size_t colon = text.find(':');
    const std::optional<pasokh::session::View> view = pasokh::session::parse_view(text.substr(0, colon));
    if (!view.has_value()) return "--view knows home, results, category, article, order_form, order_status, feedback, contact, request_form, request_thread";
    options.view = *view;
    if (colon != std::string::npos) options.view_argument = text.substr(colon + 1);
    return {};
}

std::string fonts_folder() {
    char* base = SDL_GetBasePath();
    const std::string folder = base == nullptr ? "fonts" : std::string(base) + "fonts";
    SDL_free(base);
    return folder;
}

}   // namespace

int main(int argc, char** argv) {
    Options options;
    std::string theme = "light";
    CLI::App cli("Pasokh in a window: the same screens as in the page, from the same code.", "pasokh-desktop");
    CLI::Option* content = cli.add_option("--content", options.content, "Folder of Markdown guides; packed in memory and read again when a file changes")->check(CLI::ExistingDirectory);
    cli.add_option("--pack", options.pack, "Pack file made by `pasokh pack`")->check(CLI::ExistingFile)->excludes(content);
    cli.add_option("--lang", options.lang, "Language of the interface")->check(CLI::IsMember({"fa", "ar", "en"}))->capture_default_str();
    cli.add_option("--theme", theme, "Colours")->check(CLI::IsMember({"light", "dark"}))->capture_default_str();
    cli.add_option_function<std::string>("--view", [&](const std::string& text) {
        if (const std::string fault = read_view(text, options); !fault.empty()) throw CLI::ValidationError(fault);
    }, "First screen: NAME or NAME:ARGUMENT, for example article:fa/returns/return-item or order_status:NUMBER/PHONE");
    cli.add_option("--query", options.query, "Types this into the search field");
    cli.add_option("--server", options.server, "Address of a `pasokh serve`, for orders, feedback and its own content");
    cli.add_option_function<std::string>("--identity-file", [&](const std::string& path) {
        std::ifstream(path) >> options.identity;
        if (options.identity.empty()) throw CLI::ValidationError(path + ": holds no token");
    }, "File with a JWT of the shop: shows what its signed-in customer sees")->check(CLI::ExistingFile);
    cli.add_option_function<std::string>("--size", [&](const std::string& text) {
        if (const std::string fault = read_size(text, options); !fault.empty()) throw CLI::ValidationError(fault);
    }, "Size of the window in layout pixels [400x680]");
    cli.add_option("--scale", options.scale, "Device pixels for a layout pixel, instead of what the display says")->check(CLI::Range(0.5, 4.0));
    cli.add_option("--screenshot", options.screenshot, "Writes a PNG of the first screen and exits");
    CLI11_PARSE(cli, argc, argv);
    options.theme = theme == "dark" ? pasokh::session::ThemeMode::dark : pasokh::session::ThemeMode::light;
    options.fonts = fonts_folder();

    curl_global_init(CURL_GLOBAL_DEFAULT);
    const auto run = [&]() -> pasokh::Status {
        TRY_ASSIGN(const std::unique_ptr<pasokh::desktop::Program> program, pasokh::desktop::Program::open(options));
        return program->run();
    };
    const pasokh::Status status = run();
    curl_global_cleanup();
    if (status) return 0;
    std::cerr << "pasokh-desktop: " << status.error().message << "\n";
    return 1;
}
