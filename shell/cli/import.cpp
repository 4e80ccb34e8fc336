// `pasokh import orders`: a shop's orders from a file into the server's database (shell/server/import).

#include <CLI/CLI.hpp>

#include <chrono>
#include <iostream>
#include <memory>

#include "shell/cli/commands.h"
#include "shell/cli/owner.h"
#include "shell/cli/progress.h"
#include "shell/server/import/import.h"

namespace pasokh::cli {

namespace {

constexpr const char* kDefaultShop = "demo";

struct ImportArguments {
    server::ImportPlace place;
    server::ImportOptions options;
    std::string config, format;
};

/// What the command line left open.
Status fill_from_configuration(ImportArguments& given) {
    OwnerPlace place{.config = given.config, .db = given.place.db, .shop = given.options.shop, .secret_file = given.place.secret_file};
    TRY(settle(place));
    given.place.db = place.db;
    given.place.secret_file = place.secret_file;
    given.options.shop = place.shop;
    given.options.utc_offset_minutes = place.utc_offset_minutes;
    return {};
}

Status run(ImportArguments& given) {
    TRY(given.config.empty() ? choose_database(given.place.db) : fill_from_configuration(given));
    if (given.place.db.empty()) return fail(ErrorCode::invalid_argument, "name the database with --db, PASOKH_DB or --config");
    if (given.options.shop.empty()) given.options.shop = kDefaultShop;
    Progress progress("orders");
    progress.say("reading " + given.place.file + " ...");
    given.place.progress = [&progress](std::int64_t done, std::int64_t total) { progress.show(done, total); };
    TRY_ASSIGN(const server::ImportSummary summary, server::import_orders_file(given.place, given.options));
    progress.end();
    std::cout << given.place.file << ": " << summary.added << " added, " << summary.updated << " updated, " << summary.unchanged << " unchanged";
    if (summary.without_contact > 0) std::cout << "; " << summary.without_contact << " without a usable phone or e-mail cannot be looked up";
    std::cout << '\n';
    return {};
}

}   // namespace

void add_import_command(CLI::App& app) {
    auto given = std::make_shared<ImportArguments>();
    given->options.shop.clear();
    CLI::App* import = app.add_subcommand("import", "Bring a shop's data into the database");
    import->require_subcommand(1);
    CLI::App* command = import->add_subcommand("orders", "Orders from CSV or JSON, all or none; columns in shell/server/import/orders.md");
    command->add_option("file", given->place.file, "FILE.csv or FILE.json")->required();
    command->add_option("--db", given->place.db, "database of the server: a SQLite file or postgresql://... (default: PASOKH_DB)");
    command->add_option("--config", given->config, "configuration of `pasokh serve`: names database and shop, and the time zone in which a day ends");
    command->add_option("--secret-file", given->place.secret_file, "key of the stored contacts (default: DB.secret)");
    command->add_option("--shop", given->options.shop, "id of the shop (default: the configuration's, or demo)");
    command->add_option("--format", given->format, "shopify, or pasokh for the columns of orders.md (default: by the header)")->check(CLI::IsMember({"pasokh", "shopify"}));
    command->add_flag("--relative-dates", given->options.relative_dates, "read now-3d and now+5h as dates; for demo data");
    command->callback([given] {
        using namespace std::chrono;
        given->options.now = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
        if (!given->format.empty()) given->place.format = given->format == "shopify" ? server::OrderFormat::shopify : server::OrderFormat::pasokh;
        if (const Status status = run(*given); !status) {
            std::cerr << "pasokh import: " << status.error().message << '\n';
            throw CLI::RuntimeError(1);
        }
    });
}

}   // namespace pasokh::cli
