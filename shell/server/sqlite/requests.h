#pragma once
// Requests in the tables: one row a request, one a message, whoever wrote it.
//
// The functions that write hold several statements, so each needs a transaction of its own (Writer::Job::alone).

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/db/database.h"
#include "shell/server/store.h"

namespace pasokh::server {

/// Threads are read, and customers write in them, up to these; a shop answers long before.
inline constexpr int kMostMessagesRead = 200;
inline constexpr int kMostMessagesPerDay = 50;

/// Errors: conflict when the id was used with other content.
Result<RequestOutcome> write_request(db::Database& database, const StoredRequest& stored);
Result<MessageOutcome> write_customer_message(db::Database& database, const StoredMessage& stored);
Result<std::optional<requests::Thread>> write_solved(db::Database& database, const RequestKey& key, bool solved, TimestampMs now);

/// Adds a message of the shop and marks the request as answered. `request_id` exists.
Status write_shop_message(db::Database& database, const std::string& shop, const std::string& request_id, const std::string& message_id,
                          const std::string& text, TimestampMs now);
Status write_state(db::Database& database, const std::string& shop, const std::string& request_id, requests::RequestState state, TimestampMs now);

/// As Store::find_thread.
Result<std::optional<requests::Thread>> read_thread(db::Database& database, const RequestKey& key);

/// Reads threads on a connection of its own, one caller at a time: it is asked a few times a minute, orders all the time.
class ThreadReader {
public:
    static Result<std::unique_ptr<ThreadReader>> open(const std::string& path);
    Result<std::optional<requests::Thread>> find(const RequestKey& key);

private:
    explicit ThreadReader(db::Database database) : database_(std::move(database)) {}

    std::mutex mutex_;
    db::Database database_;
};

}   // namespace pasokh::server
