// The `pasokh` command: packs content, answers queries from a pack, serves a shop, and what its owner asks of it.
#include <CLI/CLI.hpp>

#include "shell/cli/commands.h"

int main(int argc, char** argv) {
    CLI::App program("Pasokh: answers for the customers of a store");
    program.require_subcommand(1);
    program.set_version_flag("--version", PASOKH_VERSION);
    for (const auto add : {
             pasokh::cli::add_pack_command,
             pasokh::cli::add_search_command,
             pasokh::cli::add_serve_command,
             pasokh::cli::add_import_command,
             pasokh::cli::add_reconcile_command,
             pasokh::cli::add_report_command,
             pasokh::cli::add_follow_up_command,
             pasokh::cli::add_link_command,
             pasokh::cli::add_requests_command,
             pasokh::cli::add_export_command,
             pasokh::cli::add_backup_command,
             pasokh::cli::add_restore_command,
             pasokh::cli::add_doctor_command,
         })
        add(program);
    CLI11_PARSE(program, argc, argv);
    return 0;
}
