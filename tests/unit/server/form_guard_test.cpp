#include "shell/server/form_guard.h"

#include <doctest/doctest.h>

using namespace pasokh;
using namespace pasokh::server;

namespace {

constexpr TimestampMs kStart = 1'795'255'200'000;
constexpr FormLimits kLimits{.client_per_hour = 5, .shop_per_minute = 20, .seconds = 3, .challenge_bits = 16};

Secret secret() { return Secret::of_text("a secret of thirty-two bytes, no less"); }

/// Time that both clocks agree on.
FormGuard::Now at(TimestampMs after) { return {.steady = 1'000'000 + after, .utc = kStart + after}; }

struct Shop {
    FormGuard guard{kLimits, secret(), "demo"};
    FormVerdict send(std::string_view client, std::string_view stamp, TimestampMs after, int bits = 0, std::string_view website = {}, bool has_words = true) {
        return guard.admit({.client = client, .stamp = stamp, .website = website, .has_words = has_words}, bits, at(after));
    }
};

}   // namespace

TEST_CASE("a stamp is known again, and only by its own shop, unchanged and in time") {
    const FormStamps stamps(secret(), "demo"), other(secret(), "other");
    const std::string stamp = stamps.make(kStart);
    CHECK(stamps.read(stamp, kStart + 5) == kStart);
    CHECK(stamps.read(stamp, kStart + FormStamps::kLifeMs - 1) == kStart);
    CHECK_FALSE(stamps.read(stamp, kStart + FormStamps::kLifeMs).has_value());
    CHECK_FALSE(other.read(stamp, kStart).has_value());
    CHECK(stamps.make(kStart) != stamp);
    for (std::size_t i = 0; i < stamp.size(); ++i) {
        std::string changed = stamp;
        changed[i] = changed[i] == '7' ? '8' : '7';
        CHECK_FALSE_MESSAGE(stamps.read(changed, kStart).has_value(), i);
    }
    for (const char* none : {"", ".", "..", "1.2", "1795255200000.AAAAAAAAAAAAAAAA."}) CHECK_FALSE(stamps.read(none, kStart).has_value());
}

TEST_CASE("a person with a stamp is asked for nothing") {
    Shop shop;
    const std::string stamp = shop.guard.stamp(kStart);
    for (int i = 0; i < kLimits.client_per_hour; ++i) {
        const FormVerdict verdict = shop.send("a", stamp, 3000 + i);
        CHECK(verdict.bits == 0);
        CHECK_FALSE(verdict.is_spam);
    }
}

TEST_CASE("words that came too fast and a field that nobody sees are marked") {
    Shop shop;
    const std::string stamp = shop.guard.stamp(kStart);
    CHECK(shop.send("a", stamp, 2999).is_spam);
    CHECK_FALSE(shop.send("a", stamp, 100, 0, {}, false).is_spam);   // a tap
    CHECK_FALSE(shop.send("a", stamp, 3000).is_spam);
    CHECK(shop.send("a", stamp, 9000, 0, "https://x").is_spam);
    CHECK(shop.send("b", {}, 9000, 16, "https://x").is_spam);
}

TEST_CASE("without a stamp work is asked for") {
    Shop shop;
    CHECK(shop.send("a", {}, 9000).bits == 16);
    CHECK(shop.send("a", "1795255200000.AAAAAAAAAAAAAAAA.c2ln", 9000).bits == 16);
    CHECK(shop.send("a", {}, 9000, 15).bits == 16);
    const FormVerdict worked = shop.send("a", {}, 9000, 16);
    CHECK(worked.bits == 0);
    CHECK_FALSE(worked.is_spam);
}

TEST_CASE("what is asked for work takes nothing from a budget") {
    Shop shop;
    for (int i = 0; i < 100; ++i) CHECK(shop.send("a", {}, 9000).bits == 16);
    CHECK(shop.send("a", shop.guard.stamp(kStart), 9000).bits == 0);
}

TEST_CASE("an address that sent its share is asked for work until the hour is over") {
    Shop shop;
    for (int i = 0; i < kLimits.client_per_hour; ++i) CHECK(shop.send("a", shop.guard.stamp(kStart), 5000).bits == 0);
    CHECK(shop.send("a", shop.guard.stamp(kStart), 6000).bits == 16);
    CHECK(shop.send("a", shop.guard.stamp(kStart), 6000, 16).bits == 0);
    CHECK(shop.send("b", shop.guard.stamp(kStart), 6000).bits == 0);
    CHECK(shop.send("a", shop.guard.stamp(kStart), 5000 + kHourMs).bits == 0);
}

TEST_CASE("one stamp is good for one visit, from however many addresses it comes") {
    Shop shop;
    const std::string stamp = shop.guard.stamp(kStart);
    for (int i = 0; i < FormGuard::kPerStamp; ++i) CHECK(shop.send("client " + std::to_string(i), stamp, 5000).bits == 0);
    CHECK(shop.send("one more", stamp, 5000).bits == 16);
    CHECK(shop.send("one more", shop.guard.stamp(kStart), 5000).bits == 0);
}

TEST_CASE("a shop that many forms come to asks everybody, and for more when more come") {
    Shop shop;
    const auto flood = [&](int count, int bits) {
        for (int i = 0; i < count; ++i) shop.send("bot " + std::to_string(i) + ' ' + std::to_string(bits), shop.guard.stamp(kStart), 5000, bits);
    };
    CHECK(shop.guard.bits_to_offer(at(0).steady) == 16);
    flood(20, 0);
    CHECK(shop.send("a", shop.guard.stamp(kStart), 5000).bits == 16);
    flood(180, 16);
    CHECK(shop.guard.bits_to_offer(at(5000).steady) == 20);
    CHECK(shop.send("a", shop.guard.stamp(kStart), 5000, 16).bits == 20);
    CHECK(shop.send("a", shop.guard.stamp(kStart), 5000 + kMinuteMs).bits == 0);
}

TEST_CASE("a shop that asks for no stamps still counts") {
    FormGuard guard({.client_per_hour = 1, .shop_per_minute = 0, .seconds = 0, .challenge_bits = 12}, secret(), "demo");
    CHECK(guard.admit({.client = "a", .stamp = {}, .website = {}, .has_words = true}, 0, at(0)).bits == 0);
    CHECK(guard.required_bits({.client = "a", .stamp = {}, .website = {}, .has_words = true}, at(0)) == 12);
}
