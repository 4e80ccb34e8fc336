#pragma once
// The subcommands of `pasokh`. Each adds itself to the program with its options and a callback.
//
// A callback that fails has told why on standard error and throws CLI::RuntimeError(1), which main turns into the exit code.

namespace CLI {
class App;
}

namespace pasokh::cli {

void add_pack_command(CLI::App& program);
void add_search_command(CLI::App& program);
void add_serve_command(CLI::App& program);
void add_import_command(CLI::App& program);
void add_reconcile_command(CLI::App& program);
void add_report_command(CLI::App& program);
void add_follow_up_command(CLI::App& program);
void add_link_command(CLI::App& program);
void add_requests_command(CLI::App& program);
void add_export_command(CLI::App& program);
void add_backup_command(CLI::App& program);
void add_restore_command(CLI::App& program);
void add_doctor_command(CLI::App& program);

}   // namespace pasokh::cli
