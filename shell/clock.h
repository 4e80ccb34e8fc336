#pragma once
// The clocks of this machine in milliseconds. Core is told the time; shells read it here.

#include <chrono>

#include "core/base/time.h"

namespace pasokh {

/// UTC. May step when the machine's clock is set.
inline TimestampMs now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

/// Never steps; only differences mean something.
inline std::int64_t steady_now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

}   // namespace pasokh
