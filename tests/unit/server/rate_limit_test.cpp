#include "shell/server/rate_limit.h"

#include <doctest/doctest.h>

using namespace pasokh;
using server::RateLimit;

TEST_CASE("a client may spend its minute at once and then waits for the refill") {
    RateLimit limit(10);
    for (int i = 0; i < 10; ++i) CHECK(limit.take("a", 0) == 0);
    CHECK(limit.take("a", 0) == 6);
    CHECK(limit.take("a", 5999) == 1);
    CHECK(limit.take("a", 6000) == 0);
    CHECK(limit.take("a", 6000) == 6);
}

TEST_CASE("clients have budgets of their own") {
    RateLimit limit(1);
    CHECK(limit.take("a", 0) == 0);
    CHECK(limit.take("b", 0) == 0);
    CHECK(limit.take("a", 0) == 60);
}

TEST_CASE("a long silence saves no more than a minute's worth") {
    RateLimit limit(2);
    CHECK(limit.take("a", 0) == 0);
    for (int i = 0; i < 2; ++i) CHECK(limit.take("a", 100 * kMinuteMs) == 0);
    CHECK(limit.take("a", 100 * kMinuteMs) > 0);
}

TEST_CASE("zero is no limit") {
    RateLimit limit(0);
    for (int i = 0; i < 1000; ++i) CHECK(limit.take("a", 0) == 0);
}

TEST_CASE("memory is bounded: the client that was quiet longest is forgotten") {
    RateLimit limit(1);
    CHECK(limit.take("quiet", 0) == 0);
    CHECK(limit.take("busy", 0) == 0);
    for (std::size_t i = 0; i + 2 < RateLimit::kMaxClients; ++i) (void)limit.take("c" + std::to_string(i), 0);
    CHECK(limit.take("busy", 0) > 0);
    (void)limit.take("one more", 0);
    CHECK(limit.take("busy", 0) > 0);
    CHECK(limit.take("quiet", 0) == 0);
}
