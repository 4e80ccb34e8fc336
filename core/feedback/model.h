#pragma once
// Feedback as it is sent: one answer to one question.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/text/language.h"

namespace pasokh::feedback {

/// Sent and stored by name (kind_name).
enum class Kind : std::uint8_t { csat, nps, effort, review, article };
std::string_view kind_name(Kind kind);
std::optional<Kind> parse_kind(std::string_view name);

/// Inclusive score range: csat 1..5, nps 0..10, effort 1..7, review 1..5, article 0..1 (0 = not helpful).
struct Scale {
    int min = 1, max = 5;
};
Scale scale_of(Kind kind);

/// What a score says: of csat and review 1 to 2, 3, 4 to 5; of nps 0 to 6, 7 to 8, 9 to 10 (detractors, passives, promoters); of effort
/// 1 to 3, 4 to 5, 6 to 7. An article vote is low or high.
enum class Mood : std::uint8_t { low, middle, high };
Mood mood_of(Kind kind, int score);
/// The highest score that is low. Low scores are met with an apology and a person, and, where the order tells whom to answer, with
/// the promise of an answer within kFollowUpMs. Of an article vote, nobody was promised anything.
int highest_low_score(Kind kind);
inline constexpr TimestampMs kFollowUpMs = 72 * kHourMs;

/// Why a guide did not help. Sent and stored by name: never rename.
enum class Reason : std::uint8_t { wrong, unclear, off_topic, too_long, other };
inline constexpr std::size_t kReasonCount = 5;
std::string_view reason_name(Reason reason);
std::optional<Reason> parse_reason(std::string_view name);

inline constexpr std::size_t kMaxCommentCodePoints = 1000;
inline constexpr std::size_t kMaxSubjectBytes = 200;
using text::is_language_tag, text::kMaxLangBytes;

struct Feedback {
    std::string id;                    ///< ULID made at "send"
    Kind kind = Kind::csat;
    int score = 0;
    std::string comment;               ///< at most kMaxCommentCodePoints, text::is_fit_text
    std::string subject;               ///< order number or article id, text::is_fit_line; may be empty
    std::string lang;
    TimestampMs occurred_at = 0;       ///< the customer's clock at "send"
    std::optional<Reason> reason;      ///< of an article vote of 0
    std::string replaces;              ///< id of this customer's earlier answer that this one completes; may be empty
    std::string stamp = {};            ///< of the shop, as the page got it (wire::Config); may be empty
    std::string website = {};          ///< people never see this field: what fills it is a program
};

/// One rule that a feedback breaks. Both are words of the wire contract: "/score" and "range".
struct Fault {
    std::string_view pointer;
    std::string_view code;
};
/// The one rule set of page and server: every rule that is broken, none when valid.
std::vector<Fault> faults_of(const Feedback& feedback);

/// The first of them as an error. Errors: invalid_argument, message begins with the JSON pointer ("/score: ...").
Status validate(const Feedback& feedback);

}   // namespace pasokh::feedback
