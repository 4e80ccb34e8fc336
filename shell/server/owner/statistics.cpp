#include "shell/server/owner/statistics.h"

#include <algorithm>
#include <cmath>

#include "core/base/verify.h"

namespace pasokh::server {

namespace {
constexpr double kZ = 1.959963984540054;   ///< of 95 %, two-sided
}

Estimate share_of(std::int64_t hits, std::int64_t n) {
    VERIFY(n > 0 && hits >= 0 && hits <= n);
    const double count = static_cast<double>(n), p = static_cast<double>(hits) / count, z2 = kZ * kZ;
    const double middle = (p + z2 / (2 * count)) / (1 + z2 / count);
    const double half = kZ / (1 + z2 / count) * std::sqrt(p * (1 - p) / count + z2 / (4 * count * count));
    return {p, std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

Estimate net_promoter_score(std::int64_t promoters, std::int64_t detractors, std::int64_t n) {
    VERIFY(n > 0 && promoters >= 0 && detractors >= 0 && promoters + detractors <= n);
    const double count = static_cast<double>(n) + 3;
    const double p = (static_cast<double>(promoters) + 0.75) / count, d = (static_cast<double>(detractors) + 0.75) / count;
    const double half = kZ * std::sqrt((p + d - (p - d) * (p - d)) / count);
    const double value = static_cast<double>(promoters - detractors) / static_cast<double>(n);
    return {100 * value, 100 * std::max(-1.0, p - d - half), 100 * std::min(1.0, p - d + half)};
}

void Sums::add(std::int64_t value, std::int64_t times) {
    n += times;
    sum += value * times;
    squares += value * value * times;
}

Estimate mean_of(const Sums& sums, int scale_min, int scale_max) {
    VERIFY(sums.n > 0);
    const double n = static_cast<double>(sums.n), mean = static_cast<double>(sums.sum) / n;
    if (sums.n == 1) return {mean, static_cast<double>(scale_min), static_cast<double>(scale_max)};
    const double variance = std::max(0.0, (static_cast<double>(sums.squares) - n * mean * mean) / (n - 1));
    const double half = kZ * std::sqrt(variance / n);
    return {mean, std::max<double>(scale_min, mean - half), std::min<double>(scale_max, mean + half)};
}

}   // namespace pasokh::server
