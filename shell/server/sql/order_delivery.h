#pragma once
// Writes what a webhook or a reconcile brings: new states, removals, and the use of its nonce, in one transaction of the caller.
//
// A removed order leaves a mark for kRemovalMarkMs, so that an older delivery that arrives late does not bring it back.

#include <string>
#include <vector>

#include "shell/server/sql/database.h"
#include "shell/server/store.h"

namespace pasokh::server {

inline constexpr TimestampMs kRemovalMarkMs = 30 * kDayMs;

Result<DeliveryOutcome> write_delivery(sql::Database& database, const OrderDelivery& delivery);

Result<std::vector<std::string>> read_source_ids(sql::Database& database, const std::string& shop, const std::string& source);

}   // namespace pasokh::server
