#pragma once
// VERIFY(condition): a caller's bug stops the program here, in every build, with file and line.
// For expected failures use Result (core/base/result.h).

namespace pasokh {
[[noreturn]] void verify_failed(const char* condition, const char* file, int line);
}

#define VERIFY(condition) \
    (static_cast<bool>(condition) ? void(0) : ::pasokh::verify_failed(#condition, __FILE__, __LINE__))
