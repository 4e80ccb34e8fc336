#pragma once
// An order as the customer may see it: masked, with its parcels, their events and derived truth about delay.
//
// Source of the statuses and of the derived fields: shared research "server and security", section 2.4.
// The server fills it from its database, core/wire carries it, ui draws it.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/time.h"

namespace pasokh::orders {

/// Stored and sent by name (parcel_status_name). Order is that of the research table.
enum class ParcelStatus : std::uint8_t {
    unknown, pending, label_created, accepted, in_transit, out_for_delivery, ready_for_pickup, attempt_failed, delivered,
    exception, returning, returned, lost, cancelled, expired,
};
inline constexpr std::size_t kParcelStatusCount = 15;
std::string_view parcel_status_name(ParcelStatus status);
std::optional<ParcelStatus> parse_parcel_status(std::string_view name);
/// delivered, returned, lost and cancelled: nothing more is expected.
bool is_terminal(ParcelStatus status);

enum class OrderState : std::uint8_t { draft, open, on_hold, cancelled, failed, completed };
std::string_view order_state_name(OrderState state);
std::optional<OrderState> parse_order_state(std::string_view name);

/// cancelled and failed: nothing of it will arrive.
bool is_off(OrderState state);

/// The steps a customer knows: 0 placed, 1 preparing, 2 shipped, 3 out for delivery or ready for pickup, 4 delivered.
inline constexpr int kStepCount = 5;

struct Money {
    std::int64_t minor = 0;            ///< integer minor units; IRT and IRR have none
    std::string currency;              ///< as the shop gave it; never converted
};

struct OrderLine {
    std::string title;
    std::uint32_t quantity = 1;
    std::string product_type;          ///< the shop's own word, for surveys ("durable"); may be empty
};
inline constexpr std::size_t kMaxProductTypeBytes = 40;

struct ParcelEvent {
    TimestampMs at = 0;
    ParcelStatus status = ParcelStatus::unknown;
    std::string text;                  ///< the shop's or carrier's own words; may be empty
    std::string city;
};

struct Eta {
    std::optional<TimestampMs> from;
    TimestampMs until = 0;
};

struct Parcel {
    std::string id;
    std::string carrier;               ///< display name
    std::string tracking_number;
    std::string tracking_url;          ///< https only; empty when the carrier has no page
    ParcelStatus status = ParcelStatus::unknown;
    std::string raw_status;            ///< the shop's own label, shown when status is unknown
    std::optional<Eta> eta;
    std::optional<TimestampMs> first_eta_until;
    std::string delay_reason;          ///< customs, weather, address, payment, recipient, carrier, holiday, stock, unknown; empty
    std::vector<std::uint32_t> lines;  ///< indices into Order::lines; empty = not told
    std::vector<ParcelEvent> events;   ///< newest first
};

struct Order {
    std::string id;                    ///< the store's key; never sent, empty in the page
    std::string number;                ///< as the shop writes it
    TimestampMs placed_at = 0;
    OrderState state = OrderState::open;
    std::string raw_status;
    Money total;
    std::vector<OrderLine> lines;
    std::vector<Parcel> parcels;
    std::string city;
    std::string contact_mask;          ///< "09••• •••67"
    std::optional<Eta> promised;       ///< the shop's promise when no parcel has an ETA
    TimestampMs updated_at = 0;
};

/// --- derived, never stored ---

/// Step of one status, 0 to 4; none for exception, returning, returned, lost, cancelled, expired and unknown.
std::optional<int> step_of(ParcelStatus status);

/// Least advanced parcel; without parcels from the order's state. None when cancelled, failed or all parcels are off the road.
std::optional<int> order_step(const Order& order);
/// Some parcels are ahead of others.
bool is_part_shipped(const Order& order);

/// The shop's own promise counts only while no parcel has an estimate of its own and something is still to come.
bool promise_counts(const Order& order);

struct Lateness {
    bool late = false;                 ///< now is past the promised end and nothing terminal happened
    int late_days = 0;                 ///< the shop's calendar days from the promised one to today, at least 1 when late
    bool stale = false;                ///< no event for 72 hours while on the road
    bool moved = false;                ///< the estimate is later than the first one
};
/// `utc_offset_minutes` is the shop's: a promise ends with a day of the shop, and its next day is the first one late.
Lateness lateness(const Parcel& parcel, TimestampMs now, int utc_offset_minutes);
/// Of the whole order: late when any parcel is, or the shop's promise has passed before shipping.
Lateness lateness(const Order& order, TimestampMs now, int utc_offset_minutes);

}   // namespace pasokh::orders
