// `pasokh backup` and `pasokh restore` (shell/server/owner/backup.h).

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "shell/cli/commands.h"
#include "shell/cli/owner.h"
#include "shell/server/owner/backup.h"

namespace pasokh::cli {

namespace {

using server::Existing;

struct BackupArguments {
    OwnerPlace place;
    std::string file;
    bool force = false;
    Existing existing() const { return force ? Existing::replace : Existing::refuse; }
};

void print(const std::string& file, const server::BackupSummary& summary) {
    std::cout << file << ": " << summary.bytes << " bytes, schema " << summary.schema << ", checked\n";
    for (const auto& [table, rows] : summary.counts) std::cout << "  " << table << ' ' << rows << '\n';
}

Status back_up(BackupArguments& given) {
    TRY(settle(given.place));
    TRY_ASSIGN(const server::BackupSummary summary, server::back_up(given.place.db, given.file, given.existing()));
    print(given.file, summary);
    std::cout << "the key of the contacts is not in it: keep a copy of the secret file, apart from this backup\n";
    return {};
}

Status restore(BackupArguments& given) {
    TRY(settle(given.place));
    TRY_ASSIGN(const server::BackupSummary summary, server::restore(given.file, given.place.db, given.existing()));
    print(given.place.db, summary);
    return {};
}

void add_database_options(CLI::App& command, BackupArguments& given, const char* force) {
    command.add_option("--config", given.place.config, "configuration of `pasokh serve`: names the database");
    command.add_option("--db", given.place.db, kDatabaseHelp);
    command.add_flag("--force", given.force, force);
}

}   // namespace

void add_backup_command(CLI::App& app) {
    auto given = std::make_shared<BackupArguments>();
    CLI::App* command = app.add_subcommand("backup", "Copy the database to one checked file, while the server runs");
    command->add_option("-o,--output", given->file, "file of the backup")->required();
    add_database_options(*command, *given, "replace an existing backup");
    command->callback([given] { end_with("backup", back_up(*given)); });
}

void add_restore_command(CLI::App& app) {
    auto given = std::make_shared<BackupArguments>();
    CLI::App* command = app.add_subcommand("restore", "Put a backup in the database's place; the server must be stopped");
    command->add_option("BACKUP", given->file, "file that `pasokh backup` made")->required();
    add_database_options(*command, *given, "replace an existing database");
    command->callback([given] { end_with("restore", restore(*given)); });
}

}   // namespace pasokh::cli
