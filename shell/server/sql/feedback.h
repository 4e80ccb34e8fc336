#pragma once
// Feedback in the tables: one row a submission, under the id that the page made.

#include "shell/server/sql/database.h"
#include "shell/server/store.h"

namespace pasokh::server {

/// One statement that writes, so that a failure undoes itself within a shared transaction.
/// Errors: conflict when the id was used with other content.
Result<FeedbackOutcome> write_feedback(sql::Database& database, const StoredFeedback& stored);

}   // namespace pasokh::server
