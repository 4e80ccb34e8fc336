// pasokh search FILE.pack [--limit N] [--lang L] [--explain QUERY]
//
// --explain prints what one query was understood as and which part of the ranking gave each hit how much, as tables.
//
// Reads one JSON object a line from standard input, {"id", "text", "lang"?}, and answers each with one line, flushed:
// {"id", "us", "hits": [{"id", "score"}]}. A line that is none is answered with {"error": ...} and makes the exit code 1.
#include <CLI/CLI.hpp>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <chrono>
#include <cstdio>
#include <iostream>
#include <memory>

#include "core/search/engine.h"
#include "core/text/utf8.h"
#include "shell/cli/commands.h"
#include "shell/content/files.h"

namespace pasokh::cli {

namespace {

struct SearchOptions {
    std::string pack, lang, explain;
    std::uint32_t limit = 10;
    bool snippets = false;
};

constexpr std::size_t kMaxShownWords = 6;

using Writer = rapidjson::Writer<rapidjson::StringBuffer>;

void put(Writer& out, std::string_view text) { out.String(text.data(), static_cast<rapidjson::SizeType>(text.size())); }

void print(const rapidjson::StringBuffer& buffer) {
    std::printf("%s\n", buffer.GetString());
    std::fflush(stdout);
}

class Session {
public:
    Session(const search::Engine& engine, const SearchOptions& options) : engine_(engine), options_(options) {}

    /// True when every line was a query.
    bool run() {
        bool all_good = true;
        std::string line;
        for (line_ = 1; std::getline(std::cin, line); ++line_) {
            if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
            if (!answer(line)) all_good = false;
        }
        return all_good;
    }

private:
    bool refuse(const std::string& why) const {
        rapidjson::StringBuffer buffer;
        Writer out(buffer);
        out.StartObject();
        out.Key("error");
        put(out, "line " + std::to_string(line_) + ": " + why);
        out.EndObject();
        print(buffer);
        return false;
    }

    bool answer(const std::string& line) const {
        if (text::find_invalid_utf8(line)) return refuse("this is not UTF-8");
        rapidjson::Document query;
        query.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
        if (query.HasParseError()) return refuse(std::string("this is not JSON: ") + rapidjson::GetParseError_En(query.GetParseError()));
        if (!query.IsObject()) return refuse("this is not a JSON object");
        const auto member = [&](const char* key) { return query.HasMember(key) ? &query[key] : nullptr; };
        const rapidjson::Value *id = member("id"), *text = member("text"), *lang = member("lang");
        if (id == nullptr || !id->IsString()) return refuse("\"id\" is missing or no string");
        if (text == nullptr || !text->IsString()) return refuse("\"text\" is missing or no string");
        if (lang != nullptr && !lang->IsString()) return refuse("\"lang\" is no string");
        search::Options options;
        options.lang = lang != nullptr ? lang->GetString() : options_.lang;
        options.limit = options_.limit;
        options.snippets = options_.snippets;
        respond({id->GetString(), id->GetStringLength()}, {text->GetString(), text->GetStringLength()}, options);
        return true;
    }

    void respond(std::string_view id, std::string_view text, const search::Options& options) const {
        const auto begin = std::chrono::steady_clock::now();
        const search::Answer answer = engine_.search(text, options);
        const auto us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin).count();
        rapidjson::StringBuffer buffer;
        Writer out(buffer);
        out.StartObject();
        out.Key("id");
        put(out, id);
        out.Key("us");
        out.Int64(us);
        out.Key("hits");
        out.StartArray();
        for (const search::Hit& hit : answer.hits) write_hit(out, hit);
        out.EndArray();
        if (!answer.understood_as.empty()) {
            out.Key("understood_as");
            put(out, answer.understood_as);
        }
        out.EndObject();
        print(buffer);
    }

    void write_hit(Writer& out, const search::Hit& hit) const {
        out.StartObject();
        out.Key("id");
        put(out, hit.id);
        out.Key("score");
        out.Double(hit.score);
        if (options_.snippets) {
            out.Key("title");
            put(out, marked(hit.title, hit.title_marks));
            out.Key("snippet");
            put(out, marked(hit.snippet, hit.snippet_marks));
        }
        out.EndObject();
    }

