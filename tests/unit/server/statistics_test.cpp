#include <doctest/doctest.h>

#include "shell/server/owner/statistics.h"

using namespace pasokh::server;

namespace {
doctest::Approx near(double value) { return doctest::Approx(value).epsilon(0.0006); }
}   // namespace

TEST_CASE("a share carries Wilson's interval") {
    const Estimate small = share_of(27, 30), large = share_of(90, 100);
    CHECK(small.value == near(0.9));
    CHECK(small.low == near(0.744));
    CHECK(small.high == near(0.965));
    CHECK(large.low == near(0.826));
    CHECK(large.high == near(0.945));
}

TEST_CASE("one answer leaves a wide interval, never a certain one") {
    const Estimate all = share_of(1, 1), none = share_of(0, 1);
    CHECK(all.value == 1);
    CHECK(all.high == 1);
    CHECK(all.low == near(0.2065));
    CHECK(none.low == 0);
    CHECK(none.high == near(0.7935));
}

TEST_CASE("the net promoter score is promoters less detractors, with the adjusted Wald interval") {
    const Estimate score = net_promoter_score(50, 20, 100);
    CHECK(score.value == near(30));
    CHECK(score.low == near(14.05));
    CHECK(score.high == near(44.20));
}

TEST_CASE("a few promoters alone do not make a certain score") {
    const Estimate score = net_promoter_score(3, 0, 3);
    CHECK(score.value == 100);
    CHECK(score.low < 20);
    CHECK(score.high <= 100);
}

TEST_CASE("a mean stays within its scale") {
    Sums sums;
    sums.add(5, 9);
    sums.add(1, 1);
    const Estimate mean = mean_of(sums, 1, 5);
    CHECK(mean.value == near(4.6));
    CHECK(mean.low == near(3.816));
    CHECK(mean.high == 5);
    Sums one;
    one.add(4, 1);
    CHECK(mean_of(one, 1, 5).low == 1);
    CHECK(mean_of(one, 1, 5).high == 5);
}
