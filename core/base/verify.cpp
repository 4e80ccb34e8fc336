#include "core/base/verify.h"

#ifndef __EMSCRIPTEN__
#include <cstdio>
#endif
#include <cstdlib>

namespace pasokh {

void verify_failed([[maybe_unused]] const char* condition, [[maybe_unused]] const char* file, [[maybe_unused]] int line) {
#ifdef __EMSCRIPTEN__
    __builtin_trap();   // the page shows DOM mode's contact card; stdio would cost bytes
#else
    std::fprintf(stderr, "%s:%d: VERIFY(%s) failed\n", file, line, condition);
    std::abort();
#endif
}

}   // namespace pasokh
