#include "shell/server/owner/requests.h"

#include <openssl/rand.h>

#include "core/base/ulid.h"
#include "core/base/verify.h"
#include "core/orders/contact.h"
#include "core/requests/code.h"
#include "core/text/fit.h"
#include "shell/server/sql/requests.h"

namespace pasokh::server {

namespace {

using requests::RequestState;

constexpr std::string_view kColumns =
    "SELECT r.request_id, r.code, r.order_number, r.contact_mask, r.lang, r.topic, r.state, r.is_spam, r.received_at, r.updated_at, r.contact_mac, "
    "(SELECT m.text FROM request_message m WHERE m.shop_id = r.shop_id AND m.request_id = r.request_id AND m.is_spam = 0 "
    "ORDER BY m.at DESC, m.message_id DESC LIMIT 1) "
    "FROM request r WHERE r.shop_id = $1 ";

std::string fresh_ulid(TimestampMs now) {
    std::array<std::uint8_t, 10> random;
    VERIFY(RAND_bytes(random.data(), static_cast<int>(random.size())) == 1);
    return make_ulid(now, random);
}

std::string text(const sql::Statement& row, int column) { return std::string(row.text(column)); }

RequestRow row_of(const sql::Statement& row) {
    RequestRow request{.id = text(row, 0), .code = text(row, 1), .order_number = text(row, 2), .contact_mask = text(row, 3), .lang = text(row, 4)};
    request.topic = requests::parse_topic(row.text(5)).value_or(requests::Topic::question);
    request.state = requests::parse_state(row.text(6)).value_or(RequestState::open);
    request.is_spam = row.integer(7) == 1;
    request.received_at = row.integer(8);
    request.updated_at = row.integer(9);
    request.last_message = text(row, 11);
    return request;
}

Result<std::optional<bool>> is_order_theirs(sql::Database& database, const std::string& shop, const RequestRow& row, const std::string& mac) {
    if (row.order_number.empty()) return std::optional<bool>{};
    TRY_ASSIGN(auto order, database.prepare("SELECT coalesce(email_mac, ''), coalesce(phone_mac, '') FROM sales_order WHERE shop_id = $1 AND number_norm = $2"));
    order.bind(1, shop).bind(2, orders::normalise_order_number(row.order_number));
    std::optional<bool> theirs;
    while (order.step()) theirs = theirs.value_or(false) || order.text(0) == mac || order.text(1) == mac;
    TRY(order.status());
    return theirs;
}

Result<RequestRow> find(sql::Database& database, const std::string& shop, const std::string& typed) {
    const auto code = requests::parse_code(typed);
    if (!code) return fail(ErrorCode::invalid_argument, "\"" + typed + "\" is no code of a request; `pasokh requests list` shows them");
    TRY_ASSIGN(auto query, database.prepare(std::string(kColumns) + "AND r.code = $2"));
    if (!query.bind(1, shop).bind(2, *code).step()) {
        TRY(query.status());
        return fail(ErrorCode::not_found, requests::show_code(*code) + ": no request of this shop has this code; `pasokh requests list` shows them");
    }
    RequestRow found = row_of(query);
    TRY_ASSIGN(found.order_is_theirs, is_order_theirs(database, shop, found, text(query, 10)));
    return found;
}

}   // namespace

Result<std::vector<RequestRow>> list_requests(sql::Database& database, const RequestQuestion& question) {
    TRY_ASSIGN(auto row, database.prepare(std::string(kColumns) + "AND (r.is_spam = $2 OR ($2 = 1 AND EXISTS (SELECT 1 FROM request_message m "
                                              "WHERE m.shop_id = r.shop_id AND m.request_id = r.request_id AND m.is_spam = 1))) AND ($3 = '' OR r.state = $3) ORDER BY r.updated_at, r.request_id LIMIT $4"));
    row.bind(1, question.shop).bind(2, question.spam ? 1 : 0).bind(3, question.state ? requests::state_name(*question.state) : std::string_view{}).bind(4, question.limit);
    std::vector<RequestRow> rows;
    while (row.step()) rows.push_back(row_of(row));
    TRY(row.status());
    return rows;
}

Result<WholeRequest> show_request(sql::Database& database, const std::string& shop, const std::string& code, bool with_spam) {
    WholeRequest whole;
    TRY_ASSIGN(whole.row, find(database, shop, code));
    TRY_ASSIGN(auto row, database.prepare("SELECT author, text, at, is_spam FROM request_message WHERE shop_id = $1 AND request_id = $2 ORDER BY at, message_id"));
    row.bind(1, shop).bind(2, whole.row.id);
    while (row.step()) {
        if (row.integer(3) == 1 && !with_spam) ++whole.hidden;
        else whole.messages.push_back({requests::parse_author(row.text(0)).value_or(requests::Author::shop), text(row, 1), row.integer(2)});
    }
    TRY(row.status());
    return whole;
}

Result<std::string> show_contact(sql::Database& database, const std::string& shop, const std::string& code, const RequestSecrets& secrets, const std::string& who, TimestampMs now) {
    TRY_ASSIGN(const RequestRow row, find(database, shop, code));
    TRY_ASSIGN(auto query, database.prepare("SELECT contact_sealed FROM request WHERE shop_id = $1 AND request_id = $2"));
    const std::string sealed = query.bind(1, shop).bind(2, row.id).step() ? text(query, 0) : std::string{};
    TRY(query.status());
    query.reset();
    TRY_ASSIGN(std::string contact, secrets.open(row.id, sealed));
    TRY_ASSIGN(auto audit, database.prepare("INSERT INTO audit_log (shop_id, audit_id, at, who, what, subject) VALUES ($1, $2, $3, $4, 'contact_shown', $5)"));
    TRY(audit.bind(1, shop).bind(2, fresh_ulid(now)).bind(3, now).bind(4, who).bind(5, row.code).run());
    return contact;
}

Status reply(sql::Database& database, const std::string& shop, const std::string& code, const std::string& typed, TimestampMs now) {
    const std::string words = text::tidy_text(typed);
    if (!requests::is_fit_message(words))
        return fail(ErrorCode::invalid_argument, words.empty() ? "the reply is empty" : "the reply has more than " + std::to_string(requests::kMaxMessageCodePoints) + " letters");
    TRY_ASSIGN(auto transaction, sql::Transaction::begin(database));
    TRY_ASSIGN(const RequestRow row, find(database, shop, code));
    TRY(write_shop_message(database, shop, row.id, fresh_ulid(now), words, now));
    return transaction.commit();
}

Status keep_request(sql::Database& database, const std::string& shop, const std::string& code, TimestampMs now) {
    TRY_ASSIGN(auto transaction, sql::Transaction::begin(database));
    TRY_ASSIGN(const RequestRow row, find(database, shop, code));
    TRY_ASSIGN(auto request, database.prepare("UPDATE request SET is_spam = 0 WHERE shop_id = $1 AND request_id = $2"));
    TRY(request.bind(1, shop).bind(2, row.id).run());
    TRY_ASSIGN(auto messages, database.prepare("UPDATE request_message SET is_spam = 0 WHERE shop_id = $1 AND request_id = $2"));
    TRY(messages.bind(1, shop).bind(2, row.id).run());
    TRY(write_state(database, shop, row.id, RequestState::open, now));
    return transaction.commit();
}

Status close_request(sql::Database& database, const std::string& shop, const std::string& code, TimestampMs now) {
    TRY_ASSIGN(auto transaction, sql::Transaction::begin(database));
    TRY_ASSIGN(const RequestRow row, find(database, shop, code));
    if (row.state != RequestState::closed) TRY(write_state(database, shop, row.id, RequestState::closed, now));
    return transaction.commit();
}

Result<OpenRequests> count_open_requests(sql::Database& database, const std::string& shop, TimestampMs now) {
    TRY_ASSIGN(auto row, database.prepare("SELECT updated_at FROM request WHERE shop_id = $1 AND state = 'open' AND is_spam = 0 ORDER BY updated_at"));
    row.bind(1, shop);
    OpenRequests open;
    while (row.step()) {
        const TimestampMs age = now - row.integer(0);
        if (open.all++ == 0) open.oldest_at = row.integer(0);
        ++(age < kDayMs ? open.within_day : age < 3 * kDayMs ? open.within_three_days : open.older);
    }
    TRY(row.status());
    return open;
}

}   // namespace pasokh::server
