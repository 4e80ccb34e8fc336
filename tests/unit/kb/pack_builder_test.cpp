#include "core/kb/write/pack_builder.h"

#include <doctest/doctest.h>

#include <algorithm>

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

TEST_CASE("an alias is judged with all articles known") {
    auto built = build_pack(input_of({{"fa/a.md", "---\ntitle: A\naliases: [b.md, gone.md, same]\n---\nx\n"}, {"fa/b.md", "---\ntitle: B\naliases:\n  - Same\n---\ny\n"}}));
    REQUIRE(built);
    CHECK(warns(*built, "fa/a.md:3: the alias `b.md` is the address of a guide"));
    CHECK(warns(*built, "fa/a.md:3: the alias `gone.md` leads to no article here"));
    CHECK(warns(*built, "fa/b.md:4: the alias `Same` is also one of fa/a.md:3"));
    CHECK(built->warnings.size() == 3);
    built = build_pack(input_of({{"a.jsonl", "{\"id\":\"a\",\"title\":\"A\",\"body\":\"x\"}\n{\"id\":\"b\",\"title\":\"B\",\"body\":\"y\",\"aliases\":[\"article:a\",\"?\"]}\n"}}));
    REQUIRE(built);
    CHECK(warns(*built, "a.jsonl:2: the alias `article:a` is the address of a guide"));
    CHECK(warns(*built, "a.jsonl:2: the alias `?` has no letter"));
}

TEST_CASE("a language that is none is an error where it was written, and a doubtful one a warning") {
    const std::string message = error_of({{"a.md", "---\ntitle: A\nlang: persian\n---\nx\n"}, {"b.jsonl", "{\"id\":\"b\",\"lang\":\"fa_IR\",\"body\":\"x\"}\n"}});
    CHECK(message == "a.md:3: `persian` is not a language code; write `fa`\nb.jsonl:1: `fa_IR` is not a language code; write `fa-IR`");
    const auto built = build_pack(input_of({{"a.md", "---\ntitle: A\nlang: eo\n---\nx\n"}}));
    REQUIRE(built);
    CHECK(warns(*built, "a.md:3: `eo` is a language code that is not known here"));
    PackInput input = input_of({{"a.md", "---\ntitle: A\n---\nx\n"}});
    input.default_lang = "farsi";
    const auto refused = build_pack(input);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message == "the language for guides that do not say theirs: `farsi` is not a language code; write `fa`");
}

TEST_CASE("a folder that looks like a language and is none is told once, unless its articles say theirs") {
    const auto built = build_pack(input_of({{"fars/a.md", "---\ntitle: A\n---\nx\n"}, {"farsi/a.md", "---\ntitle: A\n---\nx\n"}, {"farsi/b.md", "---\ntitle: B\n---\nx\n"},
                                            {"persian/a.md", "---\ntitle: A\nlang: fa\n---\nx\n"}, {"a.jsonl", "{\"id\":\"farsi/x\",\"body\":\"x\"}\n"}}));
    REQUIRE(built);
    const auto told = std::count_if(built->warnings.begin(), built->warnings.end(), [](const Problem& problem) { return problem.text.find("looks like a language") != std::string::npos; });
    CHECK(told == 1);
    CHECK(warns(*built, "farsi/: this folder looks like a language and is none"));
}

TEST_CASE("an article without a word is told, in Markdown and in JSON Lines") {
    const auto built = build_pack(input_of({{"fa/a.md", "---\ntitle: A\n---\n"}, {"fa/b.md", "---\ntitle: B\n---\n👍 …\n\n![](https://a.example/x.png)\n"}, {"fa/c.md", "---\ntitle: C\n---\n| |\n|-|\n| word |\n"},
                                            {"a.jsonl", "{\"id\":\"x\",\"title\":\"X\"}\n{\"id\":\"y\",\"title\":\"Y\",\"body\":\"!!\"}\n"}}));
    REQUIRE(built);
    CHECK(warns(*built, "fa/a.md:4: this article has no words"));
    CHECK(warns(*built, "fa/b.md:4: this article has no words"));
    CHECK(warns(*built, "a.jsonl:1: this article has no words"));
    CHECK(warns(*built, "a.jsonl:2: this article has no words"));
    CHECK(built->warnings.size() == 4);
}

TEST_CASE("synonyms are no article, and their faults are told with the others") {
    const SourceFile article{"fa/a.md", "---\ntitle: A\n---\nx\n"};
    const auto built = build_pack(input_of({article, {"fa/synonyms.txt", "alone\na, b\nc => d\n"}, {"synonyms.txt", "e, f\n"}}));
    REQUIRE(built);
    CHECK(built->article_count == 1);
    CHECK(built->synonym_count == 3);
    CHECK(warns(*built, "fa/synonyms.txt:1: there are not two terms"));
    CHECK(error_of({article, {"synonyms.txt", "a => b => c\n"}}).starts_with("synonyms.txt:1: there is more than one `=>`"));
    CHECK(error_of({article, {"synonyms.txt", "\n\xFF\n"}}).starts_with("synonyms.txt:2: this file is not UTF-8"));
    CHECK(error_of({{"synonyms.txt", "a, b\n"}}).find("there are no articles") != std::string::npos);
}
