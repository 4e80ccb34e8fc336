#include "shell/server/sql/feedback.h"

namespace pasokh::server {

Result<FeedbackOutcome> write_feedback(sql::Database& database, const StoredFeedback& stored) {
    const feedback::Feedback& f = stored.feedback;
    const feedback::Scale scale = feedback::scale_of(f.kind);
    TRY_ASSIGN(auto insert, database.prepare(
        "INSERT INTO feedback (shop_id, submission_id, body_sha256, kind, score, scale_min, scale_max, subject, comment, lang, occurred_at, received_at, reason, replaces, is_spam) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT (shop_id, submission_id) DO NOTHING"));
    TRY(insert.bind(1, stored.shop).bind(2, f.id).bind(3, stored.body_sha256).bind(4, feedback::kind_name(f.kind)).bind(5, f.score).bind(6, scale.min)
            .bind(7, scale.max).bind(8, f.subject).bind(9, f.comment).bind(10, f.lang).bind(11, f.occurred_at).bind(12, stored.received_at)
            .bind(13, f.reason ? feedback::reason_name(*f.reason) : std::string_view{}).bind(14, f.replaces).bind(15, stored.is_spam ? 1 : 0).run());
    if (database.changes() == 1) return FeedbackOutcome{stored.received_at, false};

    TRY_ASSIGN(auto query, database.prepare("SELECT received_at, body_sha256 FROM feedback WHERE shop_id = $1 AND submission_id = $2"));
    if (!query.bind(1, stored.shop).bind(2, f.id).step()) {
        TRY(query.status());
        return fail(ErrorCode::internal, "a feedback that was neither inserted nor there");
    }
    if (query.text(1) != stored.body_sha256) return fail(ErrorCode::conflict, "the id was used with other content");
    return FeedbackOutcome{query.integer(0), true};
}

}   // namespace pasokh::server
