#include <algorithm>
#include <array>

#include "core/ui/icons.h"
#include "core/ui/views/order_words.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::DateStyle;
using i18n::Key;
using orders::Order;
using orders::Parcel;
using orders::ParcelStatus;
using session::View;
namespace action = session::action;

namespace {

Key delay_label(std::string_view reason) {
    static constexpr std::array<std::pair<std::string_view, Key>, 8> kTable = {{
        {"customs", Key::delay_customs}, {"weather", Key::delay_weather}, {"address", Key::delay_address}, {"payment", Key::delay_payment},
        {"recipient", Key::delay_recipient}, {"carrier", Key::delay_carrier}, {"holiday", Key::delay_holiday}, {"stock", Key::delay_stock},
    }};
    for (const auto& [name, key] : kTable)
        if (name == reason) return key;
    return Key::delay_unknown;
}

std::string date_of(const Ui& ui, TimestampMs at, DateStyle style) { return i18n::date(ui.lang(), at, ui.state().utc_offset_minutes, style); }
std::string day_of(const Ui& ui, TimestampMs at) { return i18n::relative_day(ui.lang(), at, ui.state().now, ui.state().utc_offset_minutes); }

/// Five dots on a line with words below; the current one is larger and filled.
void draw_steps(Ui& ui, Column& column, int step, bool pickup) {
    static constexpr std::array<Key, orders::kStepCount> kLabels = {Key::step_placed, Key::step_preparing, Key::step_shipped, Key::step_out_for_delivery, Key::step_delivered};
    constexpr float kDot = 22;
    const float share = column.width / orders::kStepCount;
    const auto list = ui.begin("steps", Role::list, {column.x, column.y, column.width, 0});
    ui.node(list).name = ui.tr(Key::order_progress);
    float height = 0;
    for (int i = 0; i < orders::kStepCount; ++i) {
        const bool done = i < step || (i == step && step == orders::kStepCount - 1);
        const bool current = i == step && !done;
        const float x = column.x + share * static_cast<float>(i);
        const float dot_x = x + (share - kDot) / 2;
        if (i > 0) {
            const float line_x = dot_x - share + kDot + 3;
            ui.add("line-" + std::to_string(i), Role::none, {line_x, column.y + kDot / 2 - 1.5f, share - kDot - 6, 3}, {.fill = i <= step ? Color::accent : Color::border, .radius = 1.5f});
        }
        const std::string label = ui.tr(i == 3 && pickup ? Key::step_ready_for_pickup : kLabels[static_cast<std::size_t>(i)]);
        const TextBlock words = ui.text(label, {.size = 12, .weight = static_cast<std::uint16_t>(current ? 600 : 400), .line_height = 1.45f, .color = current ? Color::accent_text : done ? Color::text : Color::text_muted},
                                        share - 2, {.align = Align::center, .max_lines = 3});
        Node& item = ui.add("step-" + std::to_string(i), Role::list_item, {x, column.y, share, kDot + 6 + words.height});
        item.name = label + std::string(ui.comma()) + ui.tr(done ? Key::step_done : current ? Key::step_current : Key::step_upcoming);
        item.states = i == step ? semantics::State::current : 0u;
        ui.put(item, words, 1, kDot + 6);
        Node& dot = ui.add("dot-" + std::to_string(i), Role::none, {dot_x, column.y, kDot, kDot},
                           {.fill = done ? Color::accent : current ? Color::accent_soft : Color::surface, .border = done || current ? Color::accent : Color::border_strong, .radius = kDot / 2, .border_width = current ? 2.0f : 1.5f});
        if (done) ui.put_icon(dot, icons::kCheck, Color::on_accent, 4, 4, 14);
        if (current) ui.add("here-" + std::to_string(i), Role::none, {dot_x + 7, column.y + 7, 8, 8}, {.fill = Color::accent, .radius = 4});
        height = std::max(height, kDot + 6 + words.height);
    }
    ui.end(list, height);
    column.gap(height);
}

void draw_timeline(Ui& ui, Column& column, const Parcel& parcel) {
    heading(ui, column, "timeline-title", ui.tr(Key::timeline), 4, type::kSection);
    column.gap(8);
    if (parcel.events.empty()) {
        paragraph(ui, column, "timeline-empty", ui.tr(Key::timeline_empty), type::kSmall);
        return;
    }
    constexpr float kRail = 24;
    const auto list = ui.begin("timeline", Role::list, {column.x, column.y, column.width, 0});
    const float top = column.y;
    for (std::size_t i = 0; i < parcel.events.size(); ++i) {
        const orders::ParcelEvent& event = parcel.events[i];
        const std::string title = event.status == ParcelStatus::unknown && !event.text.empty() ? event.text : ui.tr(look_of(event.status).label);
        std::string when = date_of(ui, event.at, DateStyle::day_month_time);
        if (!event.city.empty()) when += std::string(ui.comma()) + event.city;
        TextStyle title_style = type::kLabel;
        title_style.weight = i == 0 ? 600 : 500;
        const float width = column.width - kRail;
        const TextBlock head = ui.text(title, title_style, width);
        const bool has_words = !event.text.empty() && event.text != title;
        const TextBlock words = has_words ? ui.text(event.text, tinted(type::kSmall, Color::text), width) : TextBlock{};
        const TextBlock date = ui.text(when, type::kSmall, width);
        const float height = head.height + words.height + date.height + 12;
        const std::string key = "event-" + std::to_string(i);
        if (i + 1 < parcel.events.size()) ui.add(key + "/rail", Role::none, {column.x + 5, column.y + 16, 2, height - 10}, {.fill = Color::border});
        ui.add(key + "/dot", Role::none, {column.x, column.y + 5, 12, 12}, {.fill = i == 0 ? Color::accent : Color::surface, .border = i == 0 ? Color::accent : Color::border_strong, .radius = 6, .border_width = 2});
        Node& item = ui.add(key, Role::list_item, {column.x, column.y, column.width, height});
        item.name = title + std::string(ui.comma()) + when;
        ui.put(item, head, kRail, 0);
        if (has_words) ui.put(item, words, kRail, head.height);
        ui.put(item, date, kRail, head.height + words.height);
        column.gap(height);
    }
    ui.end(list, column.y - top);
}

std::string eta_words(const Ui& ui, const orders::Eta& eta) {
    const int offset = ui.state().utc_offset_minutes;
    if (eta.from && local_day(*eta.from, offset) != local_day(eta.until, offset)) return ui.tr(Key::eta_between, {{"from", day_of(ui, *eta.from)}, {"to", day_of(ui, eta.until)}});
    return ui.tr(Key::eta_by, {{"date", day_of(ui, eta.until)}});
}

/// "Late by 3 days": what, by how much, why, what happens next.
void draw_late(Ui& ui, Column& column, std::string_view key, int days, TimestampMs promised, std::string_view reason) {
    std::string words = ui.tr(Key::order_late_text, {{"date", date_of(ui, promised, DateStyle::weekday_day_month)}});
    if (!reason.empty()) words += "\n" + ui.tr(Key::delay_reason) + ": " + ui.tr(delay_label(reason));
    words += "\n" + ui.tr(Key::order_late_next);
    banner(ui, column, key, Tone::warning, icons::kAlert, ui.tr_n(Key::order_late_days, days), words);
    column.gap(12);
}

void draw_what_next(Ui& ui, Column& column, const Parcel& parcel) {
    std::optional<Key> key;
    if (parcel.status == ParcelStatus::attempt_failed) key = Key::parcel_next_attempt_failed;
    if (parcel.status == ParcelStatus::ready_for_pickup) key = Key::parcel_next_ready_for_pickup;
    if (parcel.status == ParcelStatus::exception) key = Key::parcel_next_exception;
    if (parcel.status == ParcelStatus::lost) key = Key::parcel_next_lost;
    if (!key) return;
    banner(ui, column, "next", parcel.status == ParcelStatus::ready_for_pickup ? Tone::positive : Tone::warning, icons::kInfo, {}, ui.tr(*key));
    column.gap(12);
}

void draw_parcel(Ui& ui, Column& column, const Order& order, std::size_t index) {
    const Parcel& parcel = order.parcels[index];
    const StatusLook look = look_of(parcel.status);
    const bool named = parcel.status == ParcelStatus::unknown && !parcel.raw_status.empty();
    const std::string status = named ? parcel.raw_status : ui.tr(look.label);
    Card card = begin_card(ui, column, "parcel-" + parcel.id);
    Column& inner = card.inner;
    const std::string title = order.parcels.size() > 1
        ? ui.tr(Key::parcel_of, {{"number", i18n::number(ui.lang(), static_cast<std::int64_t>(index + 1))}, {"total", i18n::number(ui.lang(), static_cast<std::int64_t>(order.parcels.size()))}})
        : ui.tr(Key::parcel);
    heading(ui, inner, "parcel-title", title, 3, type::kStrong);
    inner.gap(6);
    pill(ui, "status", look.tone, status, inner.x, inner.y, inner.width);
    inner.gap(28 + 12);

    const bool off = orders::is_off(order.state);
    const orders::Lateness late = off ? orders::Lateness{} : lateness_of(ui, parcel);
    if (late.late && parcel.eta) draw_late(ui, inner, "late", late.late_days, parcel.eta->until, parcel.delay_reason);
    draw_what_next(ui, inner, parcel);
    if (late.stale) {
        banner(ui, inner, "stale", Tone::neutral, icons::kClock, ui.tr(Key::stale_title), ui.tr(Key::stale_text));
        inner.gap(12);
    }
    if (parcel.eta && !orders::is_terminal(parcel.status) && !late.late && !off) {
        fact(ui, inner, "eta", ui.tr(Key::eta_title), eta_words(ui, *parcel.eta));
        inner.gap(6);
        if (late.moved && parcel.first_eta_until) {
            paragraph(ui, inner, "moved", ui.tr(Key::eta_moved, {{"from", day_of(ui, *parcel.first_eta_until)}, {"to", day_of(ui, parcel.eta->until)}}), type::kSmall);
            inner.gap(6);
        }
    }
    if (!parcel.carrier.empty()) {
        fact(ui, inner, "carrier", ui.tr(Key::carrier), parcel.carrier);
        inner.gap(6);
    }
    if (!parcel.tracking_number.empty()) {
        fact(ui, inner, "tracking", ui.tr(Key::tracking_number), isolated(parcel.tracking_number));
        inner.gap(6);
    }
    if (!parcel.tracking_url.empty()) {
        inner.gap(6);
        link_button(ui, inner, "track", ui.tr(Key::track_on_carrier), parcel.tracking_url, icons::kExternal);
    }
    inner.gap(16);
    draw_timeline(ui, inner, parcel);
    end_card(ui, column, card);
}

void draw_items(Ui& ui, Column& column, const Order& order) {
    Card card = begin_card(ui, column, "items");
    heading(ui, card.inner, "items-title", ui.tr(Key::items), 3, type::kStrong);
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        card.inner.gap(8);
        const orders::OrderLine& line = order.lines[i];
        fact(ui, card.inner, "line-" + std::to_string(i), line.title, "× " + i18n::number(ui.lang(), line.quantity));
    }
    end_card(ui, column, card);
}

