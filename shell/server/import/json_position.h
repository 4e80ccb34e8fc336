#pragma once
// Where in a JSON text the value of a JSON pointer stands, for messages to people.

#include <string_view>
#include <vector>

namespace pasokh::server {

/// The line (from 1) of the value at `pointer`, or of the nearest value above it that exists. `json` is valid JSON.
int line_of(std::string_view json, std::string_view pointer);

/// The lines of all items of the array at `pointer`, in one pass.
std::vector<int> lines_of_items(std::string_view json, std::string_view pointer);

}   // namespace pasokh::server
