#include "shell/server/owner/report.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/feedback/model.h"
#include "shell/server/shop_day.h"
#include "shell/server/sql/unanswered.h"

namespace pasokh::server {

namespace {

constexpr int kSatisfied = 4;          ///< of 5

/// Something is still to come: not called off, and either not done or with a parcel on its way. "Completed" means
/// "handed to the carrier" in many shops.
constexpr std::string_view kUnderWay =
    "o.state NOT IN ('draft', 'cancelled', 'failed') AND (o.state <> 'completed' OR EXISTS (SELECT 1 FROM parcel moving WHERE moving.shop_id = o.shop_id "
    "AND moving.order_id = o.order_id AND moving.status NOT IN ('delivered', 'returned', 'lost', 'cancelled')))";

/// Low scores of all that customers give on a scale.
std::string low_scores() {
    std::string sql;
    for (const feedback::Kind kind : {feedback::Kind::csat, feedback::Kind::nps, feedback::Kind::effort, feedback::Kind::review})
        sql += (sql.empty() ? "(" : " OR ") + ("(f.kind = '" + std::string(feedback::kind_name(kind))) + "' AND f.score <= " + std::to_string(feedback::highest_low_score(kind)) + ")";
    return sql + ")";
}

/// What counts: of a person, and no later answer completes it.
constexpr std::string_view kCounts = "f.is_spam = 0 AND NOT EXISTS (SELECT 1 FROM feedback later WHERE later.shop_id = f.shop_id AND later.replaces = f.submission_id "
                                     "AND later.replaces <> '' AND later.kind = f.kind AND later.subject = f.subject AND later.is_spam = 0)";

class Reporter {
public:
    Reporter(sql::Database& database, const ReportQuestion& question) : database_(database), question_(question) {
        report_.shop = question.shop;
        report_.days = question.days;
        report_.until = question.now;
        report_.since = question.now - question.days * kDayMs;
    }

    Result<Report> make() {
        TRY_ASSIGN(auto transaction, sql::Transaction::begin(database_, sql::Access::read));
        TRY(read_all());
        TRY(transaction.commit());
        return std::move(report_);
    }

private:
    Status read_all() {
        TRY(read_scores());
        TRY(read_answered_orders());
        TRY(read_articles());
        TRY_ASSIGN(report_.unanswered, read_unanswered_queries(database_, question_.shop, kFewestTellings, static_cast<int>(question_.longest_list), first_day()));
        TRY(read_day_counts());
        TRY(read_late_orders());
        TRY_ASSIGN(report_.open_requests, count_open_requests(database_, question_.shop, report_.until));
        TRY(read_spam());
        return read_follow_ups();
    }

    std::string first_day() const { return shop_day(report_.since, question_.utc_offset_minutes); }

    Status read_scores() {
        TRY_ASSIGN(auto row, database_.prepare("SELECT f.kind, f.score, f.subject FROM feedback f WHERE f.shop_id = $1 AND f.received_at >= $2 AND f.kind <> 'article' AND " +
                                               std::string(kCounts) + " ORDER BY f.received_at DESC, f.submission_id DESC"));
        row.bind(1, question_.shop).bind(2, report_.since);
        std::set<std::string> counted;   // newest first: an order's older answers to a question are skipped
        while (row.step()) {
            const auto kind = feedback::parse_kind(row.text(0));
            const std::string order = orders::normalise_order_number(row.text(2));
            if (kind && (order.empty() || counted.insert(std::string(row.text(0)) + ' ' + order).second)) count_score(*kind, row.integer(1));
        }
        return row.status();
    }

    void count_score(feedback::Kind kind, std::int64_t score) {
        const feedback::Mood mood = feedback::mood_of(kind, static_cast<int>(score));
        switch (kind) {
            case feedback::Kind::csat:
                ++report_.satisfied.n;
                if (score >= kSatisfied) ++report_.satisfied.hits;
                return;
            case feedback::Kind::nps: ++(mood == feedback::Mood::high ? report_.promoters : mood == feedback::Mood::middle ? report_.passives : report_.detractors); return;
            case feedback::Kind::effort: return report_.effort.add(score, 1);
            case feedback::Kind::review: return report_.review.add(score, 1);
            case feedback::Kind::article: return;
        }
    }

