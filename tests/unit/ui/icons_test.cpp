#include "core/ui/icons.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/ui/icon_path.h"

using namespace pasokh::ui;

namespace {
constexpr std::string_view kAll[] = {
    icons::kSearch, icons::kBack, icons::kForward, icons::kClose, icons::kHome, icons::kParcel, icons::kStar, icons::kChat, icons::kBook, icons::kPhone, icons::kMail,
    icons::kSend, icons::kCamera, icons::kClock, icons::kTruck, icons::kCheck, icons::kCheckCircle, icons::kAlert, icons::kInfo, icons::kBulb, icons::kReturn, icons::kCard,
    icons::kShield, icons::kWrench, icons::kDrop, icons::kUser, icons::kGift, icons::kCart, icons::kPin, icons::kWallet, icons::kExternal, icons::kThumbUp, icons::kThumbDown,
    icons::kOffline, icons::kSmileWorst, icons::kSmileBad, icons::kSmileNeutral, icons::kSmileGood, icons::kSmileBest, icons::kPlay, icons::kBell,
};
}

TEST_CASE("every icon is understood and stays on its 24 by 24 grid") {
    for (const std::string_view path : kAll) {
        CAPTURE(path);
        const auto strokes = flatten_icon(path);
        REQUIRE_FALSE(strokes.empty());
        for (const IconStroke& stroke : strokes) {
            CHECK(stroke.points.size() >= 2);
            for (const IconPoint& point : stroke.points) CHECK((point.x >= 1 && point.x <= 23 && point.y >= 1 && point.y <= 23));
        }
    }
}

TEST_CASE("two half circles make a circle of the right radius") {
    const auto strokes = flatten_icon("M20 12A8 8 0 1 1 4 12A8 8 0 1 1 20 12");
    REQUIRE(strokes.size() == 1);
    for (const IconPoint& point : strokes[0].points) CHECK(std::hypot(point.x - 12, point.y - 12) == doctest::Approx(8).epsilon(0.01));
}

TEST_CASE("a path that is not understood gives nothing") {
    for (const char* path : {"", "L3 4", "M1 2Q3 4 5 6", "M1 2L3", "M1 2A3 4 0 0 0 5 6", "m1 2", "M1 2X"}) CHECK_MESSAGE(flatten_icon(path).empty(), path);
}

TEST_CASE("categories and channels nobody drew get a general icon") {
    CHECK(icons::of_category("returns") == icons::kReturn);
    CHECK(icons::of_category("something else") == icons::kBook);
    CHECK(icons::of_channel("email") == icons::kMail);
    CHECK(icons::of_channel("signal") == icons::kChat);
}
