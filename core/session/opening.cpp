#include "core/session/opening.h"

#include <algorithm>

#include "core/i18n/format.h"

namespace pasokh::session {

namespace {

const Holiday* holiday_on(const ShopConfig& config, std::int64_t day) {
    for (const Holiday& holiday : config.holidays)
        if (holiday.first_day <= day && day <= holiday.last_day) return &holiday;
    return nullptr;
}

/// The stretches of a day, earliest first.
std::vector<OpeningHours> hours_on(const ShopConfig& config, std::int64_t day) {
    std::vector<OpeningHours> out;
    const Holiday* holiday = holiday_on(config, day);
    for (const OpeningHours& hours : holiday != nullptr ? holiday->hours : config.hours)
        if (holiday != nullptr || hours.weekday == i18n::weekday_of(day)) out.push_back(hours);
    std::sort(out.begin(), out.end(), [](const OpeningHours& a, const OpeningHours& b) { return a.open_minute < b.open_minute; });
    return out;
}

}   // namespace

Opening opening_at(const ShopConfig& config, TimestampMs now) {
    const i18n::LocalTime local = i18n::local_time(now, config.utc_offset_minutes);
    Opening out;
    if (const Holiday* holiday = holiday_on(config, local.days_since_1970)) {
        out.holiday = holiday->name;
        out.closed_today = holiday->hours.empty();
    }
    for (int ahead = 0; ahead <= kLookAheadDays && !out.next; ++ahead) {
        for (const OpeningHours& hours : hours_on(config, local.days_since_1970 + ahead)) {
            if (ahead == 0 && hours.close_minute <= local.minute_of_day) continue;
            if (ahead == 0 && hours.open_minute <= local.minute_of_day) {
                out.open = true;
                out.until_minute = hours.close_minute;
                return out;
            }
            out.next = OpeningTime{local.days_since_1970 + ahead, ahead, hours.open_minute};
            break;
        }
    }
    return out;
}

std::vector<Holiday> holidays_ahead(const ShopConfig& config, TimestampMs now, int days) {
    const std::int64_t today = i18n::local_time(now, config.utc_offset_minutes).days_since_1970;
    std::vector<Holiday> out;
    for (const Holiday& holiday : config.holidays)
        if (holiday.last_day >= today && holiday.first_day <= today + days) out.push_back(holiday);
    std::sort(out.begin(), out.end(), [](const Holiday& a, const Holiday& b) { return a.first_day < b.first_day; });
    return out;
}

}   // namespace pasokh::session
