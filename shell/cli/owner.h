#pragma once
// What the owner's commands share: which database and which shop, and how a command ends.
//
// Use:
//   auto place = std::make_shared<OwnerPlace>();
//   add_place_options(*command, *place);
//   command->callback([place] { end_with("report", run(*place)); });

#include <string>
#include <string_view>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/orders/dialling.h"

namespace CLI {
class App;
}

namespace pasokh::cli {

struct OwnerPlace {
    std::string config, db, shop;
    std::string secret_file;           ///< key of the contacts as given; empty: see secret_file_of
    int utc_offset_minutes = 210;      ///< of the shop's days
    orders::Country country = orders::Country::iran();   ///< of phones without a calling code
};

inline constexpr const char* kDatabaseHelp = "database of the server: a SQLite file or postgresql://... (default: PASOKH_DB, the configuration's, or pasokh.db)";

/// --config, --db and --shop.
void add_place_options(CLI::App& command, OwnerPlace& place);
/// Fills what the command line left open from the configuration file. Errors: those of read_settings_file.
Status settle(OwnerPlace& place);

/// Takes PASOKH_DB where the command line names no database. Errors: invalid_argument for a password on the command line,
/// which every user of the machine can read.
Status choose_database(std::string& db);

/// Says on standard error why a command failed and ends the program with exit code 1.
void end_with(std::string_view command, const Status& outcome);

}   // namespace pasokh::cli
