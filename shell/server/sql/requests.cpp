#include "shell/server/sql/requests.h"

#include <algorithm>

#include "shell/server/crypto.h"

namespace pasokh::server {

namespace {

using requests::RequestState;

std::string text(const sql::Statement& row, int column) { return std::string(row.text(column)); }

int seconds_until(TimestampMs at, TimestampMs now) { return static_cast<int>(std::max<TimestampMs>(1, (at - now + kSecondMs - 1) / kSecondMs)); }

/// Seconds until one more is allowed when there were `most` within a day; `at` has the times, newest first. 0: now.
Result<int> wait_of(sql::Statement& at, int most, TimestampMs now) {
    if (most == 0) return 0;
    TimestampMs oldest = 0;
    int count = 0;
    for (; count < most && at.step(); ++count) oldest = at.integer(0);
    TRY(at.status());
    return count < most ? 0 : seconds_until(oldest + kDayMs, now);
}

/// One in 35 million million is not: the page sends again and gets another code.
Status check_code_is_free(sql::Database& database, const StoredRequest& stored) {
    TRY_ASSIGN(auto taken, database.prepare("SELECT 1 FROM request WHERE shop_id = $1 AND code = $2"));
    if (taken.bind(1, stored.shop).bind(2, stored.code).step()) return fail(ErrorCode::unavailable, "the code is taken");
    return taken.status();
}

Result<int> wait_of_contact(sql::Database& database, const StoredRequest& stored) {
    TRY_ASSIGN(auto at, database.prepare("SELECT received_at FROM request WHERE shop_id = $1 AND contact_mac = $2 AND received_at > $3 ORDER BY received_at DESC LIMIT $4"));
    at.bind(1, stored.shop).bind(2, stored.contact_mac).bind(3, stored.received_at - kDayMs).bind(4, stored.per_contact_day);
    return wait_of(at, stored.per_contact_day, stored.received_at);
}

Result<int> wait_of_thread(sql::Database& database, const StoredMessage& stored, const std::string& request_id) {
    TRY_ASSIGN(auto at, database.prepare("SELECT at FROM request_message WHERE shop_id = $1 AND request_id = $2 AND author = 'customer' AND at > $3 ORDER BY at DESC LIMIT $4"));
    at.bind(1, stored.key.shop).bind(2, request_id).bind(3, stored.received_at - kDayMs).bind(4, kMostMessagesPerDay);
    return wait_of(at, kMostMessagesPerDay, stored.received_at);
}

struct Row {
    std::string request_id;
    requests::Thread thread;           ///< without messages
};

/// Every miss compares one MAC.
Result<std::optional<Row>> find(sql::Database& database, const RequestKey& key) {
    TRY_ASSIGN(auto row, database.prepare("SELECT request_id, contact_mac, state, topic, order_number, updated_at FROM request WHERE shop_id = $1 AND code = $2"));
    const bool there = row.bind(1, key.shop).bind(2, key.code).step();
    TRY(row.status());
    const std::string mac = there ? text(row, 1) : std::string(64, '0');
    const bool proved = key.contact_mac.empty() || same_bytes(mac, key.contact_mac);
    if (!there || !proved) return std::optional<Row>{};
    Row found{.request_id = text(row, 0), .thread = {}};
    found.thread.code = key.code;
    found.thread.state = requests::parse_state(row.text(2)).value_or(RequestState::open);
    found.thread.topic = requests::parse_topic(row.text(3)).value_or(requests::Topic::question);
    found.thread.order_number = text(row, 4);
    found.thread.updated_at = row.integer(5);
    return std::optional(std::move(found));
}

Status add_message(sql::Database& database, const std::string& shop, const std::string& request_id, const std::string& message_id, requests::Author author,
                   const std::string& body_sha256, const std::string& words, TimestampMs at, bool is_spam = false) {
    TRY_ASSIGN(auto insert, database.prepare("INSERT INTO request_message (shop_id, message_id, request_id, author, body_sha256, text, at, is_spam) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"));
    return insert.bind(1, shop).bind(2, message_id).bind(3, request_id).bind(4, requests::author_name(author)).bind(5, body_sha256).bind(6, words).bind(7, at).bind(8, is_spam ? 1 : 0).run();
}

/// Within a transaction.
Result<std::optional<requests::Thread>> read_thread(sql::Database& database, const RequestKey& key) {
    TRY_ASSIGN(auto found, find(database, key));
    if (!found) return std::optional<requests::Thread>{};
    requests::Thread& thread = found->thread;
    TRY_ASSIGN(auto row, database.prepare("SELECT author, text, at FROM request_message WHERE shop_id = $1 AND request_id = $2 ORDER BY at DESC, message_id DESC LIMIT $3"));
    row.bind(1, key.shop).bind(2, found->request_id).bind(3, kMostMessagesRead);
    while (row.step())
        thread.messages.push_back({requests::parse_author(row.text(0)).value_or(requests::Author::shop), text(row, 1), row.integer(2)});
    TRY(row.status());
    std::reverse(thread.messages.begin(), thread.messages.end());
    return std::optional(std::move(thread));
}

}   // namespace

Result<RequestOutcome> write_request(sql::Database& database, const StoredRequest& stored) {
    const requests::NewRequest& r = stored.request;
    TRY_ASSIGN(auto known, database.prepare("SELECT code, received_at, body_sha256 FROM request WHERE shop_id = $1 AND request_id = $2"));
    if (known.bind(1, stored.shop).bind(2, r.id).step()) {
        if (known.text(2) != stored.body_sha256) return fail(ErrorCode::conflict, "the id was used with other content");
        return RequestOutcome{.code = text(known, 0), .received_at = known.integer(1), .replayed = true};
    }
    TRY(known.status());
    TRY_ASSIGN(const int wait_s, wait_of_contact(database, stored));
    if (wait_s > 0) return RequestOutcome{.wait_s = wait_s};
    TRY(check_code_is_free(database, stored));
    TRY_ASSIGN(auto insert, database.prepare(
        "INSERT INTO request (shop_id, request_id, body_sha256, code, topic, state, order_number, lang, contact_mac, contact_mask, contact_sealed, is_spam, "
        "occurred_at, received_at, updated_at) VALUES ($1, $2, $3, $4, $5, 'open', $6, $7, $8, $9, $10, $11, $12, $13, $13)"));
    TRY(insert.bind(1, stored.shop).bind(2, r.id).bind(3, stored.body_sha256).bind(4, stored.code).bind(5, requests::topic_name(r.topic)).bind(6, r.order_number)
            .bind(7, r.lang).bind(8, stored.contact_mac).bind(9, stored.contact_mask).bind(10, stored.contact_sealed).bind(11, stored.is_spam ? 1 : 0)
            .bind(12, r.occurred_at).bind(13, stored.received_at).run());
    TRY(add_message(database, stored.shop, r.id, r.id, requests::Author::customer, stored.body_sha256, r.message, stored.received_at));
    return RequestOutcome{.code = stored.code, .received_at = stored.received_at};
}

Result<MessageOutcome> write_customer_message(sql::Database& database, const StoredMessage& stored) {
    TRY_ASSIGN(const auto found, find(database, stored.key));
    if (!found) return MessageOutcome{};
    TRY_ASSIGN(auto known, database.prepare("SELECT request_id, body_sha256, at FROM request_message WHERE shop_id = $1 AND message_id = $2"));
    if (known.bind(1, stored.key.shop).bind(2, stored.id).step()) {
        if (known.text(0) != found->request_id || known.text(1) != stored.body_sha256) return fail(ErrorCode::conflict, "the id was used with other content");
        return MessageOutcome{.found = true, .replayed = true, .received_at = known.integer(2)};
    }
    TRY(known.status());
    TRY_ASSIGN(const int wait_s, wait_of_thread(database, stored, found->request_id));
    if (wait_s > 0) return MessageOutcome{.found = true, .wait_s = wait_s};
    TRY(add_message(database, stored.key.shop, found->request_id, stored.id, requests::Author::customer, stored.body_sha256, stored.text, stored.received_at,
                    stored.is_spam));
    if (!stored.is_spam) TRY(write_state(database, stored.key.shop, found->request_id, RequestState::open, stored.received_at));
    return MessageOutcome{.found = true, .received_at = stored.received_at};
}

Result<std::optional<requests::Thread>> write_solved(sql::Database& database, const RequestKey& key, bool solved, TimestampMs now) {
    TRY_ASSIGN(const auto found, find(database, key));
    if (!found) return std::optional<requests::Thread>{};
    const RequestState wanted = solved ? RequestState::solved : RequestState::open;
    if (found->thread.state != wanted) TRY(write_state(database, key.shop, found->request_id, wanted, now));
    return read_thread(database, key);
}

Status write_shop_message(sql::Database& database, const std::string& shop, const std::string& request_id, const std::string& message_id,
                          const std::string& words, TimestampMs now) {
    TRY(add_message(database, shop, request_id, message_id, requests::Author::shop, sha256_hex(words), words, now));
    return write_state(database, shop, request_id, RequestState::answered, now);
}

Status write_state(sql::Database& database, const std::string& shop, const std::string& request_id, RequestState state, TimestampMs now) {
    TRY_ASSIGN(auto update, database.prepare("UPDATE request SET state = $1, updated_at = $2 WHERE shop_id = $3 AND request_id = $4"));
    return update.bind(1, requests::state_name(state)).bind(2, now).bind(3, shop).bind(4, request_id).run();
}

Result<std::optional<requests::Thread>> find_thread(sql::Database& database, const RequestKey& key) {
    TRY_ASSIGN(auto transaction, sql::Transaction::begin(database, sql::Access::read));
    TRY_ASSIGN(auto thread, read_thread(database, key));
    TRY(transaction.commit());
    return thread;
}

}   // namespace pasokh::server
