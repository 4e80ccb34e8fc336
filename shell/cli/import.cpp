// `pasokh import orders`: a shop's orders from a file into the server's database (shell/server/import).

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <iostream>
#include <memory>

#include "shell/cli/commands.h"
#include "shell/cli/owner.h"
#include "shell/cli/progress.h"
#include "shell/clock.h"
#include "shell/server/import/import.h"

namespace pasokh::cli {

namespace {

struct ImportArguments {
    OwnerPlace owner;
    server::ImportPlace place;
    server::ImportOptions options{.country = orders::Country::iran()};
    std::string format, country;
};

Result<orders::Country> country_named(const std::string& code) {
    if (const auto known = orders::Country::find(code)) return *known;
    return fail(ErrorCode::invalid_argument, "--country \"" + code + "\" is not one of " + orders::country_codes());
}

Status run(ImportArguments& given) {
    if (given.owner.config.empty() && given.owner.db.empty() && std::getenv("PASOKH_DB") == nullptr)
        return fail(ErrorCode::invalid_argument, "name the database with --config, --db or PASOKH_DB");
    TRY(settle(given.owner));
    given.place.db = given.owner.db;
    given.place.secret_file = given.owner.secret_file;
    if (!given.owner.shop.empty()) given.options.shop = given.owner.shop;
    given.options.utc_offset_minutes = given.owner.utc_offset_minutes;
    given.options.country = given.owner.country;
    if (!given.country.empty()) {
        TRY_ASSIGN(given.options.country, country_named(given.country));
    }
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
    CLI::App* import = app.add_subcommand("import", "Bring a shop's data into the database");
    import->require_subcommand(1);
    CLI::App* command = import->add_subcommand("orders", "Orders from CSV or JSON, all or none; columns in shell/server/import/orders.md");
    command->add_option("file", given->place.file, "FILE.csv or FILE.json")->required();
    command->add_option("--config", given->owner.config, "configuration of `pasokh serve`: names database, key file and shop, its country and the time zone in which a day ends");
    command->add_option("--db", given->owner.db, "database of the server: a SQLite file or postgresql://... (default: PASOKH_DB, else the configuration's)");
    command->add_option("--secret-file", given->owner.secret_file, "key of the stored contacts (default: the configuration's, else DB.secret)");
    command->add_option("--shop", given->owner.shop, "id of the shop (default: the configuration's, else demo)");
    command->add_option("--country", given->country, "of phone numbers without a country code, such as SA (default: the configuration's, else IR)");
    command->add_option("--format", given->format, "shopify, or pasokh for the columns of orders.md (default: by the header)")->check(CLI::IsMember({"pasokh", "shopify"}));
    command->add_flag("--relative-dates", given->options.relative_dates, "read now-3d and now+5h as dates; for demo data");
    command->callback([given] {
        given->options.now = now_ms();
        if (!given->format.empty()) given->place.format = given->format == "shopify" ? server::OrderFormat::shopify : server::OrderFormat::pasokh;
        end_with("import", run(*given));
    });
}

}   // namespace pasokh::cli
