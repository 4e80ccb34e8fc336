#include "core/feedback/json.h"

#include "core/wire/config.h"
#include "core/wire/reader.h"
#include "core/wire/writer.h"

namespace pasokh::feedback {

std::string encode(const Feedback& feedback) {
    wire::Writer out;
    out.begin_object();
    out.member("id", feedback.id).member("kind", kind_name(feedback.kind)).member("score", feedback.score);
    out.member_if_any("comment", feedback.comment).member_if_any("subject", feedback.subject).member_if_any("lang", feedback.lang);
    out.key("occurred_at").instant(feedback.occurred_at);
    if (feedback.reason) out.member("reason", reason_name(*feedback.reason));
    out.member_if_any("replaces", feedback.replaces).member_if_any("stamp", feedback.stamp).member_if_any("website", feedback.website);
    out.end_object();
    return out.take();
}

Feedback read_feedback(wire::Document& document) {
    const wire::Reader root = document.root();
    root.allow_only({"id", "kind", "score", "comment", "subject", "lang", "occurred_at", "reason", "replaces", "stamp", "website", "pow"});
    Feedback feedback;
    feedback.id = root.at("id").text();
    const std::string kind = root.at("kind").text({.min = 1, .max = 32});
    if (const auto known = parse_kind(kind)) feedback.kind = *known;
    else if (!kind.empty()) root.at("kind").fail("unknown");
    feedback.score = static_cast<int>(root.at("score").integer(-1000, 1000));
    feedback.comment = root.at("comment").optional_text({.min = 0, .max = 4 * kMaxCommentCodePoints});
    feedback.subject = root.at("subject").optional_text({.min = 0, .max = kMaxSubjectBytes});
    feedback.lang = root.at("lang").optional_text({.min = 0, .max = kMaxLangBytes});
    feedback.occurred_at = root.at("occurred_at").instant();
    const std::string reason = root.at("reason").optional_text({.min = 0, .max = 32});
    feedback.reason = parse_reason(reason);
    if (!reason.empty() && !feedback.reason) root.at("reason").fail("unknown");
    feedback.replaces = root.at("replaces").optional_text({.min = 0, .max = 26});
    if (root.at("stamp").is_present()) feedback.stamp = root.at("stamp").token(wire::kMaxStampBytes);
    feedback.website = root.at("website").optional_text({.min = 0, .max = wire::kMaxWebsiteBytes});
    if (!document.faults().empty()) return feedback;
    for (const Fault& fault : faults_of(feedback)) document.add_fault(std::string(fault.pointer), std::string(fault.code));
    return feedback;
}

std::string encode(const Receipt& receipt) {
    wire::Writer out;
    out.begin_object().member("id", receipt.id);
    out.key("received_at").instant(receipt.received_at).end_object();
    return out.take();
}

Result<Receipt> decode_receipt(std::string_view text) {
    TRY_ASSIGN(wire::Document document, wire::Document::parse(text));
    const wire::Reader root = document.root();
    Receipt receipt{root.at("id").text(), root.at("received_at").instant()};
    TRY(document.status());
    return receipt;
}

}   // namespace pasokh::feedback
