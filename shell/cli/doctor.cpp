// `pasokh doctor`: one line a finding, exit code 1 when something is broken (shell/server/owner/doctor.h).

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>

#include "shell/cli/commands.h"
#include "shell/cli/owner.h"
#include "shell/clock.h"
#include "shell/server/owner/doctor.h"

namespace pasokh::cli {

void add_doctor_command(CLI::App& app) {
    auto question = std::make_shared<server::DoctorQuestion>();
    CLI::App* command = app.add_subcommand("doctor", "Look configuration, database, key, disk and clock over");
    command->add_option("--config", question->config, "configuration of `pasokh serve`");
    command->add_option("--db", question->db, kDatabaseHelp);
    command->callback([question] {
        using Grade = server::Finding::Grade;
        end_with("doctor", choose_database(question->db));
        question->now = now_ms();
        bool broken = false;
        for (const server::Finding& finding : server::examine(*question)) {
            broken = broken || finding.grade == Grade::fail;
            const char* grade = finding.grade == Grade::ok ? "ok  " : finding.grade == Grade::warn ? "warn" : "FAIL";
            std::cout << grade << "  " << finding.part << std::string(11 - finding.part.size(), ' ') << finding.words << '\n';
        }
        if (broken) throw CLI::RuntimeError(1);
    });
}

}   // namespace pasokh::cli
