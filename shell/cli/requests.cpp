// `pasokh requests`: list, show, reply to, keep and close what customers wrote (shell/server/owner/requests.h).

#include <CLI/CLI.hpp>

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>

#include "core/requests/code.h"
#include "core/requests/json.h"
#include "core/wire/writer.h"
#include "shell/cli/commands.h"
#include "shell/cli/owner.h"
#include "shell/cli/terminal_text.h"
#include "shell/clock.h"
#include "shell/server/open_store.h"
#include "shell/server/owner/owner_database.h"
#include "shell/server/owner/requests.h"
#include "shell/server/telemetry.h"

namespace pasokh::cli {

namespace {

using server::RequestRow;

struct RequestsArguments {
    OwnerPlace place;
    std::string code, state, text;
    bool json = false, spam = false, contact = false;
    int limit = 100;
};

// --- text ---

std::string flags_of(const RequestRow& row) {
    if (row.is_spam) return "spam";
    if (!row.order_is_theirs) return {};
    return *row.order_is_theirs ? "placed with this contact" : "placed with ANOTHER contact";
}

std::string line_of(const RequestRow& row) {
    std::string line = requests::show_code(row.code) + "  " + left(std::string(requests::state_name(row.state)), 9) + left(std::string(requests::topic_name(row.topic)), 10) +
                       minute_of(row.updated_at) + "  " + left(harmless(row.order_number, 16), 17);
    return line + harmless(row.last_message, 60) + '\n';
}

std::string text_of(const server::WholeRequest& whole, const std::string& contact) {
    const RequestRow& row = whole.row;
    std::string out = "Request " + requests::show_code(row.code) + ", " + std::string(requests::topic_name(row.topic)) + ", " + std::string(requests::state_name(row.state)) + '\n';
    out += "From     " + (contact.empty() ? row.contact_mask : contact) + '\n';
    if (!row.order_number.empty()) out += "Order    " + harmless(row.order_number) + (flags_of(row).empty() ? "" : " (" + flags_of(row) + ")") + '\n';
    for (const requests::Message& message : whole.messages) {
        out += '\n' + minute_of(message.at) + " UTC, " + std::string(requests::author_name(message.from)) + ":\n";
        out += indented(message.text) + '\n';
    }
    if (whole.hidden > 0)
        out += "\n" + std::to_string(whole.hidden) + (whole.hidden == 1 ? " message is" : " messages are") + " left out as of a program; see all with --spam, take them back with: pasokh requests keep CODE\n";
    return out;
}

// --- JSON ---

void write_row(wire::Writer& out, const RequestRow& row) {
    out.member("code", row.code).member("id", row.id).member("state", requests::state_name(row.state)).member("topic", requests::topic_name(row.topic));
    out.member("order_number", row.order_number).member("contact_mask", row.contact_mask).member("lang", row.lang).member("spam", row.is_spam);
    out.key("received_at").instant(row.received_at);
    out.key("updated_at").instant(row.updated_at);
}

std::string json_of(const std::vector<RequestRow>& rows) {
    wire::Writer out;
    out.begin_array();
    for (const RequestRow& row : rows) {
        out.begin_object();
        write_row(out, row);
        out.member("last_message", row.last_message).end_object();
    }
    out.end_array();
    return out.take() + '\n';
}

std::string json_of(const server::WholeRequest& whole, const std::string& contact) {
    wire::Writer out;
    out.begin_object();
    write_row(out, whole.row);
    if (!contact.empty()) out.member("contact", contact);
    if (whole.row.order_is_theirs) out.member("order_is_theirs", *whole.row.order_is_theirs);
    out.key("messages").begin_array();
    for (const requests::Message& message : whole.messages) {
        out.begin_object().member("from", requests::author_name(message.from)).member("text", message.text);
        out.key("at").instant(message.at).end_object();
    }
    out.end_array().member("hidden", whole.hidden).end_object();
    return out.take() + '\n';
}

// --- commands ---

struct Opened {
    sql::Database database;
    std::string shop;
};

Result<Opened> open(RequestsArguments& given, Result<sql::Database> (*opener)(const std::string&)) {
    TRY(settle(given.place));
    TRY_ASSIGN(sql::Database database, opener(given.place.db));
    TRY_ASSIGN(std::string shop, server::the_shop(database, given.place.shop));
    return Opened{std::move(database), std::move(shop)};
}

/// With the person behind `sudo -u pasokh`, who may be anybody of the staff.
std::string who_runs_this() {
    const passwd* user = ::getpwuid(::getuid());
    const std::string name = user != nullptr ? user->pw_name : "uid " + std::to_string(::getuid());
    const char* behind = std::getenv("SUDO_USER");
    return behind != nullptr && *behind != '\0' ? name + " (sudo: " + harmless(behind, 64) + ')' : name;
}

Status list(RequestsArguments& given) {
    TRY_ASSIGN(Opened opened, open(given, server::open_for_reading));
    TRY_ASSIGN(const auto rows, server::list_requests(opened.database, {.shop = opened.shop, .state = requests::parse_state(given.state), .spam = given.spam, .limit = given.limit}));
    if (given.json) std::cout << json_of(rows);
    else if (rows.empty()) std::cout << "no requests\n";
    else
        for (const RequestRow& row : rows) std::cout << line_of(row);
    return {};
}

Result<std::string> contact_of(RequestsArguments& given) {
    TRY_ASSIGN(const std::string secret_file, server::secret_file_of(given.place.db, given.place.secret_file));
    std::error_code problem;
    if (!std::filesystem::is_regular_file(secret_file, problem))
        return fail(ErrorCode::not_found, secret_file + ": is missing; the contacts are sealed with it: name it with --secret-file");
    TRY_ASSIGN(const server::Secret secret, server::Secret::open_or_create(secret_file));
    TRY_ASSIGN(Opened opened, open(given, server::open_for_writing));
    TRY_ASSIGN(std::string contact, server::show_contact(opened.database, opened.shop, given.code, server::RequestSecrets(secret, opened.shop), who_runs_this(), now_ms()));
    server::log_audit("contact shown", *requests::parse_code(given.code));
    return contact;
}

Status show(RequestsArguments& given) {
    TRY_ASSIGN(Opened opened, open(given, server::open_for_reading));
    TRY_ASSIGN(const server::WholeRequest whole, server::show_request(opened.database, opened.shop, given.code, given.spam));
    std::string contact;
    if (given.contact) {
        TRY_ASSIGN(contact, contact_of(given));
    }
    std::cout << (given.json ? json_of(whole, contact) : text_of(whole, contact));
    return {};
}

Status answer(RequestsArguments& given) {
    if (given.text == "-") given.text.assign(std::istreambuf_iterator<char>(std::cin), {});
    TRY_ASSIGN(Opened opened, open(given, server::open_for_writing));
    TRY(server::reply(opened.database, opened.shop, given.code, given.text, now_ms()));
    std::cout << "answered; the customer sees it at the next look\n";
    return {};
}

Status keep(RequestsArguments& given) {
    TRY_ASSIGN(Opened opened, open(given, server::open_for_writing));
    TRY(server::keep_request(opened.database, opened.shop, given.code, now_ms()));
    std::cout << "kept; it waits for an answer\n";
    return {};
}

Status close(RequestsArguments& given) {
    TRY_ASSIGN(Opened opened, open(given, server::open_for_writing));
    TRY(server::close_request(opened.database, opened.shop, given.code, now_ms()));
    std::cout << "closed; the customer is asked whether it was solved\n";
    return {};
}

}   // namespace

void add_requests_command(CLI::App& app) {
    auto given = std::make_shared<RequestsArguments>();
    CLI::App* group = app.add_subcommand("requests", "What customers wrote: list, show, reply, keep, close");
    group->require_subcommand(1);
    const auto add = [&](const char* name, const char* what, Status (*run)(RequestsArguments&), bool one) {
        CLI::App* command = group->add_subcommand(name, what);
        if (one) command->add_option("CODE", given->code, "as the customer has it")->required();
        add_place_options(*command, given->place);
        command->callback([given, run] { end_with("requests", run(*given)); });
        return command;
    };
    CLI::App* listing = add("list", "Waiting longest first", list, false);
    listing->add_option("--state", given->state, "only these")->check(CLI::IsMember({"open", "answered", "solved", "closed"}));
    listing->add_option("--limit", given->limit, "at most so many (default 100)")->check(CLI::Range(1, 100000));
    listing->add_flag("--spam", given->spam, "what was judged to be of programs, instead of what people wrote");
    listing->add_flag("--json", given->json, "for programs");
    CLI::App* showing = add("show", "One with all its messages; the contact is masked", show, true);
    showing->add_flag("--contact", given->contact, "with the contact in clear; who looked is written down");
    showing->add_option("--secret-file", given->place.secret_file, "key of the contacts (default: the configuration's, or \"<db>.secret\")");
    showing->add_flag("--json", given->json, "for programs");
    showing->add_flag("--spam", given->spam, "with messages that were judged to be of programs");
    add("keep", "Judged to be of a program, and is not", keep, true);
    add("reply", "Answer one", answer, true)->add_option("--text", given->text, "the answer; - reads it from standard input")->required();
    add("close", "Mark one as done", close, true);
}

}   // namespace pasokh::cli
