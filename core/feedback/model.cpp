#include "core/feedback/model.h"

#include <algorithm>
#include <array>

#include "core/base/ulid.h"
#include "core/text/fit.h"

namespace pasokh::feedback {

namespace {

struct KindRow {
    std::string_view name;
    Scale scale;
    int highest_low, lowest_high;
};

/// Indexed by Kind.
constexpr std::array<KindRow, 5> kKinds = {{
    {"csat", {1, 5}, 2, 4},
    {"nps", {0, 10}, 6, 9},
    {"effort", {1, 7}, 3, 6},
    {"review", {1, 5}, 2, 4},
    {"article", {0, 1}, 0, 1},
}};

const KindRow& row_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

/// Indexed by Reason.
constexpr std::array<std::string_view, kReasonCount> kReasons = {"wrong", "unclear", "off_topic", "too_long", "other"};

/// Every byte of UTF-8 that does not continue a letter begins one.
std::size_t count_code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u; }));
}

}   // namespace

std::string_view kind_name(Kind kind) { return row_of(kind).name; }

std::optional<Kind> parse_kind(std::string_view name) {
    for (std::size_t i = 0; i < kKinds.size(); ++i)
        if (kKinds[i].name == name) return static_cast<Kind>(i);
    return std::nullopt;
}

Scale scale_of(Kind kind) { return row_of(kind).scale; }

Mood mood_of(Kind kind, int score) {
    const KindRow& row = row_of(kind);
    return score <= row.highest_low ? Mood::low : score >= row.lowest_high ? Mood::high : Mood::middle;
}

int highest_low_score(Kind kind) { return row_of(kind).highest_low; }

std::string_view reason_name(Reason reason) { return kReasons[static_cast<std::size_t>(reason)]; }

std::optional<Reason> parse_reason(std::string_view name) {
    const auto found = std::find(kReasons.begin(), kReasons.end(), name);
    return found == kReasons.end() ? std::nullopt : std::optional(static_cast<Reason>(found - kReasons.begin()));
}

std::vector<Fault> faults_of(const Feedback& feedback) {
    std::vector<Fault> faults;
    if (!is_ulid(feedback.id)) faults.push_back({"/id", "format"});
    const Scale scale = scale_of(feedback.kind);
    if (feedback.score < scale.min || feedback.score > scale.max) faults.push_back({"/score", "range"});
    if (count_code_points(feedback.comment) > kMaxCommentCodePoints) faults.push_back({"/comment", "length"});
    else if (!text::is_fit_text(feedback.comment)) faults.push_back({"/comment", "format"});
    if (feedback.subject.size() > kMaxSubjectBytes) faults.push_back({"/subject", "length"});
    else if (!text::is_fit_line(feedback.subject)) faults.push_back({"/subject", "format"});
    if (feedback.kind == Kind::article && feedback.subject.empty()) faults.push_back({"/subject", "required"});
    if (!is_language_tag(feedback.lang)) faults.push_back({"/lang", "format"});
    if (!text::is_fit_line(feedback.website)) faults.push_back({"/website", "format"});
    if (feedback.occurred_at <= 0) faults.push_back({"/occurred_at", "range"});
    if (feedback.reason && (feedback.kind != Kind::article || feedback.score != 0)) faults.push_back({"/reason", "unexpected"});
    if (!feedback.replaces.empty() && (!is_ulid(feedback.replaces) || feedback.replaces == feedback.id)) faults.push_back({"/replaces", "format"});
    return faults;
}

Status validate(const Feedback& feedback) {
    const std::vector<Fault> faults = faults_of(feedback);
    if (faults.empty()) return {};
    return fail(ErrorCode::invalid_argument, std::string(faults.front().pointer) + ": " + std::string(faults.front().code));
}

}   // namespace pasokh::feedback
