#pragma once
// What holds of every refusal: a problem document (RFC 9457) that says the same as the status line, in words of its own.
#include "core/base/verify.h"
#include "core/wire/problem.h"
#include "shell/server/message.h"

namespace pasokh::server {

/// RFC 6901: steps that begin with "/", "~" only as "~0" or "~1".
inline bool is_pointer(std::string_view pointer) {
    if (!pointer.empty() && pointer.front() != '/') return false;
    for (std::size_t at = pointer.find('~'); at != std::string_view::npos; at = pointer.find('~', at + 1))
        if (at + 1 == pointer.size() || (pointer[at + 1] != '0' && pointer[at + 1] != '1')) return false;
    return true;
}

inline void check_problem(const Response& answer) {
    VERIFY(answer.content_type == "application/problem+json");
    const auto document = wire::Document::parse(answer.bytes());
    VERIFY(document.has_value());
    const wire::Reader root = document->root();
    root.allow_only({"type", "title", "status", "code", "retry_after", "errors"});
    VERIFY(root.at("status").integer() == answer.status);
    const std::string code = root.at("code").text({.min = 1, .max = 64});
    VERIFY(root.at("type").text() == "/problems/" + code);
    VERIFY(root.at("title").text() == wire::problem_title(code) && wire::problem_title(code) != wire::problem_title("no such code"));
    const std::vector<wire::Reader> errors = root.at("errors").optional_items(wire::kMaxFaults);
    VERIFY((code == "validation") == !errors.empty());
    for (const wire::Reader& error : errors) {
        error.allow_only({"pointer", "code"});
        VERIFY(!error.at("code").text({.min = 1, .max = 40}).empty());
        VERIFY(is_pointer(error.at("pointer").text({.min = 0, .max = 128 * 1024})) || !document->faults().empty());
    }
    // A name with NUL in it is the only text that a reader refuses here.
    for (const wire::Fault& fault : document->faults()) VERIFY(fault.pointer.ends_with("/pointer") && fault.code == "format");
}

}   // namespace pasokh::server
