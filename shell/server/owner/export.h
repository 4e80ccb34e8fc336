#pragma once
// Rows of the shop as a table for spreadsheets (CSV) or programs (one JSON object a line).
//
// Columns keep their names and order; new ones come last. Contacts leave as masks only, since nothing else is stored.
// CSV: UTF-8 with a byte order mark, CRLF, quoted by RFC 4180; a cell that a spreadsheet would run as a formula
// gets an apostrophe in front (OWASP, "CSV Injection").
//
// Use:
//   TRY(write_export(database, "demo", Table::feedback, Format::csv, out));
//
// Errors: io when `out` fails, those of SQLite. Threads: one at a time, with `database`.

#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/result.h"
#include "shell/server/sql/database.h"

namespace pasokh::server {

enum class Table : std::uint8_t { feedback, orders, requests, searches };
enum class Format : std::uint8_t { csv, ndjson };

/// The number of rows written, all of one moment.
Result<std::int64_t> write_export(sql::Database& database, const std::string& shop, Table table, Format format, std::ostream& out);

/// One cell as CSV has it: harmless, quoted where needed.
std::string csv_cell(std::string_view text);

}   // namespace pasokh::server
