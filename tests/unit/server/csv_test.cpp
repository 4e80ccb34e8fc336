#include "shell/server/import/csv.h"

#include <doctest/doctest.h>

using namespace pasokh;
using server::parse_csv;

namespace {
std::string shown(std::string_view text) {
    auto rows = parse_csv(text);
    if (!rows) return rows.error().message;
    std::string all;
    for (const auto& row : *rows) {
        all += std::to_string(row.line) + ':';
        for (const auto& field : row.fields) all += '[' + field + ']';
        all += ' ';
    }
    return all;
}
}   // namespace

TEST_CASE("rows know the line they begin at") { CHECK(shown("a,b\r\n\"c\nd\",e\n\nf,") == "1:[a][b] 2:[c\nd][e] 5:[f][] "); }

TEST_CASE("a byte order mark and a missing last line end are nothing") { CHECK(shown("\xEF\xBB\xBF" "a") == "1:[a] "); }

TEST_CASE("quotes hold commas and doubled quotes") { CHECK(shown("\"a,\"\"b\"\"\",\"\"") == "1:[a,\"b\"][] "); }

TEST_CASE("a lone carriage return is text") { CHECK(shown("a\rb,c") == "1:[a\rb][c] "); }

TEST_CASE("broken quoting is told with its line") {
    CHECK(shown("a\n\"b").starts_with("line 2: a quote is opened"));
    CHECK(shown("a\n\"b\"c").starts_with("line 2: text follows"));
    CHECK(shown("a\nb\"c").starts_with("line 2: a quote inside"));
}

TEST_CASE("an empty text has no rows") { CHECK(shown("").empty()); }
