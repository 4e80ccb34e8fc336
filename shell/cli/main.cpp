// The `pasokh` command: packs content, answers queries from a pack, serves a shop, imports its orders.
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
         })
        add(program);
    CLI11_PARSE(program, argc, argv);
    return 0;
}
