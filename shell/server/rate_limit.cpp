#include "shell/server/rate_limit.h"

#include <algorithm>
#include <cmath>

namespace pasokh::server {

RateLimit::Bucket& RateLimit::bucket_of(std::string_view client, TimestampMs now) {
    if (const auto found = by_client_.find(client); found != by_client_.end()) {
        buckets_.splice(buckets_.begin(), buckets_, found->second);
        return buckets_.front();
    }
    if (buckets_.size() >= kMaxClients) {
        by_client_.erase(buckets_.back().client);
        buckets_.pop_back();
    }
    buckets_.push_front({std::string(client), static_cast<double>(per_minute_), now});
    by_client_.emplace(buckets_.front().client, buckets_.begin());
    return buckets_.front();
}

int RateLimit::take(std::string_view client, TimestampMs now) {
    if (per_minute_ <= 0) return 0;
    const std::scoped_lock lock(mutex_);
    Bucket& bucket = bucket_of(client, now);
    const double per_ms = static_cast<double>(per_minute_) / static_cast<double>(kMinuteMs);
    bucket.tokens = std::min<double>(per_minute_, bucket.tokens + static_cast<double>(now - bucket.at) * per_ms);
    bucket.at = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return 0;
    }
    return std::max(1, static_cast<int>(std::ceil((1 - bucket.tokens) / per_ms / static_cast<double>(kSecondMs))));
}

}   // namespace pasokh::server
