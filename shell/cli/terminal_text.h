#pragma once
// Words for a terminal: columns, minutes, and customers' text that cannot repaint the screen.

#include <string>
#include <string_view>

#include "core/base/time.h"

namespace pasokh::cli {

/// Filled with spaces up to `width` bytes.
std::string left(std::string text, std::size_t width);
std::string right(const std::string& text, std::size_t width);

/// A customer's words: one line, no control or bidi-override characters, "…" behind `longest` code points.
std::string harmless(std::string_view words, std::size_t longest = 120);
/// The same on all its lines, each two spaces in.
std::string indented(std::string_view words);

/// "2026-11-22 10:00", UTC.
std::string minute_of(TimestampMs at);

}   // namespace pasokh::cli
