// `pasokh reconcile woocommerce`: the stored orders to the state that the shop's REST interface tells (shell/server/reconcile).

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "shell/cli/commands.h"
#include "shell/cli/owner.h"
#include "shell/cli/progress.h"
#include "shell/server/reconcile/command.h"

namespace pasokh::cli {

namespace {

struct ReconcileArguments {
    std::string config, db, since;
};

Status run(ReconcileArguments& given) {
    TRY(choose_database(given.db));
    TRY_ASSIGN(server::Settings settings, server::read_settings_file(given.config));
    if (!given.db.empty()) settings.db = given.db;
    std::optional<TimestampMs> since;
    if (!given.since.empty()) {
        since = parse_rfc3339(given.since);
        if (!since) return fail(ErrorCode::invalid_argument, "--since \"" + given.since + "\" is not a date; write 2026-11-21 or 2026-11-21T10:30:00+03:30");
    }
    Progress progress("orders");
    progress.say("asking " + settings.intake.woocommerce_url + " ...");
    TRY_ASSIGN(const server::SyncSummary summary, server::reconcile_woocommerce(settings, since, [&progress](std::int64_t done, std::int64_t total) { progress.show(done, total); }));
    progress.end();
    std::cout << settings.intake.woocommerce_url << ": " << summary.read << " read, " << summary.added << " added, " << summary.updated << " updated, "
              << summary.unchanged << " unchanged, " << summary.removed << " removed";
    if (summary.ignored > 0) std::cout << ", " << summary.ignored << " not placed yet";
    if (summary.unreadable > 0) std::cout << ", " << summary.unreadable << " unreadable (see above)";
    std::cout << '\n';
    return {};
}

}   // namespace

void add_reconcile_command(CLI::App& app) {
    auto given = std::make_shared<ReconcileArguments>();
    CLI::App* reconcile = app.add_subcommand("reconcile", "Bring the stored orders to the state of the shop's own system");
    reconcile->require_subcommand(1);
    CLI::App* command = reconcile->add_subcommand("woocommerce", "By WooCommerce's REST interface; without --since everything, and what is gone there is removed");
    command->add_option("--config", given->config, "configuration of `pasokh serve`: names shop, database, address and key file")->required();
    command->add_option("--db", given->db, kDatabaseHelp);
    command->add_option("--since", given->since, "only what changed after that time, such as 2026-11-21");
    command->callback([given] { end_with("reconcile", run(*given)); });
}

}   // namespace pasokh::cli
