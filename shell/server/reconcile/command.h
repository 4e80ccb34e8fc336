#pragma once
// `pasokh reconcile woocommerce`, and what `pasokh serve` needs to do the same in its background.
//
// Use:
//   TRY_ASSIGN(SyncSummary summary, reconcile_woocommerce(settings, std::nullopt, show_progress));
//
// Errors: those of the settings' files, the store and WooCommerceSync. Threads: any.

#include <functional>
#include <optional>

#include "shell/server/reconcile/woocommerce_sync.h"
#include "shell/server/settings.h"

namespace pasokh::server {

WooCommerceRules woocommerce_rules(const Settings& settings);
/// Address and key of the shop, the key from its file or PASOKH_WOOCOMMERCE_KEY.
Result<RestOptions> woocommerce_rest(const Settings& settings);

Result<SyncSummary> reconcile_woocommerce(const Settings& settings, std::optional<TimestampMs> since,
                                          std::function<void(std::int64_t done, std::int64_t total)> progress);

}   // namespace pasokh::server
