#include "core/kb/write/pack_builder.h"

#include <doctest/doctest.h>

#include "core/kb/pack.h"

using namespace pasokh;
using namespace pasokh::kb;
using namespace pasokh::kb::write;

namespace {

class OneImage final : public MediaReader {
public:
    std::optional<std::string> read(std::string_view path) const override {
        if (path != "media/a b.svg") return std::nullopt;
        return "<svg width=\"10\" height=\"20\"/>";
    }
};

PackInput input_of(std::vector<SourceFile> files, const MediaReader* media = nullptr) {
    PackInput input;
    input.name = "content";
    input.files = std::move(files);
    input.media = media;
    return input;
}

std::string error_of(std::vector<SourceFile> files) {
    auto built = build_pack(input_of(std::move(files)));
    REQUIRE_FALSE(built);
    return built.error().message;
}

Pack pack_of(std::vector<SourceFile> files, const MediaReader* media = nullptr) {
    auto built = build_pack(input_of(std::move(files), media));
    REQUIRE(built);
    auto pack = Pack::open(std::move(built->bytes), "test.pack");
    REQUIRE(pack);
    return std::move(pack).value();
}

bool warns(const BuiltPack& built, std::string_view line) {
    for (const Problem& problem : built.warnings)
        if (to_line(problem).find(line) != std::string::npos) return true;
    return false;
}

}   // namespace

TEST_CASE("an article comes out of the pack as it was written") {
    const Pack pack = pack_of({{"fa/returns/return-item.md", "---\ntitle: عنوان\ncategory: مرجوعی\norder: 501\nfeatured: true\npages: [/cart*]\nupdated: 2026-10-12\n---\nسلام **دنیا**.\n"}});
    const auto article = pack.article("fa/returns/return-item");
    REQUIRE(article);
    CHECK(article->info.title == "عنوان");
    CHECK(article->info.lang == "fa");
    CHECK(article->info.category == "مرجوعی");
    CHECK(article->info.category_id == "returns");
    CHECK(article->info.translation_key == "returns/return-item");
    CHECK(article->info.order == 501);
    CHECK(article->info.featured);
    CHECK(article->info.pages == std::vector<std::string>{"/cart*"});
    CHECK(article->info.updated == 1791763200000);
    CHECK(article->info.excerpt == "سلام دنیا.");
    REQUIRE(article->blocks.size() == 1);
    CHECK(article->blocks[0].inlines[0].bold);
}

TEST_CASE("what an article does not say is taken from elsewhere, and said") {
    auto built = build_pack(input_of({{"learn/some-thing.md", "# From heading\n\ntext\n"}, {"x/only-name.md", "سلام چطور پیگیری کنم\n"}}));
    REQUIRE(built);
    CHECK(warns(*built, "learn/some-thing.md:1: no title in the front matter; taken from the first heading: From heading"));
    CHECK(warns(*built, "x/only-name.md:1: no title in the front matter and no heading; taken from the file name: only name"));
    auto pack = Pack::open(std::move(built->bytes), "p");
    REQUIRE(pack);
    CHECK(pack->info("learn/some-thing")->lang == "en");
    CHECK(pack->article("learn/some-thing")->blocks.size() == 1);
    CHECK(pack->info("x/only-name")->lang == "fa");
}

TEST_CASE("links between files become article links and bad ones are told") {
    auto built = build_pack(input_of({{"fa/a/x.md", "---\ntitle: X\n---\n[y](../b/y.md#z) [i](/fa/b) [h](https://a.example) [m](mailto:a@b.example)\n\n[n](nope.md)\n[j](javascript:alert)\n"},
                                      {"fa/b/y.md", "---\ntitle: Y\nid: custom\n---\nt\n"}, {"fa/b/index.md", "---\ntitle: I\n---\nt\n"}}));
    REQUIRE(built);
    CHECK(warns(*built, "fa/a/x.md:6: the link `nope.md` leads to no article"));
    CHECK(warns(*built, "fa/a/x.md:7: the link `javascript:alert` was dropped"));
    auto pack = Pack::open(std::move(built->bytes), "p");
    REQUIRE(pack);
    const auto article = pack->article("fa/a/x");
    const auto& inlines = article->blocks[0].inlines;
    REQUIRE(inlines.size() == 4);
    CHECK(inlines[0].href == "article:custom");
    CHECK(inlines[1].href == "article:fa/b/index");
    CHECK(inlines[2].href == "https://a.example");
    CHECK(article->blocks[1].inlines.empty());
}

