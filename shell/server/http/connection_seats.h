#pragma once
// How many connections may be open: so many in all, so many of one client. Whoever has no name (TrustedProxies::holder_of) counts
// in all only.
//
// Use:
//   ConnectionSeats seats(4096, 256);
//   if (seats.take("203.0.113.9") == Seat::taken) ... seats.leave("203.0.113.9");
//
// Threads: any.

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace pasokh::server {

/// taken: come in. full: too many in all. client_full: too many of this client.
enum class Seat : std::uint8_t { taken, full, client_full };

class ConnectionSeats {
public:
    /// `each` = 0: a client may take all.
    ConnectionSeats(std::size_t all, std::size_t each) : all_(all), each_(each) {}

    Seat take(const std::string& client) {
        const std::scoped_lock lock(mutex_);
        if (taken_ >= all_) return Seat::full;
        if (!client.empty() && each_ > 0) {
            std::size_t& own = by_client_[client];
            if (own >= each_) return Seat::client_full;
            ++own;
        }
        ++taken_;
        return Seat::taken;
    }
    void leave(const std::string& client) {
        const std::scoped_lock lock(mutex_);
        --taken_;
        const auto own = by_client_.find(client);
        if (own != by_client_.end() && --own->second == 0) by_client_.erase(own);
    }

private:
    const std::size_t all_, each_;
    std::mutex mutex_;
    std::size_t taken_ = 0;
    std::unordered_map<std::string, std::size_t> by_client_;   ///< only those who have a seat
};

}   // namespace pasokh::server
