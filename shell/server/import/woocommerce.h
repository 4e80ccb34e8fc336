#pragma once
// An order of WooCommerce (REST version 3, also the body of its webhooks) as ours.
//
// Lenient: plug-ins change these bodies at will. What is missing or odd is left out; only an order without an id, a
// number, a date, a currency or a total is refused. Amounts keep the currency as given (IRT and IRR are never converted), contacts become digests
// and masks at once. Tracking comes from the fulfilments when they are known, else from the Shipment Tracking
// plug-ins' list, else from single metadata.
//
// Use:
//   WooCommerceOrder read = read_woocommerce(order_json, nullptr, rules, shop, secret);
//   if (read.kind == WooCommerceOrder::Kind::order) store(read.stored);
//
// Errors: `kind`. Threads: any.

#include <map>
#include <string>

#include "core/wire/reader.h"
#include "shell/server/crypto.h"
#include "shell/server/import/carriers.h"
#include "shell/server/import/status_map.h"
#include "shell/server/store.h"

namespace pasokh::server {

struct WooCommerceRules {
    StatusMap statuses;
    Carriers carriers;
    std::map<std::string, std::string> tracking_meta;   ///< metadata key to carrier id
    std::string lang = "fa";           ///< of labels and carriers' names
    orders::Country country;           ///< of phones without a calling code, where the bill names none
    bool fulfilments = false;          ///< the shop uses them: asked for each order, and kept where an order comes without
};

struct WooCommerceOrder {
    /// draft: not placed yet. gone: in the trash, or deleted. unreadable: `reason`.
    enum class Kind : std::uint8_t { order, draft, gone, unreadable };
    Kind kind = Kind::unreadable;
    std::string id;                    ///< empty when there is none
    std::string reason;                ///< names a field, never its value
    StoredOrder stored;
};

inline constexpr int kWooCommerceDepth = 64;   ///< of nesting; metadata is anybody's
inline constexpr const char* kWooCommerceSource = "woo";

/// `fulfilments`: the answer of /orders/ID/fulfillments, or null when it was not asked.
WooCommerceOrder read_woocommerce(const wire::Reader& order, const wire::Reader* fulfilments, const WooCommerceRules& rules,
                                  const std::string& shop, const Secret& secret);

}   // namespace pasokh::server
