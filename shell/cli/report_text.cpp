#include "shell/cli/report_text.h"

#include <cmath>
#include <cstdio>
#include <optional>
#include <string_view>

#include "core/wire/writer.h"
#include "shell/cli/terminal_text.h"

namespace pasokh::cli {

using server::Estimate;
using server::Part;
using server::Report;

namespace {

constexpr std::size_t kListRows = 10;
constexpr std::size_t kGuideColumn = 78;
constexpr std::size_t kCommentCodePoints = 60;
/// With fewer answers a net promoter score swings by more than 28 points either way.
constexpr std::int64_t kFewestRecommendations = 30;

// --- text ---

std::string fixed(double value, int decimals) {
    char text[32];
    const int length = std::snprintf(text, sizeof text, "%.*f", decimals, value == 0 ? 0.0 : value);
    return {text, static_cast<std::size_t>(length)};
}

std::string percent(double share) { return fixed(100 * share, 1) + " %"; }

class Table {
public:
    explicit Table(const Report& report) : report_(report) {}

    std::string draw() {
        out_ = "Shop " + report_.shop + ", " + std::to_string(report_.days) + " days until " + minute_of(report_.until) + " UTC\n";
        draw_answers();
        draw_articles();
        draw_searches();
        draw_orders();
        draw_follow_ups();
        draw_requests();
        draw_spam();
        return std::move(out_);
    }

private:
    void title(std::string_view words) { out_ += '\n' + std::string(words) + '\n'; }
    void nothing(std::string_view words) { out_ += "  " + std::string(words) + '\n'; }

    void figure(std::string label, std::int64_t n, const std::string& value, const std::string& low, const std::string& high) {
        out_ += "  " + left(std::move(label), 34) + right(std::to_string(n), 8) + right(value, 10) + right(low, 10) + " to " + high + '\n';
    }
    void share(std::string label, const Part& part) {
        if (part.n == 0) return;
        const Estimate estimate = server::share_of(part.hits, part.n);
        figure(std::move(label), part.n, percent(estimate.value), percent(estimate.low), percent(estimate.high));
    }
    void mean(std::string label, const server::Sums& sums, int min, int max) {
        if (sums.n == 0) return;
        const Estimate estimate = server::mean_of(sums, min, max);
        figure(std::move(label), sums.n, fixed(estimate.value, 2), fixed(estimate.low, 2), fixed(estimate.high, 2));
    }
    void more(std::size_t shown, std::int64_t all) {
        if (static_cast<std::int64_t>(shown) < all) nothing("and " + std::to_string(all - static_cast<std::int64_t>(shown)) + " more");
    }

    void draw_answers() {
        title("Answers of customers                       n     value    95 % interval");
        const std::int64_t recommended = report_.promoters + report_.passives + report_.detractors;
        if (report_.satisfied.n + recommended + report_.effort.n + report_.review.n == 0) return nothing("no answers yet");
        share("Satisfied (4 and 5 of 5)", report_.satisfied);
        if (recommended > 0 && recommended < kFewestRecommendations)
            nothing(left("Net promoter score", 34) + right(std::to_string(recommended), 8) + "  shown from " + std::to_string(kFewestRecommendations) + " answers");
        else if (recommended > 0) {
            const Estimate score = server::net_promoter_score(report_.promoters, report_.detractors, recommended);
            figure("Net promoter score (-100 to 100)", recommended, fixed(score.value, 0), fixed(score.low, 0), fixed(score.high, 0));
        }
        mean("Effort (mean of 1 to 7)", report_.effort, 1, 7);
        mean("Product reviews (mean of 1 to 5)", report_.review, 1, 5);
        share("Answered of the surveys shown", report_.answered_surveys);
        share("Orders of these days with an answer", report_.answered_orders);
    }

    void draw_articles() {
        title("Guides that did not help               votes   no help    95 % interval   guide");
        if (report_.article_votes == 0) return nothing("no votes yet");
        if (report_.articles.empty()) return nothing("none: all " + std::to_string(report_.article_votes) + " votes say that the guide helped");
        for (std::size_t i = 0; i < report_.articles.size() && i < kListRows; ++i) {
            const server::ArticleVotes& article = report_.articles[i];
            const Estimate estimate = server::share_of(article.unhelpful.hits, article.unhelpful.n);
            out_ += right(std::to_string(article.unhelpful.n), 44) + right(percent(estimate.value), 10) + right(percent(estimate.low), 10) + " to " +
                    left(percent(estimate.high), 10) + harmless(article.article) + '\n';
            if (const std::string reasons = words_of(article.reasons); !reasons.empty()) out_ += std::string(kGuideColumn, ' ') + reasons + '\n';
        }
        more(std::min(kListRows, report_.articles.size()), static_cast<std::int64_t>(report_.articles.size()));
    }

