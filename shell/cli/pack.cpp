// pasokh pack CONTENT_DIR|FILE.jsonl -o FILE.pack [--json] [--lang L] [--no-compress]
#include <CLI/CLI.hpp>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <chrono>
#include <cstdio>
#include <memory>

#include "shell/cli/commands.h"
#include "shell/content/compress.h"
#include "shell/content/content_folder.h"
#include "shell/content/pack_files.h"

namespace pasokh::cli {

namespace {

struct PackOptions {
    std::string content, output, lang;
    bool json = false, no_compress = false;
};

struct PackReport {
    content::PackSizes sizes;
    std::size_t text_bytes = 0;
    std::optional<std::size_t> text_br;
    long long ms = 0;
};

constexpr std::size_t kShownWarnings = 20;

std::optional<double> ratio(const PackReport& report) {
    if (!report.sizes.br || !report.text_br || *report.text_br == 0) return std::nullopt;
    return static_cast<double>(*report.sizes.br) / static_cast<double>(*report.text_br);
}

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void put(Writer& out, std::string_view text) { out.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }

void put(Writer& out, const char* key, const std::optional<std::size_t>& value) {
    out.Key(key);
    if (value) out.Uint64(*value);
    else out.Null();
}

void print_json(const kb::write::BuiltPack& built, const PackReport& report) {
    rapidjson::StringBuffer buffer;
    Writer out(buffer);
    out.StartObject();
    put(out, "articles", built.article_count);
    out.Key("languages");
    out.StartArray();
    for (const std::string& lang : built.languages) put(out, lang);
    out.EndArray();
    put(out, "bytes", report.sizes.bytes);
    put(out, "br", report.sizes.br);
    put(out, "gz", report.sizes.gz);
    put(out, "text_bytes", report.text_bytes);
    put(out, "text_br", report.text_br);
    out.Key("ratio");
    if (const auto value = ratio(report)) out.Double(*value);
    else out.Null();
    put(out, "media", built.media.size());
    out.Key("warnings");
    out.StartArray();
    for (const kb::write::Problem& warning : built.warnings) put(out, kb::write::to_line(warning));
    out.EndArray();
    out.Key("ms");
    out.Int64(report.ms);
    out.EndObject();
    std::printf("%s\n", buffer.GetString());
}

std::string join(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : ", ") + part;
    return out;
}

void print_summary(const PackOptions& options, const kb::write::BuiltPack& built, const PackReport& report) {
    for (std::size_t i = 0; i < built.warnings.size() && i < kShownWarnings; ++i) std::fprintf(stderr, "warning: %s\n", kb::write::to_line(built.warnings[i]).c_str());
    if (built.warnings.size() > kShownWarnings)
        std::fprintf(stderr, "warning: ... and %zu more (all of them with --json)\n", built.warnings.size() - kShownWarnings);
    std::printf("%s: %zu articles (%s), %zu bytes", options.output.c_str(), built.article_count, join(built.languages).c_str(), report.sizes.bytes);
    if (report.sizes.br) std::printf(", %zu as .br, %zu as .gz", *report.sizes.br, report.sizes.gz.value_or(0));
    if (const auto value = ratio(report)) std::printf(", %.2f times its plain text", *value);
    if (!built.media.empty()) std::printf(", %zu images", built.media.size());
    std::printf(", %lld ms\n", report.ms);
}

void print_error(const Error& error) {
    std::string_view rest = error.message;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        std::fprintf(stderr, "pasokh pack: %.*s\n", static_cast<int>(line.size()), line.data());
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    }
}

Status pack(const PackOptions& options) {
    const auto begin = std::chrono::steady_clock::now();
    TRY_ASSIGN(const kb::write::BuiltPack built, content::build_content(options.content, options.lang));
    PackReport report;
    TRY_ASSIGN(report.sizes, content::write_pack_files(built, options.output, !options.no_compress));
    report.ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin).count();
    report.text_bytes = built.plain_text.size();
    if (!options.no_compress)
        report.text_br = content::brotli(std::as_bytes(std::span(built.plain_text)), content::brotli_quality(built.plain_text.size())).size();
    if (options.json) print_json(built, report);
    else print_summary(options, built, report);
    return {};
}

}   // namespace

void add_pack_command(CLI::App& program) {
    auto options = std::make_shared<PackOptions>();
    CLI::App* command = program.add_subcommand("pack", "Make a knowledge base of a folder of Markdown guides or a .jsonl file");
    command->add_option("content", options->content, "Folder of .md files, or FILE.jsonl")->required();
    command->add_option("-o,--output", options->output, "The pack to write; .br, .gz and media/ go beside it")->required();
    command->add_option("--lang", options->lang, "Language of guides that do not say theirs");
    command->add_flag("--json", options->json, "Print sizes, counts and warnings as JSON");
    command->add_flag("--no-compress", options->no_compress, "Write no .br and .gz");
    command->callback([options] {
        if (Status done = pack(*options); !done) {
            print_error(done.error());
            throw CLI::RuntimeError(1);
        }
    });
}

}   // namespace pasokh::cli
