#pragma once
// Reads JSON by type: every access either gives a value of the asked kind or notes what is wrong and where.
//
// A Document is a parsed text; a Reader points at one value in it and knows its JSON pointer (RFC 6901). Reading never
// stops at the first fault: all of them are collected, so that a form can mark every bad field at once. After reading,
// `document.status()` (or `faults()`) says whether the values may be used.
//
// Use:
//   TRY_ASSIGN(wire::Document document, wire::Document::parse(body));
//   wire::Reader root = document.root();
//   root.allow_only({"id", "score"});
//   std::string id = root.at("id").text({.min = 26, .max = 26});
//   std::int64_t score = root.at("score").integer(1, 5);
//   TRY(document.status());
//
// Ownership: a Reader must not outlive its Document. Values are copied out.
// Errors: parse_error from `parse`, with line and reason; invalid_argument from `status`, beginning with the pointer.
// Threads: one at a time.

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"
#include "core/base/time.h"

namespace pasokh::wire {

/// Nesting of arrays and objects that `parse` accepts.
inline constexpr int kMaxDepth = 8;
/// More faults than this are not collected.
inline constexpr std::size_t kMaxFaults = 20;

/// One thing wrong with one value. `code` is for programs: required, type, length, range, format, unknown, duplicate.
struct Fault {
    std::string pointer;   ///< "/parcels/0/status"; empty for the whole document
    std::string code;
};

/// Allowed length of a text in bytes.
struct Length {
    std::size_t min = 0;
    std::size_t max = 4096;
};

class Reader;

class Document {
public:
    /// UTF-8 is validated; nothing but white space may follow the value.
    static Result<Document> parse(std::string_view text, int max_depth = kMaxDepth);
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;
    ~Document();

    Reader root() const;
    const std::vector<Fault>& faults() const;
    /// The first fault as an error, if there is one.
    Status status() const;
    /// Notes a fault found by a rule outside of this reader.
    void add_fault(std::string pointer, std::string code);

private:
    friend class Reader;
    struct Impl;
    explicit Document(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

class Reader {
public:
    /// Member of an object. An absent member gives a Reader that reports "required" when it is read.
    Reader at(std::string_view name) const;
    /// Neither absent nor null.
    bool is_present() const;
    bool is_object() const;
    bool is_text() const;

    /// Names of an object's members, in their order; a fault when this is not an object.
    std::vector<std::string> names() const;
    /// Items of an array with at most `max` of them; a fault (and none) when this is not such an array.
    std::vector<Reader> items(std::size_t max) const;
    /// Items of an array that may be absent.
    std::vector<Reader> optional_items(std::size_t max) const;

    /// Text without NUL. Empty on a fault.
    std::string text(Length allowed = {}) const;
    /// Empty when absent.
    std::string optional_text(Length allowed = {}) const;
    /// What only machines write and compare: 1 to `max` letters of printable ASCII, no space. Empty on a fault.
    std::string token(std::size_t max) const;
    /// For what other systems send: text, or a whole number in digits; empty for all else. Never a fault.
    std::string loose_text(std::size_t max = 4096) const;
    /// The items of an array, `max` of them at most; none for all else. Never a fault.
    std::vector<Reader> loose_items(std::size_t max) const;
    /// A number without a fraction. `min` on a fault.
    std::int64_t integer(std::int64_t min = std::numeric_limits<std::int64_t>::min(),
                         std::int64_t max = std::numeric_limits<std::int64_t>::max()) const;
    std::optional<std::int64_t> optional_integer(std::int64_t min = std::numeric_limits<std::int64_t>::min(),
                                                 std::int64_t max = std::numeric_limits<std::int64_t>::max()) const;
    bool boolean() const;
    bool boolean_or(bool fallback) const;
    /// RFC 3339 text.
    TimestampMs instant() const;
    std::optional<TimestampMs> optional_instant() const;

    /// Faults "unknown" and "duplicate" for members beyond these names; "type" when this is not an object.
    void allow_only(std::initializer_list<std::string_view> names) const;
    /// Notes a fault at this value.
    void fail(std::string_view code) const;
    const std::string& pointer() const { return pointer_; }

private:
    friend class Document;
    Reader(Document::Impl* document, const void* value, std::string pointer)
        : document_(document), value_(value), pointer_(std::move(pointer)) {}
    /// False, with the fault noted, when the value is absent or null.
    bool require() const;

    Document::Impl* document_;
    const void* value_;    ///< a RapidJSON value; null when absent
    std::string pointer_;
};

}   // namespace pasokh::wire
