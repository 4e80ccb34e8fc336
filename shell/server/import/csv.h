#pragma once
// CSV by RFC 4180: quoted fields, doubled quotes, line breaks within quotes; LF or CRLF; a byte order mark is skipped.
//
// Use:
//   TRY_ASSIGN(auto rows, parse_csv(text));
//   rows[0].fields[0]; rows[0].line;
//
// Errors: parse_error, "line N: ..." without the file's name. Threads: none.

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace pasokh::server {

struct CsvRow {
    int line = 1;                      ///< where the row begins, from 1
    std::vector<std::string> fields;
};

/// Rows that are empty lines are left out.
Result<std::vector<CsvRow>> parse_csv(std::string_view text);

}   // namespace pasokh::server
