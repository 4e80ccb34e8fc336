#pragma once
// Writing JSON by hand where a library would be too much: strings escaped, numbers short.
// Reading JSON is core/wire's.

#include <cstdint>
#include <string>
#include <string_view>

namespace pasokh {

/// Appends `text` as a JSON string with quotes (RFC 8259). Bytes above 0x7F are passed through.
void append_json_string(std::string& out, std::string_view text);
/// At most two decimals, no exponent: for geometry.
void append_json_number(std::string& out, double value);
void append_json_integer(std::string& out, std::int64_t value);

}   // namespace pasokh
