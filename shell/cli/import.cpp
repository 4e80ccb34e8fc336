// `pasokh import orders`: a shop's orders from a file into the server's database (shell/server/import).

#include <CLI/CLI.hpp>

#include <chrono>
#include <iostream>
#include <memory>

#include "shell/cli/commands.h"
#include "shell/cli/owner.h"
#include "shell/server/import/import.h"

namespace pasokh::cli {

namespace {

struct ImportArguments {
    std::string file, db, secret_file;
    server::ImportOptions options;
};

Status run(ImportArguments& given) {
    TRY(choose_database(given.db));
    if (given.db.empty()) return fail(ErrorCode::invalid_argument, "name the database with --db or PASOKH_DB");
    TRY_ASSIGN(const server::ImportSummary summary, server::import_orders_file(given.file, given.db, given.secret_file, given.options));
    std::cout << given.file << ": " << summary.added << " added, " << summary.updated << " updated, " << summary.unchanged << " unchanged\n";
    return {};
}

}   // namespace

void add_import_command(CLI::App& app) {
    auto given = std::make_shared<ImportArguments>();
    CLI::App* import = app.add_subcommand("import", "Bring a shop's data into the database");
    import->require_subcommand(1);
    CLI::App* command = import->add_subcommand("orders", "Orders from CSV or JSON, all or none; columns in shell/server/import/orders.md");
    command->add_option("file", given->file, "FILE.csv or FILE.json")->required();
    command->add_option("--db", given->db, "database of the server: a SQLite file or postgresql://... (default: PASOKH_DB)");
    command->add_option("--secret-file", given->secret_file, "key of the stored contacts (default: DB.secret)");
    command->add_option("--shop", given->options.shop, "id of the shop (default demo)");
    command->add_flag("--relative-dates", given->options.relative_dates, "read now-3d and now+5h as dates; for demo data");
    command->callback([given] {
        using namespace std::chrono;
        given->options.now = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
        if (const Status status = run(*given); !status) {
            std::cerr << "pasokh import: " << status.error().message << '\n';
            throw CLI::RuntimeError(1);
        }
    });
}

}   // namespace pasokh::cli