    /// The customer's spelling of the number is the key of an order only after it was normalised.
    Status read_answered_orders() {
        std::set<std::string> answered;
        TRY_ASSIGN(auto subject, database_.prepare("SELECT DISTINCT subject FROM feedback WHERE shop_id = $1 AND received_at >= $2 AND kind <> 'article' AND subject <> '' AND is_spam = 0"));
        subject.bind(1, question_.shop).bind(2, report_.since);
        while (subject.step()) answered.insert(orders::normalise_order_number(subject.text(0)));
        TRY(subject.status());
        TRY_ASSIGN(auto order, database_.prepare("SELECT number_norm FROM sales_order WHERE shop_id = $1 AND placed_at >= $2 AND placed_at <= $3"));
        order.bind(1, question_.shop).bind(2, report_.since).bind(3, report_.until);
        for (; order.step(); ++report_.answered_orders.n)
            if (answered.contains(std::string(order.text(0)))) ++report_.answered_orders.hits;
        return order.status();
    }

    Status read_articles() {
        TRY_ASSIGN(auto row, database_.prepare("SELECT f.subject, count(*) - sum(f.score), count(*) FROM feedback f "
                                               "WHERE f.shop_id = $1 AND f.received_at >= $2 AND f.kind = 'article' AND " + std::string(kCounts) + " GROUP BY f.subject"));
        row.bind(1, question_.shop).bind(2, report_.since);
        for (; row.step(); report_.article_votes += row.integer(2))
            if (row.integer(1) > 0) report_.articles.push_back({std::string(row.text(0)), {row.integer(1), row.integer(2)}});
        TRY(row.status());
        TRY(read_reasons());
        std::sort(report_.articles.begin(), report_.articles.end(), [](const ArticleVotes& a, const ArticleVotes& b) {
            const double first = share_of(a.unhelpful.hits, a.unhelpful.n).low, second = share_of(b.unhelpful.hits, b.unhelpful.n).low;
            return first != second ? first > second : a.article < b.article;
        });
        cut(report_.articles);
        return {};
    }

    Status read_reasons() {
        TRY_ASSIGN(auto row, database_.prepare("SELECT f.subject, f.reason, count(*) FROM feedback f WHERE f.shop_id = $1 AND f.received_at >= $2 AND f.kind = 'article' "
                                               "AND f.reason <> '' AND " + std::string(kCounts) + " GROUP BY f.subject, f.reason"));
        row.bind(1, question_.shop).bind(2, report_.since);
        while (row.step()) {
            const auto reason = feedback::parse_reason(row.text(1));
            const auto article = std::find_if(report_.articles.begin(), report_.articles.end(), [&](const ArticleVotes& one) { return one.article == row.text(0); });
            if (!reason || article == report_.articles.end()) continue;
            article->reasons[static_cast<std::size_t>(*reason)] += row.integer(2);
            report_.reasons[static_cast<std::size_t>(*reason)] += row.integer(2);
        }
        return row.status();
    }

    Status read_day_counts() {
        TRY_ASSIGN(auto row, database_.prepare("SELECT name, sum(count) FROM day_count WHERE shop_id = $1 AND day >= $2 GROUP BY name"));
        row.bind(1, question_.shop).bind(2, first_day());
        std::map<std::string, std::int64_t, std::less<>> sums;
        while (row.step()) sums[std::string(row.text(0))] = row.integer(1);
        TRY(row.status());
        report_.missed_lookups = {sums["lookup_miss"], sums["lookup_miss"] + sums["lookup_hit"]};
        // A page that could tell only the second of the two leaves fewer shown than answered.
        report_.answered_surveys = {sums["survey_answered"], std::max(sums["survey_shown"], sums["survey_answered"])};
        return {};
    }

    Status read_spam() {
        TRY_ASSIGN(auto row, database_.prepare(
            "SELECT (SELECT count(*) FROM feedback WHERE shop_id = $1 AND is_spam = 1 AND received_at >= $2), "
            "(SELECT count(*) FROM request WHERE shop_id = $1 AND is_spam = 1 AND received_at >= $2), "
            "(SELECT count(*) FROM request_message m JOIN request r ON r.shop_id = m.shop_id AND r.request_id = m.request_id "
            "WHERE m.shop_id = $1 AND m.is_spam = 1 AND r.is_spam = 0 AND m.at >= $2)"));
        if (row.bind(1, question_.shop).bind(2, report_.since).step()) report_.spam = {row.integer(0), row.integer(1), row.integer(2)};
        return row.status();
    }

