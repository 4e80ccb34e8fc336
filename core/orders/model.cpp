#include "core/orders/model.h"

#include <algorithm>

namespace pasokh::orders {

namespace {

constexpr TimestampMs kStaleAfterMs = 72 * kHourMs;

/// Indexed by ParcelStatus.
constexpr std::array<std::string_view, kParcelStatusCount> kParcelStatusNames = {
    "unknown", "pending", "label_created", "accepted", "in_transit", "out_for_delivery", "ready_for_pickup", "attempt_failed",
    "delivered", "exception", "returning", "returned", "lost", "cancelled", "expired",
};

/// Indexed by OrderState.
constexpr std::array<std::string_view, 6> kOrderStateNames = {"draft", "open", "on_hold", "cancelled", "failed", "completed"};

/// With a carrier, and a next event is to be expected without the customer doing anything.
bool is_on_the_road(ParcelStatus status) {
    switch (status) {
        case ParcelStatus::accepted:
        case ParcelStatus::in_transit:
        case ParcelStatus::out_for_delivery:
        case ParcelStatus::attempt_failed:
        case ParcelStatus::exception:
        case ParcelStatus::returning: return true;
        default: return false;
    }
}

/// Calendar days of the shop from the promised one to today, at least 1; 0 when `until` has not passed.
/// The promised day is that of an hour before its end: so a promise until midnight means the day before, and one that was written
/// before the shop's clocks changed keeps its day.
int days_past(TimestampMs until, TimestampMs now, int utc_offset_minutes) {
    if (now <= until) return 0;
    const std::int64_t days = local_day(now, utc_offset_minutes) - local_day(until - kHourMs, utc_offset_minutes);
    return static_cast<int>(std::max<std::int64_t>(1, days));
}

}   // namespace

std::string_view parcel_status_name(ParcelStatus status) { return kParcelStatusNames[static_cast<std::size_t>(status)]; }

std::optional<ParcelStatus> parse_parcel_status(std::string_view name) {
    for (std::size_t i = 0; i < kParcelStatusNames.size(); ++i)
        if (kParcelStatusNames[i] == name) return static_cast<ParcelStatus>(i);
    return std::nullopt;
}

bool is_terminal(ParcelStatus status) {
    return status == ParcelStatus::delivered || status == ParcelStatus::returned || status == ParcelStatus::lost ||
           status == ParcelStatus::cancelled;
}

std::string_view order_state_name(OrderState state) { return kOrderStateNames[static_cast<std::size_t>(state)]; }

std::optional<OrderState> parse_order_state(std::string_view name) {
    for (std::size_t i = 0; i < kOrderStateNames.size(); ++i)
        if (kOrderStateNames[i] == name) return static_cast<OrderState>(i);
    return std::nullopt;
}

bool is_off(OrderState state) { return state == OrderState::cancelled || state == OrderState::failed; }

std::optional<int> step_of(ParcelStatus status) {
    switch (status) {
        case ParcelStatus::pending: return 0;
        case ParcelStatus::label_created: return 1;
        case ParcelStatus::accepted:
        case ParcelStatus::in_transit: return 2;
        case ParcelStatus::out_for_delivery:
        case ParcelStatus::ready_for_pickup:
        case ParcelStatus::attempt_failed: return 3;
        case ParcelStatus::delivered: return 4;
        default: return std::nullopt;
    }
}

std::optional<int> order_step(const Order& order) {
    if (is_off(order.state)) return std::nullopt;
    // Without parcels "completed" says only that the shop is done: in many shops that means "sent", not "delivered".
    if (order.parcels.empty()) return order.state == OrderState::completed ? 2 : 0;
    std::optional<int> least;
    for (const Parcel& parcel : order.parcels)
        if (const auto step = step_of(parcel.status); step && (!least || *step < *least)) least = step;
    return least;
}

bool is_part_shipped(const Order& order) {
    std::optional<int> first;
    for (const Parcel& parcel : order.parcels) {
        const auto step = step_of(parcel.status);
        if (!step) continue;
        if (first && *first != *step) return true;
        first = step;
    }
    return false;
}

bool promise_counts(const Order& order) {
    if (!order.promised || (order.state != OrderState::open && order.state != OrderState::on_hold)) return false;
    const bool has_eta = std::any_of(order.parcels.begin(), order.parcels.end(), [](const Parcel& parcel) { return parcel.eta.has_value(); });
    const bool all_done = !order.parcels.empty() &&
        std::all_of(order.parcels.begin(), order.parcels.end(), [](const Parcel& parcel) { return is_terminal(parcel.status); });
    return !has_eta && !all_done;
}

Lateness lateness(const Parcel& parcel, TimestampMs now, int utc_offset_minutes) {
    Lateness result;
    if (parcel.eta && !is_terminal(parcel.status)) result.late_days = days_past(parcel.eta->until, now, utc_offset_minutes);
    result.late = result.late_days > 0;
    if (!parcel.events.empty() && is_on_the_road(parcel.status)) {
        const auto newest = std::max_element(parcel.events.begin(), parcel.events.end(),
            [](const ParcelEvent& a, const ParcelEvent& b) { return a.at < b.at; });
        result.stale = now - newest->at >= kStaleAfterMs;
    }
    result.moved = parcel.eta && parcel.first_eta_until && parcel.eta->until > *parcel.first_eta_until;
    return result;
}

Lateness lateness(const Order& order, TimestampMs now, int utc_offset_minutes) {
    Lateness result;
    if (is_off(order.state)) return result;
    for (const Parcel& parcel : order.parcels) {
        const Lateness one = lateness(parcel, now, utc_offset_minutes);
        result.late_days = std::max(result.late_days, one.late_days);
        result.stale = result.stale || one.stale;
        result.moved = result.moved || one.moved;
    }
    if (promise_counts(order)) result.late_days = std::max(result.late_days, days_past(order.promised->until, now, utc_offset_minutes));
    result.late = result.late_days > 0;
    return result;
}

}   // namespace pasokh::orders
