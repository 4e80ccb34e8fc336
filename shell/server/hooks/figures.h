#pragma once
// Counts what webhooks and reconciling brought, for Prometheus. Numbers only: nothing of an order.
//
// Use:
//   figures.count(HookSource::woocommerce, HookResult::written);
//   text += figures.prometheus();
//
// Threads: any.

#include <array>
#include <atomic>
#include <cstdint>
#include <string>

#include "core/base/time.h"

namespace pasokh::server {

enum class HookSource : std::uint8_t { orders, woocommerce, reconcile };
inline constexpr std::size_t kHookSources = 3;

/// written: orders stored or removed; unchanged: nothing newer in it; replayed: the delivery was here before; ignored: not about
/// orders, or a draft; unreadable: genuine, but not an order as we know it; forged: refused; failed: the database or the network.
enum class HookResult : std::uint8_t { written, unchanged, replayed, ignored, unreadable, forged, failed };
inline constexpr std::size_t kHookResults = 7;

class HookFigures {
public:
    void count(HookSource source, HookResult result);
    /// Remembers when a genuine one came last.
    void heard(HookSource source, TimestampMs at);
    std::string prometheus() const;

private:
    std::array<std::array<std::atomic<std::uint64_t>, kHookResults>, kHookSources> counts_{};
    std::array<std::atomic<TimestampMs>, kHookSources> last_{};
};

}   // namespace pasokh::server
