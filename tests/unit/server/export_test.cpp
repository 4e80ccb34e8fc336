#include <doctest/doctest.h>

#include "shell/server/owner/export.h"

using pasokh::server::csv_cell;

TEST_CASE("a cell is quoted only where the format asks for it") {
    CHECK(csv_cell("") == "");
    CHECK(csv_cell("سلام دنیا") == "سلام دنیا");
    CHECK(csv_cell("a,b") == "\"a,b\"");
    CHECK(csv_cell("say \"hi\"") == "\"say \"\"hi\"\"\"");
    CHECK(csv_cell("two\nlines") == "\"two\nlines\"");
    CHECK(csv_cell(" kept ") == "\" kept \"");
}

TEST_CASE("a cell that a spreadsheet would run is words") {
    CHECK(csv_cell("=1+1") == "'=1+1");
    CHECK(csv_cell("+98") == "'+98");
    CHECK(csv_cell("-2") == "'-2");
    CHECK(csv_cell("@SUM(A1)") == "'@SUM(A1)");
    CHECK(csv_cell("\tx") == "\"'\tx\"");
    CHECK(csv_cell("x;=1+1") == "\"x;=1+1\"");
    CHECK(csv_cell("x\t=1+1") == "\"x\t=1+1\"");
    CHECK(csv_cell("\r=1") == "\"'\r=1\"");
    CHECK(csv_cell("=a,b") == "\"'=a,b\"");
    CHECK(csv_cell("1=1") == "1=1");
}
