#include "core/orders/model.h"

#include <doctest/doctest.h>

using namespace pasokh;
using namespace pasokh::orders;

namespace {
constexpr TimestampMs kNow = 1795255200000;

Parcel parcel_in(ParcelStatus status) {
    Parcel parcel;
    parcel.id = "p1";
    parcel.status = status;
    return parcel;
}
Order order_with(std::vector<Parcel> parcels) {
    Order order;
    order.parcels = std::move(parcels);
    return order;
}
}   // namespace

TEST_CASE("every status has a name that leads back to it") {
    for (std::size_t i = 0; i < kParcelStatusCount; ++i) {
        const auto status = static_cast<ParcelStatus>(i);
        CHECK(parse_parcel_status(parcel_status_name(status)) == status);
    }
    CHECK_FALSE(parse_parcel_status("sent").has_value());
    CHECK_FALSE(parse_parcel_status("").has_value());
    CHECK(parse_order_state("on_hold") == OrderState::on_hold);
    CHECK_FALSE(parse_order_state("Open").has_value());
}

TEST_CASE("steps run from placed to delivered, and statuses off the road have none") {
    CHECK(step_of(ParcelStatus::pending) == 0);
    CHECK(step_of(ParcelStatus::label_created) == 1);
    CHECK(step_of(ParcelStatus::in_transit) == 2);
    CHECK(step_of(ParcelStatus::ready_for_pickup) == 3);
    CHECK(step_of(ParcelStatus::delivered) == 4);
    for (const auto status : {ParcelStatus::exception, ParcelStatus::returning, ParcelStatus::returned, ParcelStatus::lost,
                              ParcelStatus::cancelled, ParcelStatus::expired, ParcelStatus::unknown})
        CHECK_FALSE(step_of(status).has_value());
}

TEST_CASE("an order is as far as its least advanced parcel") {
    CHECK(order_step(order_with({parcel_in(ParcelStatus::delivered), parcel_in(ParcelStatus::label_created)})) == 1);
    CHECK(order_step(order_with({parcel_in(ParcelStatus::lost), parcel_in(ParcelStatus::in_transit)})) == 2);
    CHECK_FALSE(order_step(order_with({parcel_in(ParcelStatus::lost)})).has_value());
    CHECK(order_step(order_with({})) == 0);
    Order done = order_with({});
    done.state = OrderState::completed;
    CHECK(order_step(done) == 2);
    Order cancelled = order_with({parcel_in(ParcelStatus::in_transit)});
    cancelled.state = OrderState::cancelled;
    CHECK_FALSE(order_step(cancelled).has_value());
}

TEST_CASE("part shipped means that parcels differ in step") {
    CHECK(is_part_shipped(order_with({parcel_in(ParcelStatus::delivered), parcel_in(ParcelStatus::pending)})));
    CHECK_FALSE(is_part_shipped(order_with({parcel_in(ParcelStatus::accepted), parcel_in(ParcelStatus::in_transit)})));
    CHECK_FALSE(is_part_shipped(order_with({parcel_in(ParcelStatus::delivered), parcel_in(ParcelStatus::lost)})));
    CHECK_FALSE(is_part_shipped(order_with({})));
}

TEST_CASE("a parcel is late from the first millisecond past its estimate") {
    Parcel parcel = parcel_in(ParcelStatus::in_transit);
    CHECK_FALSE(lateness(parcel, kNow).late);   // without an estimate nothing was promised
    parcel.eta = Eta{std::nullopt, kNow};
    CHECK_FALSE(lateness(parcel, kNow).late);
    CHECK(lateness(parcel, kNow + 1).late);
    CHECK(lateness(parcel, kNow + 1).late_days == 1);
    CHECK(lateness(parcel, kNow + 2 * kDayMs - 1).late_days == 1);
    CHECK(lateness(parcel, kNow + 2 * kDayMs).late_days == 2);
}

TEST_CASE("nothing terminal is late") {
    for (const auto status : {ParcelStatus::delivered, ParcelStatus::returned, ParcelStatus::lost, ParcelStatus::cancelled}) {
        Parcel parcel = parcel_in(status);
        parcel.eta = Eta{std::nullopt, kNow};
        CHECK_FALSE(lateness(parcel, kNow + 30 * kDayMs).late);
    }
}

TEST_CASE("a parcel on the road is stale after 72 hours without an event") {
    Parcel parcel = parcel_in(ParcelStatus::in_transit);
    CHECK_FALSE(lateness(parcel, kNow).stale);   // the shop sends no events at all
    parcel.events = {{.at = kNow - 10 * kDayMs}, {.at = kNow}, {.at = kNow - kDayMs}};
    CHECK_FALSE(lateness(parcel, kNow + 72 * kHourMs - 1).stale);
    CHECK(lateness(parcel, kNow + 72 * kHourMs).stale);
    parcel.status = ParcelStatus::ready_for_pickup;
    CHECK_FALSE(lateness(parcel, kNow + 72 * kHourMs).stale);
    parcel.status = ParcelStatus::delivered;
    CHECK_FALSE(lateness(parcel, kNow + 72 * kHourMs).stale);
}

TEST_CASE("an estimate later than the first one has moved") {
    Parcel parcel = parcel_in(ParcelStatus::in_transit);
    parcel.eta = Eta{std::nullopt, kNow};
    CHECK_FALSE(lateness(parcel, kNow).moved);
    parcel.first_eta_until = kNow;
    CHECK_FALSE(lateness(parcel, kNow).moved);
    parcel.first_eta_until = kNow - 1;
    CHECK(lateness(parcel, kNow).moved);
}

TEST_CASE("an order is as late as its latest parcel") {
    Parcel a = parcel_in(ParcelStatus::in_transit), b = parcel_in(ParcelStatus::out_for_delivery);
    a.eta = Eta{std::nullopt, kNow - 3 * kDayMs};
    b.eta = Eta{std::nullopt, kNow - 5 * kDayMs};
    const Lateness both = lateness(order_with({a, b}), kNow);
    CHECK(both.late);
    CHECK(both.late_days == 5);
}

TEST_CASE("the shop's own promise counts while no parcel has an estimate") {
    Order order = order_with({});
    order.promised = Eta{std::nullopt, kNow};
    CHECK_FALSE(lateness(order, kNow).late);
    CHECK(lateness(order, kNow + kDayMs).late);
    order.parcels = {parcel_in(ParcelStatus::label_created)};
    CHECK(lateness(order, kNow + kDayMs).late);
    order.parcels[0].eta = Eta{std::nullopt, kNow + 2 * kDayMs};
    CHECK_FALSE(lateness(order, kNow + kDayMs).late);
    order.parcels = {parcel_in(ParcelStatus::delivered)};
    CHECK_FALSE(lateness(order, kNow + kDayMs).late);
}

TEST_CASE("a cancelled order is never late") {
    Order order = order_with({parcel_in(ParcelStatus::in_transit)});
    order.parcels[0].eta = Eta{std::nullopt, kNow};
    order.promised = Eta{std::nullopt, kNow};
    order.state = OrderState::cancelled;
    CHECK_FALSE(lateness(order, kNow + 9 * kDayMs).late);
}