    /// "unclear 3, wrong 1"; empty without reasons.
    static std::string words_of(const server::ReasonCounts& reasons) {
        std::string words;
        for (std::size_t i = 0; i < reasons.size(); ++i)
            if (reasons[i] > 0) words += (words.empty() ? "" : ", ") + std::string(feedback::reason_name(static_cast<feedback::Reason>(i))) + ' ' + std::to_string(reasons[i]);
        return words;
    }

    void draw_searches() {
        title("Searches without an answer (told " + std::to_string(server::kFewestTellings) + " times or more)");
        if (report_.unanswered.empty()) return nothing("none");
        for (std::size_t i = 0; i < report_.unanswered.size() && i < kListRows; ++i) {
            const server::UnansweredQuery& query = report_.unanswered[i];
            out_ += right(std::to_string(query.count), 8) + "  last " + query.last_day + "  " + left(query.lang, 4) + harmless(query.query) + '\n';
        }
        more(std::min(kListRows, report_.unanswered.size()), static_cast<std::int64_t>(report_.unanswered.size()));
    }

    void draw_orders() {
        title("Orders                                     n     value    95 % interval");
        if (report_.missed_lookups.n == 0) nothing("no lookups yet");
        share("Lookups that found no order", report_.missed_lookups);
        if (report_.late.n == 0) return nothing("no orders under way");
        out_ += "  " + left("Under way now, of these late", 34) + right(std::to_string(report_.late.n), 8) + right(std::to_string(report_.late.hits), 10) + '\n';
        for (std::size_t i = 0; i < report_.late_orders.size() && i < kListRows; ++i) {
            const server::LateOrder& order = report_.late_orders[i];
            out_ += right(std::to_string(order.late_days), 8) + (order.late_days == 1 ? " day late   " : " days late  ") + left(harmless(order.number), 16) + ' ' + harmless(order.city) + '\n';
        }
        more(std::min(kListRows, report_.late_orders.size()), report_.late.hits);
    }

    void draw_follow_ups() {
        title("Low scores that wait for an answer (due within 72 hours)");
        if (report_.overdue.n == 0) return nothing("none");
        nothing(std::to_string(report_.overdue.n) + " open, " + std::to_string(report_.overdue.hits) + " overdue; close one with: pasokh follow-up done ID");
        for (std::size_t i = 0; i < report_.follow_ups.size() && i < kListRows; ++i) {
            const server::FollowUp& one = report_.follow_ups[i];
            out_ += std::string(one.due_at < report_.until ? "  OVERDUE " : "  due     ") + minute_of(one.due_at) + "  " + left(one.kind, 7) +
                    right(std::to_string(one.score) + '/' + std::to_string(one.scale_max), 5) + "  " + one.id + "  " + left(harmless(one.subject), 12) + ' ' +
                    harmless(one.comment, kCommentCodePoints) + '\n';
        }
        more(std::min(kListRows, report_.follow_ups.size()), report_.overdue.n);
    }

    void draw_requests() {
        title("Requests that wait for the shop");
        const server::OpenRequests& open = report_.open_requests;
        if (open.all == 0) return nothing("none");
        nothing(std::to_string(open.all) + " open: " + std::to_string(open.within_day) + " for less than a day, " + std::to_string(open.within_three_days) +
                " for less than three, " + std::to_string(open.older) + " for longer; oldest " + minute_of(open.oldest_at) + " UTC");
        nothing("see them with: pasokh requests list --state open");
    }

    void draw_spam() {
        const server::SpamCounts& spam = report_.spam;
        if (spam.feedback + spam.requests + spam.messages == 0) return;
        title("Judged to be of programs, and counted nowhere above");
        nothing(std::to_string(spam.feedback) + " answers, " + std::to_string(spam.requests) + " requests, " + std::to_string(spam.messages) +
                " messages in other requests; see requests with: pasokh requests list --spam");
    }