TEST_CASE("images are copied under a name of their content, once, with their size") {
    const OneImage media;
    auto built = build_pack(input_of({{"fa/a/x.md", "---\ntitle: X\n---\n![one](<../../media/a b.svg>)\n\n![two](/media/a%20b.svg)\n\n![gone](../gone.png)\n\n![out](../../../x.png)\n"}}, &media));
    REQUIRE(built);
    REQUIRE(built->media.size() == 1);
    CHECK(built->media[0].path.starts_with("media/"));
    CHECK(built->media[0].path.ends_with("-a_b.svg"));
    CHECK(warns(*built, "fa/a/x.md:8: the image `../gone.png` was not found"));
    CHECK(warns(*built, "fa/a/x.md:10: the image `../../../x.png` is outside"));
    auto pack = Pack::open(std::move(built->bytes), "p");
    REQUIRE(pack);
    const auto article = pack->article("fa/a/x");
    REQUIRE(article->blocks.size() == 2);
    CHECK(article->blocks[0].width == 10);
    CHECK(article->blocks[1].url == article->blocks[0].url);
}

TEST_CASE("the same files give the same bytes") {
    const std::vector<SourceFile> files{{"fa/a.md", "---\ntitle: A\n---\nx\n"}, {"en/b.md", "---\ntitle: B\n---\ny\n"}};
    const auto one = build_pack(input_of(files)), two = build_pack(input_of({files[1], files[0]}));
    REQUIRE(one);
    REQUIRE(two);
    CHECK(one->bytes == two->bytes);
}

TEST_CASE("what is wrong is told with file and line, all at once") {
    const std::string message = error_of({{"a.md", "---\ntitle: x\n"}, {"b.md", "ok\nbad \xFF\n"}, {"c.md", "---\nid: same\n---\n"}, {"d.md", "---\nid: same\n---\n"}});
    CHECK(message.find("a.md:1: the front matter has no closing") != std::string::npos);
    CHECK(message.find("b.md:2: this file is not UTF-8 (byte 7)") != std::string::npos);
    CHECK(message.find("d.md: this article has the same id `same` as c.md") != std::string::npos);
}

TEST_CASE("at most twenty errors are listed") {
    std::vector<SourceFile> files;
    for (int i = 0; i < 30; ++i) files.push_back({"f" + std::to_string(i) + ".md", "---\n"});
    CHECK(error_of(std::move(files)).find("... and 10 more") != std::string::npos);
}

TEST_CASE("no articles are an error that says what to do") { CHECK(error_of({}).find("content: there are no articles in it; put Markdown files") == 0); }

TEST_CASE("JSON Lines with the same id twice name both lines") {
    CHECK(error_of({{"a.jsonl", "{\"id\":\"x\"}\n{\"id\":\"x\"}\n"}}).find("a.jsonl:2: this article has the same id `x` as a.jsonl:1") != std::string::npos);
}

TEST_CASE("an excerpt with line ends of any kind comes back as one line") {
    const Pack pack = pack_of({{"fa/a.md", "---\ntitle: A\n---\none\\\ntwo\vthree. four. five. " + std::string(400, 'x') + "\n"}});
    CHECK(pack.info("fa/a")->excerpt == "one two three. four.");
    CHECK(pack.article("fa/a")->blocks[0].text.starts_with("one\ntwo three."));
}
