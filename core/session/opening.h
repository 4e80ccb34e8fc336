#pragma once
// Is the shop open now, and if not, when again? By the week's hours, with holidays in their place.
//
// Use:
//   const Opening opening = opening_at(state.config, state.now);
//   if (!opening.open && opening.next) say(opening.next->day, opening.next->minute);
//
// Cost: looks at most kLookAheadDays ahead. Threads: pure.

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/time.h"
#include "core/session/state.h"

namespace pasokh::session {

struct OpeningTime {
    std::int64_t day = 0;              ///< since 1970-01-01, in the shop's zone
    int days_ahead = 0;                ///< 0 = today
    int minute = 0;                    ///< after midnight
};

struct Opening {
    bool open = false;
    int until_minute = 0;              ///< when open: the end of this stretch
    std::string holiday;               ///< today's name, when today is one
    bool closed_today = false;         ///< a holiday without hours
    std::optional<OpeningTime> next;   ///< when closed; nothing without any hours ahead
};

/// A shop closed for longer does not promise a day.
inline constexpr int kLookAheadDays = 60;

Opening opening_at(const ShopConfig& config, TimestampMs now);

/// Holidays from today on that begin within `days`, in their order.
std::vector<Holiday> holidays_ahead(const ShopConfig& config, TimestampMs now, int days);

}   // namespace pasokh::session
