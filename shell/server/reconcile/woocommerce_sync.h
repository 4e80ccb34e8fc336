#pragma once
// Brings the stored orders of a WooCommerce shop to the state that its REST interface tells.
//
// Webhooks get lost; this finds what they did not bring. With a `since`, what changed after it, and what went to the
// trash; without, everything, and orders that the shop no longer has are removed, each after a second look.
//
// Use:
//   WooCommerceSync sync(client, {.store = store, .secret = secret, .shop = "demo", .rules = rules});
//   TRY_ASSIGN(SyncSummary summary, sync.run(std::nullopt));
//
// Errors: those of RestClient and of the store; parse_error when an answer is no list of orders. Pages that were stored
// stay stored: run it again. Threads: one at a time.

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "shell/server/import/woocommerce.h"
#include "shell/server/reconcile/rest_client.h"
#include "shell/server/store.h"

namespace pasokh::server {

struct SyncContext {
    Store& store;
    const Secret& secret;
    std::string shop;
    WooCommerceRules rules;
    std::function<void(std::int64_t done, std::int64_t total)> progress = {};   ///< after each page
};

struct SyncSummary {
    std::int64_t read = 0;             ///< orders that the shop told
    int added = 0, updated = 0, unchanged = 0, removed = 0;
    int ignored = 0;                   ///< not placed yet
    int unreadable = 0;
};

class WooCommerceSync {
public:
    WooCommerceSync(RestClient& client, SyncContext context) : client_(client), context_(std::move(context)) {}
    Result<SyncSummary> run(std::optional<TimestampMs> since);
    /// One order with its fulfilments; one that is not there any more is removed.
    Result<SyncSummary> fetch(const std::string& id);

private:
    struct Walk {
        std::set<std::string> ids;
        bool shrank = false;           ///< an order left the list meanwhile, so another may have slipped past
    };
    Result<Walk> walk(const std::string& filter, SyncSummary& summary);
    Status walk_until_steady(const std::string& filter, std::set<std::string>& ids, SyncSummary& summary);
    Status take_page(const RestAnswer& answer, TimestampMs asked_at, std::set<std::string>& ids, SyncSummary& summary);
    Status take_order(const wire::Reader& json, OrderDelivery& delivery, SyncSummary& summary);
    Status deliver(OrderDelivery delivery, SyncSummary& summary);
    Status remove_absent(const std::set<std::string>& present, SyncSummary& summary);
    /// Those of `ids`, a page at most, that the shop does not list any more.
    Status remove_unlisted(std::span<const std::string> ids, SyncSummary& summary);

    RestClient& client_;
    const SyncContext context_;
};

}   // namespace pasokh::server
