#pragma once
// The seeds of make_seeds, by area.
#include <functional>
#include <string>
#include <string_view>

namespace pasokh::fuzz {

/// "TARGET/NAME" and its bytes.
using Write = std::function<void(const std::string&, std::string_view)>;

void add_server_seeds(const Write& write);

}   // namespace pasokh::fuzz
