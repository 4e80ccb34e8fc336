// `pasokh report`: what customers said, missed and wait for (shell/server/owner/report.h).
// `pasokh follow-up done`: marks low scores as answered.

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "shell/cli/commands.h"
#include "shell/cli/owner.h"
#include "shell/cli/report_text.h"
#include "shell/clock.h"
#include "shell/server/owner/owner_database.h"

namespace pasokh::cli {

namespace {

struct ReportArguments {
    OwnerPlace place;
    int days = 30;
    bool json = false;
};

Status report(ReportArguments& given) {
    TRY(settle(given.place));
    TRY_ASSIGN(sql::Database database, server::open_for_reading(given.place.db));
    TRY_ASSIGN(const std::string shop, server::the_shop(database, given.place.shop));
    TRY_ASSIGN(const server::Report report, server::make_report(database, {.shop = shop, .days = given.days, .now = now_ms(),
                                                                           .utc_offset_minutes = given.place.utc_offset_minutes}));
    std::cout << (given.json ? to_json(report) + '\n' : to_table(report));
    return {};
}

struct FollowUpArguments {
    OwnerPlace place;
    std::vector<std::string> ids;
};

Status close(FollowUpArguments& given) {
    TRY(settle(given.place));
    TRY_ASSIGN(sql::Database database, server::open_for_writing(given.place.db));
    TRY_ASSIGN(const std::string shop, server::the_shop(database, given.place.shop));
    TRY(server::close_follow_ups(database, shop, given.ids, now_ms()));
    std::cout << given.ids.size() << (given.ids.size() == 1 ? " follow-up is done\n" : " follow-ups are done\n");
    return {};
}

}   // namespace

void add_report_command(CLI::App& app) {
    auto given = std::make_shared<ReportArguments>();
    CLI::App* command = app.add_subcommand("report", "Satisfaction, guides that did not help, unanswered searches, late orders, who waits for an answer");
    add_place_options(*command, given->place);
    command->add_option("--days", given->days, "how far back (default 30)")->check(CLI::Range(1, 3650));
    command->add_flag("--json", given->json, "for programs");
    command->callback([given] { end_with("report", report(*given)); });
}

void add_follow_up_command(CLI::App& app) {
    auto given = std::make_shared<FollowUpArguments>();
    CLI::App* follow_up = app.add_subcommand("follow-up", "Low scores that were promised an answer");
    follow_up->require_subcommand(1);
    CLI::App* command = follow_up->add_subcommand("done", "Mark them as answered");
    command->add_option("ID", given->ids, "as `pasokh report` lists them")->required();
    add_place_options(*command, given->place);
    command->callback([given] { end_with("follow-up", close(*given)); });
}

}   // namespace pasokh::cli