    /// The query finds every order that may be late, the rule of core/orders says which are.
    Status read_late_orders() {
        TRY_ASSIGN(auto open, database_.prepare("SELECT count(*) FROM sales_order o WHERE o.shop_id = $1 AND " + std::string(kUnderWay)));
        if (open.bind(1, question_.shop).step()) report_.late.n = open.integer(0);
        TRY(open.status());
        TRY_ASSIGN(auto row, database_.prepare(
            "SELECT o.order_id, o.number, o.city, o.state, o.promised_until, p.status, p.eta_until FROM sales_order o "
            "LEFT JOIN parcel p ON p.shop_id = o.shop_id AND p.order_id = o.order_id "
            "WHERE o.shop_id = $1 AND " + std::string(kUnderWay) + " AND (o.promised_until < $2 OR EXISTS "
            "(SELECT 1 FROM parcel late WHERE late.shop_id = o.shop_id AND late.order_id = o.order_id AND late.eta_until < $2)) ORDER BY o.order_id"));
        row.bind(1, question_.shop).bind(2, report_.until);
        std::string order_id;
        orders::Order order;
        while (row.step()) {
            if (row.text(0) != order_id) {
                note_if_late(order);
                order_id = row.text(0);
                order = {};
                order.number = row.text(1);
                order.city = row.text(2);
                order.state = orders::parse_order_state(row.text(3)).value_or(orders::OrderState::open);
                if (const auto promised = row.optional_integer(4)) order.promised = orders::Eta{std::nullopt, *promised};
            }
            if (row.is_null(5)) continue;
            orders::Parcel& parcel = order.parcels.emplace_back();
            parcel.status = orders::parse_parcel_status(row.text(5)).value_or(orders::ParcelStatus::unknown);
            if (const auto eta = row.optional_integer(6)) parcel.eta = orders::Eta{std::nullopt, *eta};
        }
        TRY(row.status());
        note_if_late(order);
        std::sort(report_.late_orders.begin(), report_.late_orders.end(), [](const LateOrder& a, const LateOrder& b) {
            return a.late_days != b.late_days ? a.late_days > b.late_days : a.number < b.number;
        });
        cut(report_.late_orders);
        return {};
    }

    void note_if_late(const orders::Order& order) {
        const orders::Lateness lateness = orders::lateness(order, report_.until, question_.utc_offset_minutes);
        if (!lateness.late) return;
        ++report_.late.hits;
        report_.late_orders.push_back({order.number, order.city, lateness.late_days});
    }

    Status read_follow_ups() {
        TRY_ASSIGN(auto row, database_.prepare(
            "SELECT f.submission_id, f.kind, f.subject, f.comment, f.score, f.scale_max, f.received_at FROM feedback f "
            "LEFT JOIN follow_up u ON u.shop_id = f.shop_id AND u.submission_id = f.submission_id "
            "WHERE f.shop_id = $1 AND f.is_spam = 0 AND " + low_scores() + " AND u.closed_at IS NULL ORDER BY f.received_at, f.submission_id"));
        row.bind(1, question_.shop);
        const auto text = [&row](int column) { return std::string(row.text(column)); };
        while (row.step()) {
            const TimestampMs received = row.integer(6), due = received + feedback::kFollowUpMs;
            report_.follow_ups.push_back({.id = text(0), .kind = text(1), .subject = text(2), .comment = text(3), .score = static_cast<int>(row.integer(4)),
                                          .scale_max = static_cast<int>(row.integer(5)), .received_at = received, .due_at = due});
            ++report_.overdue.n;
            if (due < report_.until) ++report_.overdue.hits;
        }
        cut(report_.follow_ups);
        return row.status();
    }

    template <typename T>
    void cut(std::vector<T>& list) const {
        if (list.size() > question_.longest_list) list.resize(question_.longest_list);
    }

    sql::Database& database_;
    const ReportQuestion& question_;
    Report report_;
};

}   // namespace

Result<Report> make_report(sql::Database& database, const ReportQuestion& question) { return Reporter(database, question).make(); }

Status close_follow_ups(sql::Database& database, const std::string& shop, const std::vector<std::string>& ids, TimestampMs now) {
    TRY_ASSIGN(auto transaction, sql::Transaction::begin(database));
    TRY_ASSIGN(auto find, database.prepare("SELECT 1 FROM feedback f WHERE f.shop_id = $1 AND " + low_scores() + " AND f.submission_id = $2"));
    TRY_ASSIGN(auto insert, database.prepare("INSERT INTO follow_up (shop_id, submission_id, closed_at) VALUES ($1, $2, $3) ON CONFLICT (shop_id, submission_id) DO NOTHING"));
    for (const std::string& id : ids) {
        const bool known = find.bind(1, shop).bind(2, id).step();
        TRY(find.status());
        find.reset();
        if (!known) return fail(ErrorCode::not_found, id + ": is no low score of this shop; `pasokh report` lists the open ones with their ids");
        TRY(insert.bind(1, shop).bind(2, id).bind(3, now).run());
    }
    return transaction.commit();
}

}   // namespace pasokh::server
