// `pasokh export`: feedback, orders, requests and unanswered searches as CSV or NDJSON (shell/server/owner/export.h).

#include <CLI/CLI.hpp>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "shell/cli/commands.h"
#include "shell/cli/owner.h"
#include "shell/server/owner/export.h"
#include "shell/server/owner/owner_database.h"

namespace pasokh::cli {

namespace {

namespace fs = std::filesystem;

struct ExportArguments {
    OwnerPlace place;
    std::string table, format = "csv", out;
    server::Table table_value() const {
        return table == "orders" ? server::Table::orders : table == "requests" ? server::Table::requests : table == "searches" ? server::Table::searches
               : server::Table::feedback;
    }
    server::Format format_value() const { return format == "csv" ? server::Format::csv : server::Format::ndjson; }
};

/// Readable for its owner only: it holds customers' words.
bool create_private(const std::string& path) {
    std::error_code ignored;
    fs::remove(path, ignored);
    const int handle = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL, S_IRUSR | S_IWUSR);
    return handle >= 0 && ::close(handle) == 0;
}

/// Beside `path` first, then renamed: a reader finds the whole file or none.
Result<std::int64_t> export_to_file(sql::Database& database, const std::string& shop, const ExportArguments& given) {
    const std::string part = given.out + ".part";
    const bool created = create_private(part);
    std::ofstream out(part, std::ios::binary);
    if (!created || !out) return fail(ErrorCode::io, given.out + ": cannot be written; is there such a folder, and may you write in it?");
    auto count = server::write_export(database, shop, given.table_value(), given.format_value(), out);
    out.close();
    std::error_code problem;
    if (count && !out) count = fail(ErrorCode::io, "cannot write; is the disk full?");
    if (count) fs::rename(part, given.out, problem);
    if (count && !problem) return count;
    std::error_code ignored;
    fs::remove(part, ignored);
    return count ? fail(ErrorCode::io, given.out + ": " + problem.message()) : fail(count.error().code, given.out + ": " + count.error().message);
}

Status run(ExportArguments& given) {
    TRY(settle(given.place));
    TRY_ASSIGN(sql::Database database, server::open_for_reading(given.place.db));
    TRY_ASSIGN(const std::string shop, server::the_shop(database, given.place.shop));
    if (given.out.empty() || given.out == "-") {
        TRY(server::write_export(database, shop, given.table_value(), given.format_value(), std::cout));
        return {};
    }
    TRY_ASSIGN(const std::int64_t count, export_to_file(database, shop, given));
    std::cout << given.out << ": " << count << (count == 1 ? " row\n" : " rows\n");
    return {};
}

}   // namespace

void add_export_command(CLI::App& app) {
    auto given = std::make_shared<ExportArguments>();
    CLI::App* command = app.add_subcommand("export", "Rows for a spreadsheet (csv) or a program (ndjson); contacts are masked");
    command->add_option("TABLE", given->table, "what to write")->required()->check(CLI::IsMember({"feedback", "orders", "requests", "searches"}));
    command->add_option("--format", given->format, "csv for spreadsheets (default), ndjson for programs")->check(CLI::IsMember({"csv", "ndjson"}));
    command->add_option("-o,--output", given->out, "file (default: standard output)");
    add_place_options(*command, given->place);
    command->callback([given] { end_with("export", run(*given)); });
}

}   // namespace pasokh::cli
