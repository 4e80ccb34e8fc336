#pragma once
// Asks a shop's REST interface, patiently: basic authentication, checked TLS, bounded answers, repeated with growing waits.
//
// Use:
//   RestClient client({.base_url = "https://shop.example", .user = key, .password = secret}, stop);
//   TRY_ASSIGN(RestAnswer answer, client.get("/wp-json/wc/v3/orders?page=1"));
//
// Errors: unavailable when the network or the shop fails again and again, invalid_argument when it refuses the key or the address,
// too_large; a message names neither key nor query. Threads: one at a time; `stop` from any.

#include <condition_variable>
#include <mutex>
#include <string>
#include <string_view>

#include "core/base/result.h"

namespace pasokh::server {

/// Ends waiting and transfers of another thread.
class StopSignal {
public:
    void stop();
    bool stopped() const;
    /// True when it was stopped.
    bool wait_ms(std::int64_t ms);

private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    bool stopped_ = false;
};

struct RestOptions {
    std::string base_url;              ///< without a slash at its end
    std::string user, password;
    int attempts = 6;
    std::int64_t first_wait_ms = 1000; ///< doubled each time, with chance added; a Retry-After of up to two minutes counts instead
};

struct RestAnswer {
    std::string body;
    std::int64_t total = 0, total_pages = 0;   ///< X-WP-Total and X-WP-TotalPages; 0: not told
};

class RestClient {
public:
    static constexpr std::size_t kMaxAnswerBytes = 32u << 20;

    RestClient(RestOptions options, StopSignal& stop) : options_(std::move(options)), stop_(stop) {}
    /// `path` begins with a slash. Error not_found for a 404.
    Result<RestAnswer> get(std::string_view path);

private:
    struct Attempt {
        long status = 0;               ///< 0: no answer
        std::int64_t retry_after_s = 0;
        bool too_large = false;
        std::string trouble;           ///< of the network
        RestAnswer answer;
    };
    Attempt attempt(const std::string& url) const;

    const RestOptions options_;
    StopSignal& stop_;
};

}   // namespace pasokh::server
