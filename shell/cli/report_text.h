#pragma once
// A report as a person reads it in a terminal, and as a program does.
//
// In the table, figures stand in aligned columns and free text comes last in its line, so that right-to-left text moves
// nothing. The JSON is documented in docs/operations.md; its names stay.

#include <string>

#include "shell/server/owner/report.h"

namespace pasokh::cli {

std::string to_table(const server::Report& report);
std::string to_json(const server::Report& report);

}   // namespace pasokh::cli
