#include "core/wire/config.h"

#include <doctest/doctest.h>

using namespace pasokh;
using wire::Config;

TEST_CASE("a configuration comes back as it was sent") {
    const Config sent{.shop = "demo", .name = {{"fa", "سرو"}, {"en", "Sarv"}}, .languages = {"fa", "en"},
                      .channels = {{.kind = "phone", .label = {{"fa", "تلفن"}}, .value = "021-9100 0000", .url = "tel:+982191000000"}},
                      .hours = {{.weekday = 5, .open_minute = 540, .close_minute = 1080}},
                      .holidays = {{.first_day = 20533, .last_day = 20536, .name = {{"fa", "نوروز"}}, .hours = {{.weekday = 0, .open_minute = 600, .close_minute = 720}}}}, .utc_offset_minutes = 210,
                      .help_url = "/help", .features = {.search = true, .orders = true, .feedback = false},
                      .pack = {"/kb/demo-1234abcd.pack", "1234abcd", 4096}};
    auto read = wire::decode_config(encode(sent));
    REQUIRE(read.has_value());
    CHECK(read->surveys.empty());
    CHECK(encode(*read) == encode(sent));
    CHECK(wire::in_language(read->name, "en") == "Sarv");
    CHECK(wire::in_language(read->name, "ar") == "سرو");
    CHECK(read->hours[0].close_minute == 1080);
    CHECK(read->holidays[0].last_day == 20536);
    CHECK(read->holidays[0].hours[0].open_minute == 600);
    CHECK_FALSE(read->features.feedback);
}

TEST_CASE("a shop is in Iran unless the file says where it is") {
    CHECK(wire::decode_config(R"({"shop":"x"})")->country == "IR");
    const auto saudi = wire::decode_config(R"({"shop":"x","country":"SA"})");
    REQUIRE(saudi.has_value());
    CHECK(wire::decode_config(encode(*saudi))->country == "SA");
    CHECK(wire::decode_config(R"({"shop":"x","country":"XX"})").has_value());   // a newer server's
    CHECK_FALSE(wire::decode_config(R"({"shop":"x","country":"Iran"})").has_value());
    CHECK_FALSE(wire::decode_config(R"({"shop":"x","country":5})").has_value());
}

TEST_CASE("a channel's address is a call, a mail or https") {
    CHECK_FALSE(wire::decode_config(R"x({"shop":"x","channels":[{"kind":"form","value":"v","url":"javascript:alert(1)"}]})x").has_value());
    CHECK(wire::decode_config(R"({"shop":"x","channels":[{"kind":"form","value":"v","url":"https://a.example"}],"later":1})").has_value());
}

TEST_CASE("a day that closes before it opens is refused") {
    const auto read = wire::decode_config(R"({"shop":"x","hours":[{"weekday":0,"open_minute":600,"close_minute":600}]})");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().message == "/hours/0/close_minute: range");
}

TEST_CASE("a holiday that ends before it begins or names no day is refused") {
    const auto message = [](const std::string& holiday) {
        const auto read = wire::decode_config(R"({"shop":"x","holidays":[)" + holiday + "]}");
        return read ? std::string() : read.error().message;
    };
    CHECK(message(R"({"from":"2026-03-21"})").empty());
    CHECK(message(R"({"from":"2026-03-21","until":"2026-03-20"})") == "/holidays/0/until: range");
    CHECK(message(R"({"from":"2026-02-30"})") == "/holidays/0/from: format");
    CHECK(message(R"({"from":"2026-03-21","hours":[{"open_minute":5,"close_minute":5}]})") == "/holidays/0/hours/0/close_minute: range");
    CHECK(message("{}") == "/holidays/0/from: required");
}

TEST_CASE("surveys come back as they were sent") {
    Config sent{.shop = "demo", .name = {}, .languages = {}, .channels = {}, .hours = {}, .holidays = {}, .utc_offset_minutes = 210, .help_url = {}, .features = {}, .pack = {}, .surveys = {}};
    sent.ask_at_most_every_days = 14;
    sent.surveys = {{.id = "delivery", .kind = "csat", .trigger = "order_delivered", .after_days = 2, .product_types = {{"durable", 21}, {"experience", 1}},
                     .every_days = 60, .question = {{"fa", "چطور بود؟"}}},
                    {.id = "shop", .kind = "nps", .trigger = "visit", .after_days = 0, .product_types = {}, .every_days = 90, .question = {}}};
    const auto read = wire::decode_config(encode(sent));
    REQUIRE(read.has_value());
    CHECK(encode(*read) == encode(sent));
    CHECK(read->ask_at_most_every_days == 14);
    REQUIRE(read->surveys.size() == 2);
    CHECK(read->surveys[0].product_types == sent.surveys[0].product_types);
    CHECK_FALSE(wire::decode_config(R"({"shop":"x","surveys":[{"id":"a","kind":"csat","trigger":"visit","every_days":0}]})").has_value());
}

TEST_CASE("a missing shop id is refused") { CHECK_FALSE(wire::decode_config("{}").has_value()); }
