#include "core/kb/write/synonyms.h"

#include <doctest/doctest.h>

using namespace pasokh::kb;
using namespace pasokh::kb::write;

namespace {

using Terms = std::vector<std::string>;

struct Parsed {
    std::vector<SynonymRule> rules;
    std::vector<Problem> warnings, errors;
};

Parsed parse(std::string bytes, std::string path = "fa/synonyms.txt") {
    Parsed out;
    out.rules = parse_synonyms({std::move(path), std::move(bytes)}, out.warnings, out.errors);
    return out;
}

/// The only warning of a file, whose good rules are `rules`.
std::string warning_of(std::string bytes, std::size_t rules) {
    const Parsed parsed = parse(std::move(bytes));
    CHECK(parsed.errors.empty());
    CHECK(parsed.rules.size() == rules);
    REQUIRE(parsed.warnings.size() == 1);
    return to_line(parsed.warnings[0]);
}

}   // namespace

TEST_CASE("equal terms mean each other and an arrow goes one way") {
    const Parsed parsed = parse("# shop\n\nمرجوع، پس دادن , برگشت\r\niphone, آیفون => موبایل\n  # indented\n");
    CHECK(parsed.warnings.empty());
    CHECK(parsed.errors.empty());
    REQUIRE(parsed.rules.size() == 2);
    CHECK(parsed.rules[0] == SynonymRule{"fa", {"مرجوع", "پس دادن", "برگشت"}, {"مرجوع", "پس دادن", "برگشت"}});
    CHECK(parsed.rules[1] == SynonymRule{"fa", {"iphone", "آیفون"}, {"موبایل"}});
}

TEST_CASE("the folder of the file says for which guides it is") {
    CHECK(parse("a, b\n", "synonyms.txt").rules.at(0).lang.empty());
    CHECK(parse("a, b\n", "pt-BR/synonyms.txt").rules.at(0).lang == "pt-BR");
    for (const char* path : {"returns/synonyms.txt", "fa/returns/synonyms.txt"}) {
        const Parsed parsed = parse("a, b\n", path);
        CHECK(parsed.rules.empty());
        REQUIRE(parsed.warnings.size() == 1);
        CHECK(to_line(parsed.warnings[0]).starts_with(std::string(path) + ": these synonyms were skipped; put the file"));
    }
    CHECK(is_synonyms_file("fa/synonyms.txt"));
    CHECK(is_synonyms_file("synonyms.txt"));
    CHECK_FALSE(is_synonyms_file("fa/my-synonyms.txt"));
}

TEST_CASE("a backslash takes the next sign as it is and a comment may stand behind a term") {
    const Parsed parsed = parse("a\\, b, c\\=>d # why\nc#, sharp\n");
    CHECK(parsed.warnings.empty());
    REQUIRE(parsed.rules.size() == 2);
    CHECK(parsed.rules[0].from == Terms{"a, b", "c=>d"});
    CHECK(parsed.rules[1].from == Terms{"c#", "sharp"});
}

TEST_CASE("a line that cannot be understood is an error with its line, all of them at once") {
    const Parsed parsed = parse("a, b\nx => y => z\n => y\nx =>\n");
    CHECK(parsed.rules.size() == 1);
    REQUIRE(parsed.errors.size() == 3);
    CHECK(to_line(parsed.errors[0]).starts_with("fa/synonyms.txt:2: there is more than one `=>`"));
    CHECK(to_line(parsed.errors[1]).starts_with("fa/synonyms.txt:3: a side of the `=>` is empty"));
    CHECK(to_line(parsed.errors[2]).starts_with("fa/synonyms.txt:4: a side of the `=>` is empty"));
}

TEST_CASE("what is wrong with a term is told and the rest of its line counts") {
    CHECK(warning_of("\na,, b\n", 1).starts_with("fa/synonyms.txt:2: there is an empty term"));
    CHECK(warning_of("a, b, !!\n", 1).find("the term `!!` has no letter or digit") != std::string::npos);
    CHECK(warning_of("كتاب, b, کتاب\n", 1).find("the term `کتاب` is in this line twice") != std::string::npos);
    CHECK(warning_of("a, b, one two three four five six seven\n", 1).find("has more than 6 words") != std::string::npos);
    CHECK(parse("a, یک دو سه چهار پنج شش\n").warnings.empty());
    CHECK(parse("a, می‌خواهم پس‌دادن سه چهار پنج شش\n").warnings.empty());
}

TEST_CASE("a line that says nothing is told") {
    CHECK(warning_of("alone\n", 0).find("there are not two terms in this line") != std::string::npos);
    CHECK(warning_of("a => a\n", 0).find("both sides of the `=>` are the same") != std::string::npos);
    CHECK(warning_of("a, b\nB, A\n", 1) == "fa/synonyms.txt:2: this is the same as line 1; remove one of them");
    CHECK(parse("a, b\na => b\nb => a\na => a, b\n").rules.size() == 4);
}