void draw_summary(Ui& ui, Column& column, const Order& order) {
    Card card = begin_card(ui, column, "summary");
    Column& inner = card.inner;
    heading(ui, inner, "order-title", ui.tr(Key::order_heading, {{"number", order.number}}), 2, type::kTitle);
    paragraph(ui, inner, "placed", ui.tr(Key::order_placed, {{"date", date_of(ui, order.placed_at, DateStyle::day_month_year)}}), type::kSmall);
    inner.gap(14);
    bool pickup = false;
    for (const Parcel& parcel : order.parcels) pickup = pickup || parcel.status == ParcelStatus::ready_for_pickup;
    const std::optional<int> step = orders::order_step(order);
    const bool waits = order.state == orders::OrderState::draft || order.state == orders::OrderState::on_hold;
    if (waits || !step) {
        const OrderWords words = words_of(ui, order);
        pill(ui, "state", words.tone, waits ? ui.tr(state_label(order.state)) : words.status, inner.x, inner.y, inner.width);
        inner.gap(28 + 14);
    }
    if (step) {
        draw_steps(ui, inner, *step, pickup);
        inner.gap(14);
    }
    if (orders::is_part_shipped(order)) {
        pill(ui, "part", Tone::accent, ui.tr(Key::part_shipped), inner.x, inner.y, inner.width);
        inner.gap(28 + 10);
    }
    fact(ui, inner, "total", ui.tr(Key::order_total), i18n::money(ui.lang(), order.total.minor, order.total.currency));
    if (!order.city.empty()) {
        inner.gap(6);
        fact(ui, inner, "city", ui.tr(Key::order_city), order.city);
    }
    if (orders::promise_counts(order) && !lateness_of(ui, order).late) {
        inner.gap(6);
        fact(ui, inner, "promised", ui.tr(Key::eta_title), eta_words(ui, *order.promised));
    }
    end_card(ui, column, card);
}

}   // namespace

