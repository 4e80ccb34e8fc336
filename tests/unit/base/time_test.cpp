#include "core/base/time.h"

#include <doctest/doctest.h>

using namespace pasokh;

TEST_CASE("an RFC 3339 instant is read and written back") {
    CHECK(parse_rfc3339("1970-01-01T00:00:00Z") == 0);
    CHECK(parse_rfc3339("2026-11-21T22:47:13Z") == 1795301233000);
    CHECK(parse_rfc3339("2026-11-21T22:47:13.25+03:30") == 1795301233250 - 210 * kMinuteMs);
    CHECK(format_rfc3339(1795301233000) == "2026-11-21T22:47:13Z");
    CHECK(format_rfc3339(1795301233250) == "2026-11-21T22:47:13.250Z");
    CHECK(format_rfc3339(-1) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("a plain date is midnight in UTC") { CHECK(parse_rfc3339("2026-11-21") == 1795219200000); }

TEST_CASE("dates that do not exist and other shapes are refused") {
    for (const char* text : {"", "2026", "2026-02-29", "2026-13-01", "2026-00-10", "2026-11-31", "2026-11-21T", "2026-11-21T25:00:00Z",
                             "2026-11-21T10:60:00Z", "2026-11-21T10:00:00", "2026-11-21T10:00:00.Z", "2026-11-21T10:00:00Zx", "21/11/2026"})
        CHECK_MESSAGE(!parse_rfc3339(text), text);
}

TEST_CASE("an offset does not lead out of the years that four digits can write") {
    CHECK(format_rfc3339(parse_rfc3339("0000-01-01T00:00:00Z").value()) == "0000-01-01T00:00:00Z");
    CHECK(format_rfc3339(parse_rfc3339("9999-12-31T23:59:59.999Z").value()) == "9999-12-31T23:59:59.999Z");
    CHECK(!parse_rfc3339("0000-01-01T00:00:00+00:01"));
    CHECK(!parse_rfc3339("9999-12-31T23:59:59-00:01"));
}

TEST_CASE("days and civil dates agree over four centuries") {
    for (std::int64_t day = -80000; day < 80000; day += 37) {
        const CivilDate date = civil_from_days(day);
        CHECK(is_valid_civil(date.year, date.month, date.day));
        CHECK(days_from_civil(date.year, date.month, date.day) == day);
    }
    CHECK(days_from_civil(2000, 3, 1) == 11017);
}
