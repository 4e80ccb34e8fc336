#include "shell/server/static_files.h"

#include <doctest/doctest.h>

using namespace pasokh;
using server::has_content_hash;

TEST_CASE("names with a content hash are recognised") {
    for (const char* name : {"widget-5KJ3ABCD.js", "widget-5KJ3ABCD.js.map", "demo-1a2b3c4d.pack", "1a2b3c4d-parts.svg", "a-b-0123456789abcdef.css"})
        CHECK_MESSAGE(has_content_hash(name), name);
    for (const char* name : {"pasokh.js", "index.html", "pasokh-loader.js", "messages-translated.js", "a-1234567.js", "5KJ3ABCD.js", "x-5kj3abcd.js", "-"})
        CHECK_FALSE_MESSAGE(has_content_hash(name), name);
}
