#pragma once
// How much work a call did, counted in blocks of memory asked for: the same on every run, where a clock is not.

#include <cstddef>

namespace pasokh::tests {

/// Calls of operator new since the program began.
std::size_t allocation_count();

}   // namespace pasokh::tests
