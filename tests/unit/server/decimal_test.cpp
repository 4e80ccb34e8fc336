#include <doctest/doctest.h>

#include "shell/server/import/carriers.h"
#include "shell/server/import/decimal.h"

using namespace pasokh;
using namespace pasokh::server;

TEST_CASE("an amount becomes the minor units of its currency, never another's") {
    CHECK(parse_money("1250000", "IRT") == 1250000);
    CHECK(parse_money("1250000", "IRR") == 1250000);
    CHECK(parse_money("1250000.00", "IRT") == 1250000);
    CHECK(parse_money("12.5", "USD") == 1250);
    CHECK(parse_money("12", "USD") == 1200);
    CHECK(parse_money("0.005", "KWD") == 5);
    CHECK(parse_money("12.345", "USD") == 1235);
    CHECK(parse_money("-0.01", "EUR") == -1);
}

TEST_CASE("digits, separators and points of Persian are read") {
    CHECK(parse_money("۱٬۲۵۰٬۰۰۰", "IRT") == 1250000);
    CHECK(parse_money("۱۲٫۵", "USD") == 1250);
    CHECK(parse_money("1,250.75", "AED") == 125075);
}

TEST_CASE("what is no amount is nothing") {
    for (const char* wrong : {"", "-", ".", ".5", "1.2.3", "1e9", "five", "--1", "1-", "123456789012345678", "NaN"}) CHECK_FALSE(parse_money(wrong, "USD").has_value());
}

TEST_CASE("a tracking number is encoded into the carrier's address") {
    Carriers carriers;
    carriers.set("x", {.name = {{"fa", "ایکس"}}, .url = "https://x.example/{number}/here"});
    CHECK(carriers.link("x", "A 1/۲?&") == "https://x.example/A%201%2F%DB%B2%3F%26/here");
    CHECK(carriers.link("x", "") == "");
    CHECK(carriers.link("other", "1") == "");
    CHECK(carriers.link("post", "1") == "");
    CHECK(carriers.name("x", "en") == "ایکس");
    CHECK(carriers.name("Tipax", "fa") == "Tipax");
    CHECK(carriers.name("post", "fa") == "پست");
}
