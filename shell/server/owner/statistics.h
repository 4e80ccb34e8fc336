#pragma once
// Estimates with their 95 % intervals. A figure without its count and interval is not shown to a shop owner.
//
// Errors: `n` must be positive (VERIFY). Threads: pure.

#include <cstdint>

namespace pasokh::server {

struct Estimate {
    double value = 0, low = 0, high = 0;
};

/// A share, 0 to 1. Wilson's score interval (E. B. Wilson, JASA 22, 1927, p. 209).
Estimate share_of(std::int64_t hits, std::int64_t n);

/// Promoters (9 and 10) less detractors (0 to 6), -100 to 100. Interval: adjusted Wald, with 3/4 added to promoters and to
/// detractors and 3 to all answers, best for small samples in B. Rocks, "Interval Estimation for the Net Promoter Score",
/// The American Statistician 70, 2016.
Estimate net_promoter_score(std::int64_t promoters, std::int64_t detractors, std::int64_t n);

/// Running sums of answers on a scale.
struct Sums {
    std::int64_t n = 0, sum = 0, squares = 0;
    void add(std::int64_t value, std::int64_t times);
};
/// Mean with its normal interval, kept within the scale; the whole scale when there is one answer only.
Estimate mean_of(const Sums& sums, int scale_min, int scale_max);

}   // namespace pasokh::server
