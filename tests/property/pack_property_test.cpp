// What packing promises for any input.
#include <doctest/doctest.h>

#include "tests/property/demo.h"
#include "tests/property/random.h"

using namespace pasokh;
using namespace pasokh::tests;

TEST_CASE("the same files give the same bytes, in whichever order they come") {
    const std::vector<std::byte> first = pack_bytes(demo_files());
    CHECK(pack_bytes(demo_files()) == first);
    Random random(11);
    for (int round = 0; round < 4; ++round) {
        auto files = demo_files();
        random.shuffle(files);
        CHECK(pack_bytes(files) == first);
    }
}

TEST_CASE("any texts can be packed, and come out once each") {
    Random random(12);
    for (int round = 0; round < 20; ++round) {
        std::vector<kb::write::SourceFile> files;
        for (std::size_t i = 0; i < 1 + random.below(12); ++i)
            files.push_back({"fa/x/" + std::to_string(i) + ".md", "# " + random.text(20) + "\n\n" + random.text(200) + "\n"});
        const std::size_t count = files.size();
        const kb::Pack pack = pack_of(files);
        CHECK(pack.articles().size() == count);
        for (const kb::ArticleInfo& info : pack.articles()) CHECK(pack.article(info.id));
        random.shuffle(files);
        CHECK(pack_bytes(files) == pack_bytes(files));
    }
}
