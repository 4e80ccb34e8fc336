#include "core/kb/write/content_paths.h"

#include <doctest/doctest.h>

using namespace pasokh::kb::write;

TEST_CASE("an id is the path without its extension") {
    CHECK(id_of_path("fa/returns/return-item.md") == "fa/returns/return-item");
    CHECK(id_of_path("v1.2/notes") == "v1.2/notes");
}

TEST_CASE("relative targets are resolved inside the content folder") {
    CHECK(resolve_path("fa/a/b.md", "../c/d.md#x") == "fa/c/d.md");
    CHECK(resolve_path("fa/a/b.md", "./e.md?q") == "fa/a/e.md");
    CHECK(resolve_path("fa/a/b.md", "/learn/x") == "learn/x");
    CHECK(resolve_path("fa/b.md", "%D8%A7.md") == "fa/ا.md");
    CHECK_FALSE(resolve_path("fa/b.md", "../../etc/passwd"));
    CHECK_FALSE(resolve_path("fa/b.md", ".."));
}

TEST_CASE("the category is the folder below the language") {
    CHECK(category_of_id("fa/returns/return-item", "fa") == "returns");
    CHECK(category_of_id("learn/state", "fa") == "learn");
    CHECK(category_of_id("fa/x", "fa").empty());
}

TEST_CASE("file names for copies have safe letters only") { CHECK(safe_file_name("a/b/c d?.png") == "c_d_.png"); }
