#pragma once
// Requests in the tables: one row a request, one a message, whoever wrote it.
//
// The functions that write hold several statements, so each needs a transaction of its own.

#include <optional>
#include <string>

#include "shell/server/sql/database.h"
#include "shell/server/store.h"

namespace pasokh::server {

/// Threads are read, and customers write in them, up to these; a shop answers long before.
inline constexpr int kMostMessagesRead = 200;
inline constexpr int kMostMessagesPerDay = 50;

/// Errors: conflict when the id was used with other content.
Result<RequestOutcome> write_request(sql::Database& database, const StoredRequest& stored);
Result<MessageOutcome> write_customer_message(sql::Database& database, const StoredMessage& stored);
Result<std::optional<requests::Thread>> write_solved(sql::Database& database, const RequestKey& key, bool solved, TimestampMs now);

/// Adds a message of the shop and marks the request as answered. `request_id` exists.
Status write_shop_message(sql::Database& database, const std::string& shop, const std::string& request_id, const std::string& message_id,
                          const std::string& text, TimestampMs now);
Status write_state(sql::Database& database, const std::string& shop, const std::string& request_id, requests::RequestState state, TimestampMs now);

/// As Store::find_thread, of one moment.
Result<std::optional<requests::Thread>> find_thread(sql::Database& database, const RequestKey& key);

}   // namespace pasokh::server
