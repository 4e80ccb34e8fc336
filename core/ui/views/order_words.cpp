#include "core/ui/views/order_words.h"

#include <algorithm>

#include "core/ui/icons.h"

namespace pasokh::ui {

using i18n::Key;
using orders::ParcelStatus;

StatusLook look_of(ParcelStatus status) {
    switch (status) {
        case ParcelStatus::unknown: return {Key::parcel_unknown, Tone::neutral, icons::kParcel};
        case ParcelStatus::pending: return {Key::parcel_pending, Tone::neutral, icons::kParcel};
        case ParcelStatus::label_created: return {Key::parcel_label_created, Tone::accent, icons::kParcel};
        case ParcelStatus::accepted: return {Key::parcel_accepted, Tone::accent, icons::kTruck};
        case ParcelStatus::in_transit: return {Key::parcel_in_transit, Tone::accent, icons::kTruck};
        case ParcelStatus::out_for_delivery: return {Key::parcel_out_for_delivery, Tone::accent, icons::kTruck};
        case ParcelStatus::ready_for_pickup: return {Key::parcel_ready_for_pickup, Tone::positive, icons::kPin};
        case ParcelStatus::attempt_failed: return {Key::parcel_attempt_failed, Tone::warning, icons::kAlert};
        case ParcelStatus::delivered: return {Key::parcel_delivered, Tone::positive, icons::kCheckCircle};
        case ParcelStatus::exception: return {Key::parcel_exception, Tone::warning, icons::kAlert};
        case ParcelStatus::returning: return {Key::parcel_returning, Tone::neutral, icons::kReturn};
        case ParcelStatus::returned: return {Key::parcel_returned, Tone::neutral, icons::kReturn};
        case ParcelStatus::lost: return {Key::parcel_lost, Tone::danger, icons::kAlert};
        case ParcelStatus::cancelled: return {Key::parcel_cancelled, Tone::neutral, icons::kClose};
        case ParcelStatus::expired: return {Key::parcel_expired, Tone::neutral, icons::kClock};
    }
    return {Key::parcel_unknown, Tone::neutral, icons::kParcel};
}

Key state_label(orders::OrderState state) {
    switch (state) {
        case orders::OrderState::draft: return Key::order_state_draft;
        case orders::OrderState::open: return Key::order_state_open;
        case orders::OrderState::on_hold: return Key::order_state_on_hold;
        case orders::OrderState::cancelled: return Key::order_state_cancelled;
        case orders::OrderState::failed: return Key::order_state_failed;
        case orders::OrderState::completed: return Key::order_state_completed;
    }
    return Key::order_state_open;
}

orders::Lateness lateness_of(const Ui& ui, const orders::Parcel& parcel) {
    return orders::lateness(parcel, ui.state().now, ui.state().config.utc_offset_minutes);
}
orders::Lateness lateness_of(const Ui& ui, const orders::Order& order) {
    return orders::lateness(order, ui.state().now, ui.state().config.utc_offset_minutes);
}

OrderWords words_of(const Ui& ui, const orders::Order& order) {
    const bool over = orders::is_off(order.state);
    if (const orders::Lateness late = lateness_of(ui, order); late.late && !over)
        return {.status = ui.tr_n(Key::order_late_days, late.late_days), .tone = Tone::warning, .icon = icons::kAlert};
    if (order.parcels.empty() || over)
        return {.status = ui.tr(state_label(order.state)), .tone = order.state == orders::OrderState::failed ? Tone::danger : Tone::neutral, .icon = icons::kParcel};
    const orders::Parcel& behind = *std::min_element(order.parcels.begin(), order.parcels.end(), [](const orders::Parcel& a, const orders::Parcel& b) {
        return orders::step_of(a.status).value_or(0) < orders::step_of(b.status).value_or(0);
    });
    const StatusLook look = look_of(behind.status);
    const bool named = behind.status == ParcelStatus::unknown && !behind.raw_status.empty();
    return {.status = named ? behind.raw_status : ui.tr(look.label), .tone = look.tone, .icon = look.icon};
}

}   // namespace pasokh::ui
