#pragma once
// Amounts as other systems write them, "1250000.00", to the minor units of their currency.

#include <cstdint>
#include <optional>
#include <string_view>

namespace pasokh::server {

/// "12.5" of USD is 1250, of IRT 13 (rounded half up); digits of any script, separators of thousands allowed.
/// Nothing for a text that is no number, or too large.
std::optional<std::int64_t> parse_money(std::string_view text, std::string_view currency);

}   // namespace pasokh::server
