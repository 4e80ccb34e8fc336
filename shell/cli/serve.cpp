// `pasokh serve`: the HTTP server (shell/server).

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <span>

#include "shell/cli/commands.h"
#include "shell/cli/owner.h"
#include "shell/content/compress.h"
#include "shell/content/content_folder.h"
#include "shell/server/serve.h"

namespace pasokh::cli {

namespace {

struct ServeArguments {
    std::string config, db, secret_file, listen, content, pack, assets;
    std::vector<std::string> origins;
};

/// Nearly as small as the best (11), a tenth of its time: the server starts at once.
constexpr int kBrotliQuality = 6;

std::string text_of(std::span<const std::byte> bytes) {
    return {static_cast<const char*>(static_cast<const void*>(bytes.data())), bytes.size()};
}

/// The configuration file first, then what the command line says.
Result<server::Settings> settings_of(ServeArguments& given) {
    TRY(choose_database(given.db));
    server::Settings settings;
    if (!given.config.empty()) { TRY_ASSIGN(settings, server::read_settings_file(given.config)); }
    const auto override_with = [](std::string& value, const std::string& argument) {
        if (!argument.empty()) value = argument;
    };
    override_with(settings.db, given.db);
    override_with(settings.secret_file, given.secret_file);
    override_with(settings.assets, given.assets);
    if (!given.content.empty() || !given.pack.empty()) {
        settings.content = given.content;
        settings.pack = given.pack;
    }
    if (!settings.content.empty() && !settings.pack.empty())
        return fail(ErrorCode::invalid_argument, "--content and --pack are two sources of one knowledge base; give one");
    if (!given.listen.empty()) TRY(server::set_listen(settings, given.listen));
    for (const std::string& origin : given.origins) TRY(server::add_origin(settings, origin));
    return settings;
}

/// A folder of guides as the server sends it: packed and compressed in memory.
Result<server::PackedContent> pack_content(const std::string& folder) {
    TRY_ASSIGN(kb::write::BuiltPack built, content::build_content(folder, ""));
    for (const kb::write::Problem& warning : built.warnings) std::cerr << "warning: " << kb::write::to_line(warning) << '\n';
    const std::span<const std::byte> bytes(built.bytes);
    server::PackedContent packed{.pack = text_of(bytes), .brotli = text_of(content::brotli(bytes, kBrotliQuality)), .gzip = text_of(content::gzip(bytes)), .media = {}};
    for (kb::write::MediaCopy& copy : built.media) packed.media.push_back({std::move(copy.path), std::move(copy.bytes)});
    return packed;
}

Status run(ServeArguments& given) {
    TRY_ASSIGN(const server::Settings settings, settings_of(given));
    return server::serve(settings, pack_content);
}

}   // namespace

void add_serve_command(CLI::App& app) {
    auto given = std::make_shared<ServeArguments>();
    CLI::App* command = app.add_subcommand("serve", "Answer the widget: knowledge base, order lookups, feedback");
    command->add_option("--config", given->config, "JSON file; its keys are in shell/server/config.md");
    command->add_option("--db", given->db, "SQLite file, made when it does not exist, or postgresql://... (default: PASOKH_DB, the configuration's, or pasokh.db)");
    command->add_option("--secret-file", given->secret_file, "key of the stored contacts, made on first use (default: DB.secret)");
    command->add_option("--listen", given->listen, "HOST:PORT; port 0 takes any free one (default 127.0.0.1:8080)");
    command->add_option("--content", given->content, "folder of Markdown guides, packed at start");
    command->add_option("--pack", given->pack, "finished pack instead of --content");
    command->add_option("--assets", given->assets, "folder with the built widget (build/web-release/dist)");
    command->add_option("--origin", given->origins, "page that may call the API, such as https://shop.example; * for all; may be repeated");
    command->callback([given] {
        if (const Status status = run(*given); !status) {
            std::cerr << "pasokh serve: " << status.error().message << '\n';
            throw CLI::RuntimeError(1);
        }
    });
}

}   // namespace pasokh::cli
