#pragma once
// What holds of every order that a reader lets through, whatever bytes it came from: the database would refuse anything else, or the
// customer's page could be hurt.
#include <algorithm>
#include <set>

#include "core/base/verify.h"
#include "core/text/utf8.h"
#include "shell/server/import/order_limits.h"
#include "shell/server/store.h"

namespace pasokh::server {

inline bool is_mac(const std::string& mac) {
    return mac.empty() || (mac.size() == 64 && std::all_of(mac.begin(), mac.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }));
}

inline void check_stored(const StoredOrder& stored) {
    const orders::Order& order = stored.order;
    VERIFY(!stored.number_norm.empty() && order.number.size() <= orders::kMaxOrderNumberBytes);
    VERIFY(is_mac(stored.email_mac) && is_mac(stored.phone_mac));
    VERIFY(stored.email_mac.empty() == stored.email_mask.empty() && stored.phone_mac.empty() == stored.phone_mask.empty());
    VERIFY(order.total.currency.size() == 3 && find_unfit(order).empty());
    for (const orders::OrderLine& line : order.lines) VERIFY(line.quantity > 0 && !line.title.empty() && !text::find_invalid_utf8(line.title));
    std::set<std::string> ids;
    for (const orders::Parcel& parcel : order.parcels) {
        VERIFY(!parcel.id.empty() && ids.insert(parcel.id).second);
        VERIFY(parcel.tracking_url.empty() || parcel.tracking_url.starts_with("https://"));
        VERIFY(std::is_sorted(parcel.lines.begin(), parcel.lines.end()));
        VERIFY(parcel.lines.empty() || parcel.lines.back() < order.lines.size());
        VERIFY(std::adjacent_find(parcel.lines.begin(), parcel.lines.end()) == parcel.lines.end());
        VERIFY(!parcel.eta || !parcel.eta->from || *parcel.eta->from <= parcel.eta->until);
        VERIFY(!text::find_invalid_utf8(parcel.carrier + parcel.tracking_number + parcel.raw_status));
    }
}

}   // namespace pasokh::server
