#pragma once
// The addresses that a shop's own systems call when an order changes.
//
//   POST /hooks/orders         Standard Webhooks; body: an order or an array of them, as in import/orders.md
//   POST /hooks/woocommerce    WooCommerce's order.created, order.updated, order.restored and order.deleted
//
// Verify, write, 200: the answer follows the commit. No CORS, raw bodies of 1 MiB at most. A genuine delivery that came before
// answers 200 and does nothing. WooCommerce gives a webhook up after six failures, so what it signs gets 200 even when it is not
// understood, which is logged by its kind and counted; only a database that cannot write gives 503.
//
// Ownership: what HookContext points to outlives the router. Threads: routes run on any.

#include <functional>
#include <string>
#include <vector>

#include "shell/server/crypto.h"
#include "shell/server/hooks/figures.h"
#include "shell/server/import/woocommerce.h"
#include "shell/server/router.h"
#include "shell/server/store.h"

namespace pasokh::server {

struct HookContext {
    Store& store;
    const Secret& secret;
    HookFigures& figures;
    std::string shop;
    orders::Country country;           ///< of phones without a calling code
    int utc_offset_minutes = 210;      ///< of the shop's days
    WooCommerceRules rules;
    std::vector<std::string> orders_secrets, woocommerce_secrets;
    /// Called with the id of an order that WooCommerce told of, so that its fulfilments are fetched. May be empty.
    std::function<void(std::string)> on_changed;
};

void add_orders_hook(Router& router, const HookContext& context);
void add_woocommerce_hook(Router& router, const HookContext& context);

inline constexpr std::size_t kHookBodyBytes = 1024 * 1024;

}   // namespace pasokh::server
