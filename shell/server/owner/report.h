#pragma once
// What a shop owner asks once a week: how customers were served, what they missed, who waits for an answer.
//
// All of it is read in one transaction, so its figures belong together. A customer who answers one question about one
// order several times counts once, with the last answer; an answer that another completes does not count beside it.
//
// Use:
//   TRY_ASSIGN(const Report report, make_report(database, {.shop = "demo", .days = 30, .now = now}));
//
// Errors: those of SQLite. Threads: one at a time, with `database`.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/feedback/model.h"
#include "shell/server/sql/database.h"
#include "shell/server/owner/requests.h"
#include "shell/server/owner/statistics.h"
#include "shell/server/store.h"

namespace pasokh::server {

struct ReportQuestion {
    std::string shop;
    int days = 30;
    TimestampMs now = 0;
    int utc_offset_minutes = 210;      ///< of the shop's days
    std::size_t longest_list = 100;
};

/// `hits` of `n`; nothing is known while n is 0.
struct Part {
    std::int64_t hits = 0, n = 0;
};

/// By feedback::Reason.
using ReasonCounts = std::array<std::int64_t, feedback::kReasonCount>;

struct ArticleVotes {
    std::string article;
    Part unhelpful;
    ReasonCounts reasons{};
};

struct LateOrder {
    std::string number, city;
    int late_days = 0;
};

/// What was judged to be of a program (shell/server/form_guard.h). Messages: within requests of people.
struct SpamCounts {
    std::int64_t feedback = 0, requests = 0, messages = 0;
};

/// A low score that nobody has marked as answered.
struct FollowUp {
    std::string id, kind, subject, comment;
    int score = 0, scale_max = 0;
    TimestampMs received_at = 0, due_at = 0;
};

struct Report {
    std::string shop;
    TimestampMs since = 0, until = 0;
    int days = 0;
    Part satisfied;                    ///< csat answers of 4 and 5
    std::int64_t promoters = 0, passives = 0, detractors = 0;
    Sums effort, review;
    Part answered_surveys;             ///< of those that were shown
    Part answered_orders;              ///< orders placed within the days that have an answer
    std::vector<ArticleVotes> articles;        ///< surest to be unhelpful first; only those with such a vote
    std::int64_t article_votes = 0;
    ReasonCounts reasons{};            ///< of all guides
    std::vector<UnansweredQuery> unanswered;
    Part missed_lookups;
    Part late;                         ///< of all orders that are under way now
    std::vector<LateOrder> late_orders;        ///< latest first
    std::vector<FollowUp> follow_ups;  ///< due first
    Part overdue;                      ///< of all open follow-ups
    OpenRequests open_requests;
    SpamCounts spam;                   ///< came within the days; counted nowhere else
};

Result<Report> make_report(sql::Database& database, const ReportQuestion& question);

/// Marks low scores as answered. Errors: not_found for an id that no low score has; then none is marked.
Status close_follow_ups(sql::Database& database, const std::string& shop, const std::vector<std::string>& ids, TimestampMs now);

}   // namespace pasokh::server
