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
constexpr int kTehran = 210;
Lateness lateness(const auto& parcel_or_order, TimestampMs now) { return orders::lateness(parcel_or_order, now, kTehran); }

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
}

namespace {

/// Days late of an order promised until `until`, as asked at `now`, both in RFC 3339.
int days_late(std::string_view until, std::string_view now, int utc_offset_minutes) {
    Order order = order_with({});
    order.promised = Eta{std::nullopt, parse_rfc3339(until).value()};
    return orders::lateness(order, parse_rfc3339(now).value(), utc_offset_minutes).late_days;
}

}   // namespace

TEST_CASE("days late are days of the shop's calendar: one on the whole day after the promised one") {
    const auto late = [](std::string_view now) { return days_late("2026-11-20T23:59:59.999+03:30", now, kTehran); };
    CHECK(late("2026-11-20T23:59:00+03:30") == 0);
    CHECK(late("2026-11-21T00:01:00+03:30") == 1);
    CHECK(late("2026-11-21T23:59:00+03:30") == 1);
    CHECK(late("2026-11-22T00:01:00+03:30") == 2);
    CHECK(late("2026-12-20T12:00:00+03:30") == 30);
}

TEST_CASE("a promise until an hour of a day counts as that day, one until midnight as the day before") {
    const auto late = [](std::string_view now) { return days_late("2026-11-20T17:00:00+03:30", now, kTehran); };
    CHECK(late("2026-11-20T18:00:00+03:30") == 1);   // past it, though not the next day
    CHECK(late("2026-11-21T23:59:00+03:30") == 1);
    CHECK(late("2026-11-22T00:01:00+03:30") == 2);
    CHECK(days_late("2026-11-21T00:00:00+03:30", "2026-11-21T23:59:00+03:30", kTehran) == 1);
    CHECK(days_late("2026-11-21T00:00:00+03:30", "2026-11-22T00:01:00+03:30", kTehran) == 2);
}

TEST_CASE("a promise keeps its day when the shop's clocks change after it was written") {
    constexpr int kWinter = 60, kSummer = 120;
    CHECK(days_late("2026-03-29T23:59:59.999+01:00", "2026-03-30T01:01:00+02:00", kSummer) == 1);
    CHECK(days_late("2026-03-29T23:59:59.999+01:00", "2026-03-30T23:59:00+02:00", kSummer) == 1);
    CHECK(days_late("2026-03-29T23:59:59.999+01:00", "2026-03-31T00:01:00+02:00", kSummer) == 2);
    CHECK(days_late("2026-10-25T23:59:59.999+02:00", "2026-10-26T00:01:00+01:00", kWinter) == 1);
    CHECK(days_late("2026-10-25T23:59:59.999+02:00", "2026-10-26T23:59:00+01:00", kWinter) == 1);
    CHECK(days_late("2026-10-25T23:59:59.999+02:00", "2026-10-27T00:01:00+01:00", kWinter) == 2);
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