    /// Marks as [brackets], for people.
    static std::string marked(std::string_view text, const std::vector<search::Range>& marks) {
        std::string out;
        std::size_t from = 0;
        for (const search::Range& range : marks) {
            out += text.substr(from, range.begin - from);
            out += '[';
            out += text.substr(range.begin, range.end - range.begin);
            out += ']';
            from = range.end;
        }
        out += text.substr(from);
        return out;
    }

    const search::Engine& engine_;
    const SearchOptions& options_;
    std::size_t line_ = 0;
};

void print_terms(const search::Explanation& why) {
    std::printf("%-20s %7s %7s  %s\n", "word", "weight", "rarity", "stands for");
    for (const search::Explanation::Row& term : why.terms) {
        std::string note = term.stop ? "(stop word) " : term.exact ? "(taken exactly) " : "";
        std::size_t shown = 0;
        for (const search::Explanation::Word& word : term.words) {
            if (++shown > kMaxShownWords) break;
            char weight[32];
            std::snprintf(weight, sizeof weight, " %.2f, ", static_cast<double>(word.weight));
            note += word.text + " (" + std::string(name_of(word.reason)) + ")" + weight;
        }
        if (term.words.size() > kMaxShownWords) note += "and " + std::to_string(term.words.size() - kMaxShownWords) + " more, ";
        note += "stems:";
        for (const std::string& stem : term.stems) note += " " + stem;
        const std::size_t letters = text::count_code_points(term.text);
        std::printf("%s%*s %7.2f %7.2f  %s\n", term.text.c_str(), static_cast<int>(letters < 20 ? 20 - letters : 0), "", static_cast<double>(term.weight),
                    static_cast<double>(term.rarity), note.c_str());
    }
}

void print_hits(const search::Explanation& why) {
    std::printf("\n%8s", "score");
    for (const std::string_view part : search::kParts) std::printf(" %9.*s", static_cast<int>(part.size()), part.data());
    std::printf("  guide\n");
    for (const search::Explanation::Hit& hit : why.hits) {
        std::printf("%8.2f", static_cast<double>(hit.score));
        for (const float part : hit.parts) std::printf(" %9.2f", static_cast<double>(part));
        std::printf("  %s  %s\n", hit.id.c_str(), hit.title.c_str());
    }
}

void explain(const search::Engine& engine, const SearchOptions& options) {
    search::Options how;
    how.lang = options.lang;
    how.limit = options.limit;
    const search::Explanation why = engine.explain(options.explain, how);
    std::printf("query: %s\n", options.explain.c_str());
    if (!why.read_as.empty()) std::printf("understood as: %s\n", why.read_as.c_str());
    std::printf("language:");
    for (const auto& [code, share] : why.languages) std::printf(" %s %.0f %%", code.c_str(), static_cast<double>(share) * 100);
    std::printf("\n\n");
    print_terms(why);
    print_hits(why);
}

Result<bool> run_search(const SearchOptions& options) {
    TRY_ASSIGN(std::vector<std::byte> bytes, content::read_binary_file(options.pack));
    TRY_ASSIGN(const kb::Pack pack, kb::Pack::open(std::move(bytes), options.pack));
    const search::Engine engine(pack);
    if (!options.explain.empty()) {
        explain(engine, options);
        return true;
    }
    return Session(engine, options).run();
}

}   // namespace

void add_search_command(CLI::App& program) {
    auto options = std::make_shared<SearchOptions>();
    CLI::App* command = program.add_subcommand("search", "Answer queries from a pack: one JSON object a line in, one out");
    command->add_option("pack", options->pack, "The pack to search")->required();
    command->add_option("--limit", options->limit, "Hits an answer")->check(CLI::Range(1, 1000));
    command->add_option("--lang", options->lang, "Prefer articles in this language");
    command->add_option("--explain", options->explain, "Show how one query is understood and ranked, and answer nothing else");
    command->add_flag("--snippets", options->snippets, "Also print titles and passages, with [marks]");
    command->callback([options] {
        const auto good = run_search(*options);
        if (!good) std::fprintf(stderr, "pasokh search: %s\n", good.error().message.c_str());
        if (!good || !*good) throw CLI::RuntimeError(1);
    });
}

}   // namespace pasokh::cli
