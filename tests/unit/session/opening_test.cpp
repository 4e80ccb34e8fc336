#include "core/session/opening.h"

#include <initializer_list>

#include <doctest/doctest.h>

using namespace pasokh;
using namespace pasokh::session;

namespace {

/// Minutes and days of Tehran: UTC + 3:30. 2026-11-21 was a Saturday.
TimestampMs tehran(int day, int hour, int minute = 0) { return days_from_civil(2026, 11, 1) * kDayMs + (day - 1) * kDayMs + (hour * 60 + minute - 210) * kMinuteMs; }
std::int64_t november(unsigned day) { return days_from_civil(2026, 11, day); }

/// Saturday to Wednesday 9 to 13 and 16 to 20.
ShopConfig shop() {
    ShopConfig config;
    for (const std::uint8_t weekday : std::initializer_list<std::uint8_t>{5, 6, 0, 1, 2}) {
        config.hours.push_back({weekday, 16 * 60, 20 * 60});
        config.hours.push_back({weekday, 9 * 60, 13 * 60});
    }
    return config;
}

}   // namespace

TEST_CASE("open until the end of this stretch, then closed until the next one") {
    const Opening morning = opening_at(shop(), tehran(21, 9));
    CHECK(morning.open);
    CHECK(morning.until_minute == 13 * 60);
    const Opening noon = opening_at(shop(), tehran(21, 13));
    CHECK_FALSE(noon.open);
    REQUIRE(noon.next);
    CHECK(noon.next->days_ahead == 0);
    CHECK(noon.next->minute == 16 * 60);
    const Opening night = opening_at(shop(), tehran(21, 20));
    CHECK(night.next->days_ahead == 1);
    CHECK(night.next->minute == 9 * 60);
    CHECK_FALSE(opening_at(shop(), tehran(21, 8, 59)).open);
}

TEST_CASE("over the weekend") {
    const Opening wednesday = opening_at(shop(), tehran(25, 21));
    REQUIRE(wednesday.next);
    CHECK(wednesday.next->days_ahead == 3);
    CHECK(wednesday.next->day == november(28));
}

TEST_CASE("a holiday closes its days, both ends included, and names today") {
    ShopConfig config = shop();
    config.holidays = {{november(21), november(23), "Nowruz", {}}};
    const Opening first = opening_at(config, tehran(21, 10));
    CHECK_FALSE(first.open);
    CHECK(first.holiday == "Nowruz");
    CHECK(first.closed_today);
    CHECK(first.next->day == november(24));
    CHECK_FALSE(opening_at(config, tehran(23, 10)).open);
    CHECK(opening_at(config, tehran(24, 10)).open);
    CHECK(opening_at(config, tehran(24, 10)).holiday.empty());
    CHECK(opening_at(config, tehran(20, 10)).next->day == november(24));   // Friday, before it
}

TEST_CASE("a holiday may have hours of its own, on any weekday") {
    ShopConfig config = shop();
    config.holidays = {{november(27), november(27), "Sale", {{0, 10 * 60, 12 * 60}}}};   // a Friday
    CHECK(opening_at(config, tehran(27, 11)).open);
    CHECK(opening_at(config, tehran(27, 11)).until_minute == 12 * 60);
    CHECK(opening_at(config, tehran(26, 11)).next->day == november(27));
    CHECK_FALSE_MESSAGE(opening_at(config, tehran(27, 9)).closed_today, "it opens at ten");
}

TEST_CASE("a shop that is closed for long, or has no hours, promises nothing") {
    ShopConfig config = shop();
    config.holidays = {{november(1), november(1) + 200, "", {}}};
    CHECK_FALSE(opening_at(config, tehran(21, 10)).next);
    CHECK_FALSE(opening_at(ShopConfig{}, tehran(21, 10)).next);
}

TEST_CASE("holidays ahead come in their order, today's included, past ones not") {
    ShopConfig config = shop();
    config.holidays = {{november(28), november(28), "b", {}}, {november(20), november(21), "a", {}}, {november(10), november(11), "past", {}}, {november(1) + 90, november(1) + 90, "far", {}}};
    const std::vector<Holiday> ahead = holidays_ahead(config, tehran(21, 10), 30);
    REQUIRE(ahead.size() == 2);
    CHECK(ahead[0].name == "a");
    CHECK(ahead[1].name == "b");
}
