#pragma once
// What customers wrote to the shop, for whoever answers it.
//
// Contacts are masked; one is unsealed only by `show_contact`, and only after a row of the audit log says who looked.
//
// Use:
//   TRY_ASSIGN(const std::vector<RequestRow> open, list_requests(database, {.shop = "demo", .state = requests::RequestState::open}));
//   TRY(reply(database, "demo", "7K2Q9F4XWT", "...", now));
//
// Errors: not_found for a code that no request has, invalid_argument for text that is no code or no fit message, those of SQLite.
// Threads: one at a time, with `database`.

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/requests/model.h"
#include "shell/server/request_secrets.h"
#include "shell/server/sql/database.h"

namespace pasokh::server {

struct RequestRow {
    std::string id, code, order_number, contact_mask, lang;
    requests::Topic topic = requests::Topic::question;
    requests::RequestState state = requests::RequestState::open;
    bool is_spam = false;
    std::optional<bool> order_is_theirs;   ///< the attached order is known and was placed with this contact, or with another
    std::string last_message;
    TimestampMs received_at = 0, updated_at = 0;
};

struct RequestQuestion {
    std::string shop;
    std::optional<requests::RequestState> state;
    bool spam = false;                 ///< those of programs, or with messages of programs, instead of those of people
    int limit = 100;
};

/// Waiting longest first.
Result<std::vector<RequestRow>> list_requests(sql::Database& database, const RequestQuestion& question);

struct WholeRequest {
    RequestRow row;
    std::vector<requests::Message> messages;
    std::int64_t hidden = 0;           ///< messages judged to be of a program, left out
};
/// `with_spam`: nothing is left out.
Result<WholeRequest> show_request(sql::Database& database, const std::string& shop, const std::string& code, bool with_spam = false);

/// The contact in clear. `who` goes into the audit log first; when that fails, nothing is shown.
Result<std::string> show_contact(sql::Database& database, const std::string& shop, const std::string& code, const RequestSecrets& secrets, const std::string& who, TimestampMs now);

Status reply(sql::Database& database, const std::string& shop, const std::string& code, const std::string& text, TimestampMs now);
/// What was judged to be of a program, the request or messages in it, is of a person: it waits for an answer.
Status keep_request(sql::Database& database, const std::string& shop, const std::string& code, TimestampMs now);
Status close_request(sql::Database& database, const std::string& shop, const std::string& code, TimestampMs now);

/// Open requests by how long they wait: less than a day, less than three, longer.
struct OpenRequests {
    std::int64_t all = 0, within_day = 0, within_three_days = 0, older = 0;
    TimestampMs oldest_at = 0;         ///< when the customer last wrote in the one that waits longest; 0: none
};
Result<OpenRequests> count_open_requests(sql::Database& database, const std::string& shop, TimestampMs now);

}   // namespace pasokh::server