void draw_order_status(Ui& ui, Column& column) {
    if (!ui.state().order) return draw_order_form(ui, column);
    const Order& order = *ui.state().order;
    draw_summary(ui, column, order);
    column.gap(12);
    const orders::Lateness late = lateness_of(ui, order);
    if (late.late && orders::promise_counts(order)) draw_late(ui, column, "order-late", late.late_days, order.promised->until, {});
    for (std::size_t i = 0; i < order.parcels.size(); ++i) {
        draw_parcel(ui, column, order, i);
        column.gap(12);
    }
    if (!order.lines.empty()) {
        draw_items(ui, column, order);
        column.gap(16);
    }
    draw_survey_card(ui, column);
    const bool can_write = ui.state().config.requests;
    if (can_write && button(ui, column, "problem", ui.tr(Key::request_problem), {.kind = ButtonKind::primary, .icon = icons::kAlert})) ui.act(action::GoTo{View::request_form, order.number});
    if (can_write) column.gap(10);
    if (button(ui, column, "contact", ui.tr(Key::order_contact_us), {.kind = can_write ? ButtonKind::secondary : ButtonKind::primary, .icon = icons::kChat})) ui.act(action::GoTo{View::contact, order.number});
    column.gap(10);
    if (ui.state().config.feedback && orders::order_step(order) == orders::kStepCount - 1) {
        if (button(ui, column, "rate", ui.tr(Key::order_rate), {.icon = icons::kStar})) ui.act(action::GoTo{View::feedback, order.number});
        column.gap(10);
    }
    if (button(ui, column, "another", ui.tr(Key::order_another), {.kind = ButtonKind::quiet})) ui.act(action::GoTo{View::order_form, {}});
}

}   // namespace pasokh::ui
