#include <doctest/doctest.h>

#include "shell/server/import/fields.h"

using namespace pasokh;
using namespace pasokh::server;

namespace {

ImportOptions options_at(int utc_offset_minutes) { return {.country = orders::Country::iran(), .utc_offset_minutes = utc_offset_minutes}; }

}   // namespace

TEST_CASE("a promise for a day holds until that day ends where the shop is") {
    const ImportOptions tehran = options_at(210);
    CHECK(parse_until("2026-11-21", tehran) == parse_rfc3339("2026-11-21T23:59:59.999+03:30"));
    CHECK(parse_until(" \u06F2\u06F0\u06F2\u06F6-\u06F1\u06F1-\u06F2\u06F1 ", tehran) == parse_rfc3339("2026-11-21T23:59:59.999+03:30"));
    CHECK(parse_until("2026-11-21", options_at(-300)) == parse_rfc3339("2026-11-21T23:59:59.999-05:00"));
}

TEST_CASE("a promise with a time holds until that time") {
    const ImportOptions options{.country = orders::Country::iran(), .relative_dates = true, .now = 1793000000000};
    CHECK(parse_until("2026-11-21T10:00:00Z", options) == parse_rfc3339("2026-11-21T10:00:00Z"));
    CHECK(parse_until("now", options) == parse_when("now", options));
    CHECK(parse_until("now+0000005h", options) == parse_when("now+5h", options));
}

TEST_CASE("a promise some days from now holds until the end of that day") {
    const ImportOptions late_evening{.country = orders::Country::iran(), .relative_dates = true, .now = parse_rfc3339("2026-11-21T21:00:00Z").value(), .utc_offset_minutes = 210};   // the 22nd in Tehran
    CHECK(parse_until("now-3d", late_evening) == parse_rfc3339("2026-11-19T23:59:59.999+03:30"));
    CHECK(parse_until("now+1d", late_evening) == parse_rfc3339("2026-11-23T23:59:59.999+03:30"));
    CHECK(parse_when("now-3d", late_evening) == parse_rfc3339("2026-11-18T21:00:00Z"));
}

TEST_CASE("a day that does not end within the years we write is no date") {
    CHECK_FALSE(parse_until("9999-12-31", options_at(-300)));
    CHECK_FALSE(parse_until("2026-02-30", options_at(0)));
    CHECK(parse_when("9999-12-31", options_at(0)));
}
