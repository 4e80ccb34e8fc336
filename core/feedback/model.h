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

/// Met with an apology, a person, and the promise of an answer within kFollowUpMs. Of an article vote, nobody was promised anything.
inline constexpr int kLowScore = 2;
inline constexpr TimestampMs kFollowUpMs = 72 * kHourMs;

inline constexpr std::size_t kMaxCommentCodePoints = 1000;
inline constexpr std::size_t kMaxSubjectBytes = 200;
using text::is_language_tag, text::kMaxLangBytes;

struct Feedback {
    std::string id;                    ///< ULID made at "send"
    Kind kind = Kind::csat;
    int score = 0;
    std::string comment;               ///< at most kMaxCommentCodePoints
    std::string subject;               ///< order number or article id; may be empty
    std::string lang;
    TimestampMs occurred_at = 0;       ///< the customer's clock at "send"
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
