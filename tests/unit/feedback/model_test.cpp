#include "core/feedback/model.h"

#include <doctest/doctest.h>

using namespace pasokh;
using namespace pasokh::feedback;

namespace {
Feedback valid() {
    return {.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV", .kind = Kind::csat, .score = 5, .comment = "ممنون", .subject = "SRV-10245", .lang = "fa",
            .occurred_at = 1795255200000};
}
}   // namespace

TEST_CASE("every kind has a name that leads back to it") {
    for (const auto kind : {Kind::csat, Kind::nps, Kind::effort, Kind::review, Kind::article}) CHECK(parse_kind(kind_name(kind)) == kind);
    CHECK_FALSE(parse_kind("CSAT").has_value());
}

TEST_CASE("scores keep to the scale of their kind") {
    for (const auto kind : {Kind::csat, Kind::nps, Kind::effort, Kind::review, Kind::article}) {
        Feedback feedback = valid();
        feedback.kind = kind;
        const Scale scale = scale_of(kind);
        for (const int score : {scale.min, scale.max}) {
            feedback.score = score;
            CHECK(validate(feedback));
        }
        for (const int score : {scale.min - 1, scale.max + 1}) {
            feedback.score = score;
            REQUIRE_FALSE(validate(feedback));
            CHECK(validate(feedback).error().message == "/score: range");
        }
    }
}

TEST_CASE("a comment is counted in letters, not bytes") {
    Feedback feedback = valid();
    feedback.comment.clear();
    for (std::size_t i = 0; i < kMaxCommentCodePoints; ++i) feedback.comment += "ی";
    CHECK(validate(feedback));
    feedback.comment += "ی";
    CHECK(validate(feedback).error().message == "/comment: length");
}

TEST_CASE("every broken rule is named") {
    Feedback feedback = valid();
    feedback.id.resize(1);
    feedback.kind = Kind::article;
    feedback.score = 1;
    feedback.subject.clear();
    feedback.lang = "fa ir";
    feedback.occurred_at = 0;
    const auto faults = faults_of(feedback);
    REQUIRE(faults.size() == 4);
    CHECK(faults[0].pointer == "/id");
    CHECK(faults[1].pointer == "/subject");
    CHECK(faults[2].pointer == "/lang");
    CHECK(faults[3].pointer == "/occurred_at");
}

TEST_CASE("what a score says depends on its scale") {
    struct Row {
        Kind kind;
        int highest_low, lowest_high;
    };
    for (const Row& row : {Row{Kind::csat, 2, 4}, Row{Kind::review, 2, 4}, Row{Kind::nps, 6, 9}, Row{Kind::effort, 3, 6}, Row{Kind::article, 0, 1}}) {
        CHECK(highest_low_score(row.kind) == row.highest_low);
        CHECK(mood_of(row.kind, row.highest_low) == Mood::low);
        CHECK(mood_of(row.kind, row.highest_low + 1) == (row.highest_low + 1 == row.lowest_high ? Mood::high : Mood::middle));
        CHECK(mood_of(row.kind, row.lowest_high) == Mood::high);
    }
}

TEST_CASE("a reason belongs to a vote that the guide did not help") {
    Feedback feedback = valid();
    feedback.reason = Reason::unclear;
    CHECK(validate(feedback).error().message == "/reason: unexpected");
    feedback.kind = Kind::article;
    feedback.subject = "fa/return";
    feedback.score = 0;
    CHECK(validate(feedback));
    feedback.score = 1;
    CHECK(validate(feedback).error().message == "/reason: unexpected");
}

TEST_CASE("what is replaced is another answer") {
    Feedback feedback = valid();
    feedback.replaces = feedback.id;
    CHECK(validate(feedback).error().message == "/replaces: format");
    feedback.replaces = "nonsense";
    CHECK(validate(feedback).error().message == "/replaces: format");
    feedback.replaces = "01ARZ3NDEKTSV4RRFFQ69G5FAW";
    CHECK(validate(feedback));
}
