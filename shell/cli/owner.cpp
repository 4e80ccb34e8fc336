#include "shell/cli/owner.h"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <iostream>

#include "shell/server/postgres/address.h"
#include "shell/server/settings.h"

namespace pasokh::cli {

void add_place_options(CLI::App& command, OwnerPlace& place) {
    command.add_option("--config", place.config, "configuration of `pasokh serve`: names database and shop");
    command.add_option("--db", place.db, kDatabaseHelp);
    command.add_option("--shop", place.shop, "id of the shop (default: the only one in the database)");
}

Status settle(OwnerPlace& place) {
    server::Settings settings;
    if (!place.config.empty()) {
        TRY_ASSIGN(settings, server::read_settings_file(place.config));
        if (place.shop.empty()) place.shop = settings.shop.shop;
    }
    TRY(choose_database(place.db));
    if (place.db.empty()) place.db = settings.db;
    if (place.secret_file.empty()) place.secret_file = settings.secret_file;
    place.utc_offset_minutes = settings.shop.utc_offset_minutes;
    place.country = orders::country_of(settings.shop.country);
    return {};
}

Status choose_database(std::string& db) {
    if (server::has_password(db))
        return fail(ErrorCode::invalid_argument, server::without_password(db) + ": everybody on this machine can read a password on the command line; use PGPASSFILE, or name the "
                                                 "database in PASOKH_DB or in the configuration file");
    const char* environment = std::getenv("PASOKH_DB");
    if (db.empty() && environment != nullptr) db = environment;
    return {};
}

void end_with(std::string_view command, const Status& outcome) {
    if (outcome) return;
    std::cerr << "pasokh " << command << ": " << outcome.error().message << '\n';
    throw CLI::RuntimeError(1);
}

}   // namespace pasokh::cli