    const Report& report_;
    std::string out_;
};

// --- JSON ---

double rounded(double value) { return std::round(value * 10000) / 10000; }

void write_interval(wire::Writer& out, const Estimate& estimate) {
    out.key("low").number(rounded(estimate.low));
    out.key("high").number(rounded(estimate.high));
}

/// null while nothing is known.
void write_part(wire::Writer& out, std::string_view name, std::string_view all, std::string_view hits, const Part& part) {
    out.key(name);
    if (part.n == 0) {
        out.null();
        return;
    }
    const Estimate estimate = server::share_of(part.hits, part.n);
    out.begin_object().member(all, part.n).member(hits, part.hits).key("share").number(rounded(estimate.value));
    write_interval(out, estimate);
    out.end_object();
}

void write_mean(wire::Writer& out, std::string_view name, const server::Sums& sums, int min, int max) {
    out.key(name);
    if (sums.n == 0) {
        out.null();
        return;
    }
    const Estimate estimate = server::mean_of(sums, min, max);
    out.begin_object().member("answers", sums.n).key("mean").number(rounded(estimate.value));
    write_interval(out, estimate);
    out.end_object();
}

void write_net_promoter_score(wire::Writer& out, const Report& report) {
    const std::int64_t n = report.promoters + report.passives + report.detractors;
    out.key("nps");
    if (n == 0) {
        out.null();
        return;
    }
    out.begin_object().member("answers", n).member("promoters", report.promoters).member("passives", report.passives).member("detractors", report.detractors);
    if (n < kFewestRecommendations) {
        out.key("score").null().end_object();
        return;
    }
    const Estimate score = server::net_promoter_score(report.promoters, report.detractors, n);
    out.key("score").number(rounded(score.value));
    write_interval(out, score);
    out.end_object();
}

void write_reasons(wire::Writer& out, const server::ReasonCounts& reasons) {
    out.key("reasons").begin_object();
    for (std::size_t i = 0; i < reasons.size(); ++i) out.member(feedback::reason_name(static_cast<feedback::Reason>(i)), reasons[i]);
    out.end_object();
}

void write_lists(wire::Writer& out, const Report& report) {
    out.member("article_votes", report.article_votes).key("articles").begin_array();
    for (const server::ArticleVotes& article : report.articles) {
        const Estimate estimate = server::share_of(article.unhelpful.hits, article.unhelpful.n);
        out.begin_object().member("article", article.article).member("votes", article.unhelpful.n).member("not_helpful", article.unhelpful.hits);
        out.key("share").number(rounded(estimate.value));
        write_interval(out, estimate);
        write_reasons(out, article.reasons);
        out.end_object();
    }
    out.end_array();
    write_reasons(out, report.reasons);
    out.key("unanswered").begin_array();
    for (const server::UnansweredQuery& query : report.unanswered)
        out.begin_object().member("query", query.query).member("lang", query.lang).member("count", query.count)
            .member("first_day", query.first_day).member("last_day", query.last_day).end_object();
    out.end_array();
}

void write_waiting(wire::Writer& out, const Report& report) {
    out.key("late_orders").begin_object().member("under_way", report.late.n).member("late", report.late.hits).key("orders").begin_array();
    for (const server::LateOrder& order : report.late_orders)
        out.begin_object().member("number", order.number).member("late_days", order.late_days).member("city", order.city).end_object();
    out.end_array().end_object();
    out.key("follow_ups").begin_object().member("open", report.overdue.n).member("overdue", report.overdue.hits).key("items").begin_array();
    for (const server::FollowUp& one : report.follow_ups) {
        out.begin_object().member("id", one.id).member("kind", one.kind).member("score", one.score).member("subject", one.subject).member("comment", one.comment);
        out.key("received_at").instant(one.received_at);
        out.key("due_at").instant(one.due_at);
        out.member("overdue", one.due_at < report.until).end_object();
    }
    out.end_array().end_object();
    const server::OpenRequests& open = report.open_requests;
    out.key("requests").begin_object().member("open", open.all).member("within_day", open.within_day).member("within_three_days", open.within_three_days)
        .member("older", open.older);
    if (open.all > 0) out.key("oldest_at").instant(open.oldest_at);
    out.end_object();
    out.key("spam").begin_object().member("feedback", report.spam.feedback).member("requests", report.spam.requests).member("messages", report.spam.messages).end_object();
}

}   // namespace

std::string to_table(const Report& report) { return Table(report).draw(); }

std::string to_json(const Report& report) {
    wire::Writer out;
    out.begin_object().member("shop", report.shop).member("days", report.days);
    out.key("since").instant(report.since);
    out.key("until").instant(report.until);
    write_part(out, "csat", "answers", "satisfied", report.satisfied);
    write_net_promoter_score(out, report);
    write_mean(out, "effort", report.effort, 1, 7);
    write_mean(out, "review", report.review, 1, 5);
    write_part(out, "response_rate", "shown", "answered", report.answered_surveys);
    write_part(out, "answered_orders", "orders", "answered", report.answered_orders);
    write_lists(out, report);
    write_part(out, "lookups", "lookups", "missed", report.missed_lookups);
    write_waiting(out, report);
    out.end_object();
    return out.take();
}

}   // namespace pasokh::cli
