#pragma once
// Writes JSON: members and items in the order of the calls, compact, UTF-8.
//
// Use:
//   wire::Writer out;
//   out.begin_object();
//   out.member("id", id);
//   out.key("lines").begin_array();
//   ...
//   out.end_array().end_object();
//   send(out.take());
//
// Errors: none; unbalanced calls are a caller's bug (VERIFY). Text must be UTF-8: a bad byte becomes U+FFFD.
// Threads: one at a time.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/time.h"

namespace pasokh::wire {

class Writer {
public:
    Writer();

    Writer& begin_object() { return open('{'); }
    Writer& end_object() { return close('}'); }
    Writer& begin_array() { return open('['); }
    Writer& end_array() { return close(']'); }
    Writer& key(std::string_view name);

    Writer& text(std::string_view value);
    Writer& integer(std::int64_t value);
    Writer& boolean(bool value);
    Writer& number(double value);      ///< finite
    Writer& null();
    /// RFC 3339, UTC.
    Writer& instant(TimestampMs at) { return text(format_rfc3339(at)); }

    Writer& member(std::string_view name, std::string_view value) { return key(name).text(value); }
    Writer& member(std::string_view name, const char* value) { return key(name).text(value); }
    Writer& member(std::string_view name, std::int64_t value) { return key(name).integer(value); }
    Writer& member(std::string_view name, int value) { return key(name).integer(value); }
    Writer& member(std::string_view name, bool value) { return key(name).boolean(value); }
    /// Left out when empty or absent: absent and empty mean the same on the wire.
    Writer& member_if_any(std::string_view name, std::string_view value) { return value.empty() ? *this : member(name, value); }
    Writer& instant_if_any(std::string_view name, const std::optional<TimestampMs>& at) { return at ? key(name).instant(*at) : *this; }

    /// The finished text; the writer is spent.
    std::string take();

private:
    static constexpr std::size_t kFirstBytes = 1000;   ///< most answers fit, and malloc keeps such blocks at hand

    void begin_value();
    Writer& open(char bracket);
    Writer& close(char bracket);
    Writer& raw(std::string_view value);

    std::string out_;
    int depth_ = 0;
    bool follows_value_ = false;       ///< what comes next needs a comma
};

}   // namespace pasokh::wire
