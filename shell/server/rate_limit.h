#pragma once
// Token buckets by client: so many requests at once, refilled evenly over a minute.
//
// Memory is bounded: when kMaxClients are known, the one that was quiet longest is forgotten.
//
// Use:
//   RateLimit lookups(10);
//   if (int wait_s = lookups.take(client, now)) respond(429, wait_s);
//
// Threads: any.

#include <cstdint>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "core/base/time.h"

namespace pasokh::server {

class RateLimit {
public:
    static constexpr std::size_t kMaxClients = 65536;

    /// 0 = no limit.
    explicit RateLimit(int per_minute) : per_minute_(per_minute) {}

    /// 0 when one request may pass now, else the whole seconds until one may. `now` from a steady clock, in ms.
    int take(std::string_view client, TimestampMs now);

private:
    struct Bucket {
        std::string client;
        double tokens = 0;
        TimestampMs at = 0;
    };
    Bucket& bucket_of(std::string_view client, TimestampMs now);

    const int per_minute_;
    std::mutex mutex_;
    std::list<Bucket> buckets_;        ///< last used first
    std::unordered_map<std::string_view, std::list<Bucket>::iterator> by_client_;   ///< keys point into the buckets
};

}   // namespace pasokh::server
