#pragma once
// The calendar day of an instant in the shop's zone, as rows keep it: "2026-11-22".

#include <string>

#include "core/base/time.h"

namespace pasokh::server {

inline std::string shop_day(TimestampMs at, int utc_offset_minutes) {
    return format_rfc3339(at + utc_offset_minutes * kMinuteMs).substr(0, std::string_view("2026-11-22").size());
}

}   // namespace pasokh::server
