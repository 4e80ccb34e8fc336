#include <algorithm>
#include <array>
#include <iterator>

#include "core/session/opening.h"
#include "core/ui/icons.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using session::Channel;
using session::OpeningHours;
namespace action = session::action;

namespace {

constexpr int kHolidaysAheadDays = 30;

std::string weekday_name(const Ui& ui, int weekday) {
    static constexpr std::array<Key, 7> kDays = {Key::weekday_1, Key::weekday_2, Key::weekday_3, Key::weekday_4, Key::weekday_5, Key::weekday_6, Key::weekday_7};
    return ui.tr(kDays[static_cast<std::size_t>(weekday % 7)]);
}

/// Noon of the shop's day in UTC: a date that no zone moves.
TimestampMs instant_of(std::int64_t day) { return day * kDayMs + kDayMs / 2; }

std::string day_words(const Ui& ui, const session::OpeningTime& next) {
    if (next.days_ahead == 0) return ui.tr(Key::today);
    if (next.days_ahead == 1) return ui.tr(Key::tomorrow);
    if (next.days_ahead < 7) return weekday_name(ui, static_cast<int>(i18n::weekday_of(next.day)));
    return i18n::date(ui.lang(), instant_of(next.day), 0, i18n::DateStyle::weekday_day_month);
}

void draw_open_now(Ui& ui, Column& column) {
    const session::Opening opening = session::opening_at(ui.state().config, ui.state().now);
    if (opening.open) return banner(ui, column, "open", Tone::positive, icons::kClock, ui.tr(Key::hours_open_now, {{"time", i18n::clock(ui.lang(), opening.until_minute)}}), opening.holiday);
    const bool named = opening.closed_today && !opening.holiday.empty();
    const std::string closed = named ? ui.tr(Key::hours_closed_holiday, {{"name", opening.holiday}}) : ui.tr(Key::hours_closed_now);
    std::string words = named ? std::string() : opening.holiday;
    const std::string back = !opening.next ? std::string() : ui.tr(Key::hours_back_at, {{"day", day_words(ui, *opening.next)}, {"time", i18n::clock(ui.lang(), opening.next->minute)}});
    if (!words.empty() && !back.empty()) words += "\n";
    banner(ui, column, "open", Tone::neutral, icons::kClock, closed, words + back);
}

std::string ranges(const Ui& ui, const std::vector<OpeningHours>& hours) {
    std::string words;
    for (const OpeningHours& open : hours)
        words += (words.empty() ? "" : "\n") + ui.tr(Key::hours_range, {{"from", i18n::clock(ui.lang(), open.open_minute)}, {"to", i18n::clock(ui.lang(), open.close_minute)}});
    return words.empty() ? ui.tr(Key::hours_closed_day) : words;
}

/// Holidays of the next weeks, each with its date.
void draw_holidays(Ui& ui, Column& column) {
    const std::vector<session::Holiday> ahead = session::holidays_ahead(ui.state().config, ui.state().now, kHolidaysAheadDays);
    for (std::size_t i = 0; i < ahead.size(); ++i) {
        const auto day = [&](std::int64_t n) { return i18n::date(ui.lang(), instant_of(n), 0, i18n::DateStyle::day_month); };
        std::string dates = day(ahead[i].first_day);
        if (ahead[i].last_day != ahead[i].first_day) dates = ui.tr(Key::hours_range, {{"from", dates}, {"to", day(ahead[i].last_day)}});
        column.gap(6);
        fact(ui, column, "holiday-" + std::to_string(i), ahead[i].name.empty() ? dates : ahead[i].name + "\n" + dates, ranges(ui, ahead[i].hours));
    }
}

/// The week in the order of the reader's calendar: Saturday first in Persian and Arabic, Monday first else.
void draw_hours(Ui& ui, Column& column) {
    const session::ShopConfig& config = ui.state().config;
    Card card = begin_card(ui, column, "hours");
    heading(ui, card.inner, "hours-title", ui.tr(Key::hours_title), 3, type::kStrong);
    const int first = ui.rtl() ? 5 : 0;
    for (int i = 0; i < 7; ++i) {
        const int weekday = (first + i) % 7;
        std::vector<OpeningHours> hours;
        std::copy_if(config.hours.begin(), config.hours.end(), std::back_inserter(hours), [&](const OpeningHours& open) { return open.weekday == weekday; });
        card.inner.gap(6);
        fact(ui, card.inner, "day-" + std::to_string(weekday), weekday_name(ui, weekday), ranges(ui, hours));
    }
    draw_holidays(ui, card.inner);
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
