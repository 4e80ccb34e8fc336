// `pasokh link`: a signed link to one order (shell/server/owner/order_link.h).

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "shell/cli/commands.h"
#include "shell/cli/owner.h"
#include "shell/clock.h"
#include "shell/server/owner/order_link.h"
#include "shell/server/settings.h"

namespace pasokh::cli {

namespace {

constexpr int kMostDays = 30;

struct LinkArguments {
    OwnerPlace place;
    server::OrderLinkRequest request;
    std::string page;
};

Status run(LinkArguments& given) {
    TRY(settle(given.place));
    if (given.request.secret_file.empty() && !given.place.config.empty()) {
        TRY_ASSIGN(const server::Settings settings, server::read_settings_file(given.place.config));
        given.request.secret_file = settings.secret_file;
    }
    if (given.page.find('#') != std::string::npos) return fail(ErrorCode::invalid_argument, "--page: leave out what begins with #; the token takes its place");
    given.request.db = given.place.db;
    given.request.shop = given.place.shop;
    TRY_ASSIGN(const server::Token link, server::make_order_link(given.request, now_ms()));
    std::cout << given.page << server::kOrderFragment << link.text << '\n';
    return {};
}

}   // namespace

void add_link_command(CLI::App& program) {
    auto given = std::make_shared<LinkArguments>();
    CLI::App* command = program.add_subcommand("link", "A signed link to one order, for an e-mail or SMS to its customer");
    command->add_option("order", given->request.number, "the order's number")->required();
    add_place_options(*command, given->place);
    command->add_option("--secret-file", given->request.secret_file, "key of the stored contacts (default: DB.secret)");
    command->add_option("--page", given->page, "address of a page with the widget, such as https://shop.example/track");
    command->add_option("--days", given->request.days, "how long it opens the order (default 30)")->check(CLI::Range(1, kMostDays));
    command->callback([given] { end_with("link", run(*given)); });
}

}   // namespace pasokh::cli
