#include "shell/server/lookup_guard.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "shell/server/rate_limit.h"

using namespace pasokh;
using namespace pasokh::server;

namespace {

constexpr LookupLimits kNone{.client_lookups_per_hour = 0, .client_misses = 0, .number_misses_per_hour = 0, .contact_misses_per_hour = 0,
                             .shop_misses_per_minute = 0, .shop_hard_misses_per_minute = 0, .challenge_bits = 16};

/// Lookups that miss unless told otherwise, each of a client, number and contact of its own unless named.
struct Shop {
    explicit Shop(const LookupLimits& limits) : guard(limits, Secret::for_checking()) {}

    Admission from(const std::string& client, int bits = 0) { return admit({.client = client, .number_norm = fresh(), .contact_mac = fresh()}, bits); }
    Admission of_number(const std::string& number) { return admit({.client = fresh(), .number_norm = number, .contact_mac = fresh()}, 0); }
    Admission of_contact(const std::string& contact) { return admit({.client = fresh(), .number_norm = fresh(), .contact_mac = contact}, 0); }

    LookupGuard guard;
    TimestampMs now = 1000;

private:
    std::string fresh() { return std::to_string(++last_); }
    struct Names { std::string client, number_norm, contact_mac; };
    Admission admit(const Names& names, int bits) {
        return guard.admit({.client = names.client, .number_norm = names.number_norm, .contact_mac = names.contact_mac}, bits, now);
    }
    int last_ = 0;
};

}   // namespace

TEST_CASE("five misses make a client pause, twice as long each time, up to a day") {
    LookupLimits limits = kNone;
    limits.client_misses = 5;
    Shop shop(limits);
    for (const int minutes : {15, 30, 60, 120, 240, 480, 960, 1440, 1440}) {
        for (int i = 0; i < 5; ++i) CHECK(shop.from("a").wait_s == 0);
        CHECK(shop.from("a").wait_s == minutes * 60);
        CHECK(shop.from("b").wait_s == 0);
        shop.guard.found(shop.from("b"));
        shop.guard.found(shop.from("b"));
        shop.now += minutes * kMinuteMs;
    }
    shop.now += kDayMs;   // quiet for a day: forgiven
    for (int i = 0; i < 5; ++i) (void)shop.from("a");
    CHECK(shop.from("a").wait_s == 15 * 60);
}

TEST_CASE("a lookup that finds its order is no miss, even the fifth") {
    LookupLimits limits = kNone;
    limits.client_misses = 5;
    Shop shop(limits);
    for (int i = 0; i < 4; ++i) (void)shop.from("a");
    for (int i = 0; i < 20; ++i) {
        const Admission admission = shop.from("a");
        CHECK(admission.wait_s == 0);
        shop.guard.found(admission);
    }
    (void)shop.from("a");
    CHECK(shop.from("a").wait_s == 15 * 60);
}

TEST_CASE("guesses sent at once count as if one waited for the other") {
    LookupLimits limits = kNone;
    limits.client_misses = 5;
    Shop shop(limits);
    int admitted = 0;
    for (int i = 0; i < 100; ++i) admitted += shop.from("a").wait_s == 0 ? 1 : 0;   // none has its answer yet
    CHECK(admitted == 5);
}

TEST_CASE("a client has so many lookups an hour, hits or misses") {
    LookupLimits limits = kNone;
    limits.client_lookups_per_hour = 30;
    Shop shop(limits);
    for (int i = 0; i < 30; ++i) {
        CHECK(shop.from("a").wait_s == 0);
        shop.now += kMinuteMs;
    }
    CHECK(shop.from("a").wait_s == 30 * 60);
    shop.now += 30 * kMinuteMs;
    CHECK(shop.from("a").wait_s == 0);
}

TEST_CASE("a number that was missed five times is closed for an hour from then") {
    LookupLimits limits = kNone;
    limits.number_misses_per_hour = 5;
    Shop shop(limits);
    for (int i = 0; i < 5; ++i) {
        CHECK_FALSE(shop.of_number("10245").blocked);
        shop.now += 5 * kMinuteMs;
    }
    shop.now += 54 * kMinuteMs;   // 59 since the fifth
    CHECK(shop.of_number("10245").blocked);
    CHECK_FALSE(shop.of_number("10246").blocked);
    shop.now += kMinuteMs;
    CHECK_FALSE(shop.of_number("10245").blocked);
}

TEST_CASE("a contact is tried with ten numbers an hour at most") {
    LookupLimits limits = kNone;
    limits.contact_misses_per_hour = 10;
    Shop shop(limits);
    int evaluated = 0;
    for (int i = 0; i < 1000; ++i) {
        evaluated += shop.of_contact("leaked").blocked ? 0 : 1;
        shop.now += 3 * kSecondMs;   // 50 minutes in all
    }
    CHECK(evaluated == 10);
}

TEST_CASE("many misses of the shop ask for work, very many for more") {
    LookupLimits limits = kNone;
    limits.shop_misses_per_minute = 60;
    limits.shop_hard_misses_per_minute = 600;
    Shop shop(limits);
    for (int i = 0; i < 60; ++i) CHECK(shop.from("c" + std::to_string(i)).bits == 0);
    CHECK(shop.from("x").bits == 16);
    CHECK(shop.from("x", 15).bits == 16);
    for (int i = 0; i < 540; ++i) CHECK(shop.from("y", 16).bits == 0);
    CHECK(shop.from("x", 16).bits == 20);
    CHECK(shop.guard.required_bits(shop.now) == 20);
    CHECK(shop.from("x", 20).bits == 0);
    shop.now += kMinuteMs;
    CHECK(shop.from("x").bits == 0);
}

TEST_CASE("a million strangers take 64 MB at most") {
    const auto resident_kb = [] {
        std::ifstream status("/proc/self/status");
        for (std::string word; status >> word;)
            if (word == "VmRSS:" && status >> word) return std::stol(word);
        return 0L;
    };
    const long before_kb = resident_kb();
    RateLimit per_minute(10);
    LookupGuard guard(LookupLimits{}, Secret::for_checking());
    TimestampMs now = 0;
    for (int i = 0; i < 1000000; ++i, now += 100) {   // slow enough for the shop's budget
        const std::string name = std::to_string(i);
        REQUIRE(per_minute.take("2001:db8::" + name, now) == 0);
        REQUIRE(guard.admit({.client = name, .number_norm = name, .contact_mac = name}, 20, now).wait_s == 0);
    }
    const long grown_kb = resident_kb() - before_kb;
    MESSAGE("resident memory grew by " << grown_kb << " KB");
    CHECK(grown_kb > 1000);
    CHECK(grown_kb < 64 * 1024);
}

TEST_CASE("the table forgets the key that was quiet longest") {
    RecentTable<int> table(3);
    table.at(1) = 10;
    table.at(2) = 20;
    table.at(3) = 30;
    CHECK(table.at(1) == 10);
    table.at(4) = 40;             // in the place of 2
    CHECK(table.size() == 3);
    CHECK(table.at(1) == 10);
    CHECK(table.at(3) == 30);
    CHECK(table.at(4) == 40);
    CHECK(table.at(2) == 0);      // fresh, in the place of 1
    CHECK(table.at(1) == 0);
    for (std::uint64_t key = 0; key < 100000; ++key) table.at(key * 8) = static_cast<int>(key);   // one bucket
    CHECK(table.size() == 3);
    CHECK(table.at(99999 * 8) == 99999);
}
