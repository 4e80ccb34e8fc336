#include <array>
#include <optional>

#include "core/ui/icons.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using session::Channel;
using session::OpeningHours;
namespace action = session::action;

namespace {

constexpr int kMinutesPerDay = 24 * 60;

struct ShopClock {
    int weekday;         ///< 0 = Monday
    int minute;          ///< after midnight
};

ShopClock shop_clock(TimestampMs now, int utc_offset_minutes) {
    const std::int64_t minutes = now / kMinuteMs + utc_offset_minutes;
    const std::int64_t day = minutes / kMinutesPerDay;
    return {static_cast<int>((day + 3) % 7), static_cast<int>(minutes % kMinutesPerDay)};   // 1970-01-01 was a Thursday
}

std::string clock_time(const Ui& ui, int minute) {
    std::string text = std::to_string(minute / 60) + ":" + (minute % 60 < 10 ? "0" : "") + std::to_string(minute % 60);
    return i18n::digits(ui.lang(), text);
}

std::string weekday_name(const Ui& ui, int weekday) {
    static constexpr std::array<Key, 7> kDays = {Key::weekday_1, Key::weekday_2, Key::weekday_3, Key::weekday_4, Key::weekday_5, Key::weekday_6, Key::weekday_7};
    return ui.tr(kDays[static_cast<std::size_t>(weekday % 7)]);
}

struct Opening {
    int days_ahead;
    int minute;
};

/// The next time the shop opens after now; nothing when it has no hours.
std::optional<Opening> next_opening(const std::vector<OpeningHours>& hours, ShopClock clock) {
    std::optional<Opening> next;
    for (const OpeningHours& day : hours) {
        int ahead = (day.weekday - clock.weekday + 7) % 7;
        if (ahead == 0 && day.open_minute <= clock.minute) ahead = 7;
        const Opening candidate{ahead, day.open_minute};
        if (!next || candidate.days_ahead < next->days_ahead || (candidate.days_ahead == next->days_ahead && candidate.minute < next->minute)) next = candidate;
    }
    return next;
}

void draw_open_now(Ui& ui, Column& column) {
    const session::ShopConfig& config = ui.state().config;
    const ShopClock clock = shop_clock(ui.state().now, config.utc_offset_minutes);
    for (const OpeningHours& day : config.hours)
        if (day.weekday == clock.weekday && day.open_minute <= clock.minute && clock.minute < day.close_minute)
            return banner(ui, column, "open", Tone::positive, icons::kClock, ui.tr(Key::hours_open_now, {{"time", clock_time(ui, day.close_minute)}}), {});
    const std::optional<Opening> next = next_opening(config.hours, clock);
    if (!next) return;
    const std::string day = next->days_ahead == 0 ? ui.tr(Key::today) : next->days_ahead == 1 ? ui.tr(Key::tomorrow) : weekday_name(ui, clock.weekday + next->days_ahead);
    banner(ui, column, "open", Tone::neutral, icons::kClock, ui.tr(Key::hours_closed_now), ui.tr(Key::hours_back_at, {{"day", day}, {"time", clock_time(ui, next->minute)}}));
}

/// The week in the order of the reader's calendar: Saturday first in Persian and Arabic, Monday first else.
void draw_hours(Ui& ui, Column& column) {
    const session::ShopConfig& config = ui.state().config;
    Card card = begin_card(ui, column, "hours");
    heading(ui, card.inner, "hours-title", ui.tr(Key::hours_title), 3, type::kStrong);
    const int first = ui.rtl() ? 5 : 0;
    for (int i = 0; i < 7; ++i) {
        const int weekday = (first + i) % 7;
        std::string words;
        for (const OpeningHours& day : config.hours)
            if (day.weekday == weekday) words += (words.empty() ? "" : "\n") + ui.tr(Key::hours_range, {{"from", clock_time(ui, day.open_minute)}, {"to", clock_time(ui, day.close_minute)}});
        card.inner.gap(6);
        fact(ui, card.inner, "day-" + std::to_string(weekday), weekday_name(ui, weekday), words.empty() ? ui.tr(Key::hours_closed_day) : words);
    }
    end_card(ui, column, card);
}

std::string channel_name(const Ui& ui, const Channel& channel) {
    if (!channel.label.empty()) return channel.label;
    static constexpr std::array<std::pair<std::string_view, Key>, 8> kNames = {{
        {"phone", Key::channel_phone}, {"whatsapp", Key::channel_whatsapp}, {"telegram", Key::channel_telegram}, {"instagram", Key::channel_instagram},
        {"bale", Key::channel_bale}, {"eitaa", Key::channel_eitaa}, {"email", Key::channel_email}, {"form", Key::channel_form},
    }};
    for (const auto& [kind, key] : kNames)
        if (kind == channel.kind) return ui.tr(key);
    return channel.kind;
}

}   // namespace

void draw_channels(Ui& ui, Column& column) {
    const session::ShopConfig& config = ui.state().config;
    if (config.channels.empty()) {
        paragraph(ui, column, "no-channels", ui.tr(Key::contact_none), tinted(type::kBody, Color::text_muted));
        return;
    }
    List list = begin_list(ui, column, "channels");
    for (std::size_t i = 0; i < config.channels.size(); ++i) {
        const Channel& channel = config.channels[i];
        // A first-strong isolate would still show "+98 21" backwards in Persian: the value is left to right by itself.
        const std::string value = channel.value.empty() ? std::string() : "\u2066" + channel.value + "\u2069";
        row(ui, list, "channel-" + std::to_string(i), {.title = channel_name(ui, channel), .subtitle = value, .icon = icons::of_channel(channel.kind), .href = channel.url});
    }
    end_list(ui, column, list);
}

void draw_contact(Ui& ui, Column& column) {
    heading(ui, column, "title", ui.tr(Key::card_contact_title), 2, type::kTitle);
    column.gap(4);
    const std::string& about = ui.state().here.argument;
    paragraph(ui, column, "intro", about.empty() ? ui.tr(Key::contact_intro) : ui.tr(Key::contact_about_order, {{"number", about}}), tinted(type::kBody, Color::text_muted));
    column.gap(14);
    if (!ui.state().config.hours.empty()) {
        draw_open_now(ui, column);
        column.gap(14);
    }
    draw_request_entries(ui, column);
    draw_channels(ui, column);
    if (!ui.state().config.hours.empty()) {
        column.gap(14);
        draw_hours(ui, column);
    }
}

}   // namespace pasokh::ui
