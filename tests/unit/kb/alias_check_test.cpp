#include "core/kb/write/alias_check.h"

#include <doctest/doctest.h>

using namespace pasokh::kb::write;

namespace {

struct Checked {
    std::vector<std::string> aliases;
    std::vector<Problem> warnings;
};

Checked check(std::vector<LinedText> aliases) {
    Checked out;
    AliasCheck check(out.warnings);
    out.aliases = check.accept(aliases, {"fa/a.md", "fa"}, [](std::string_view target) { return target == "../b.md" || target == "article:fa/b"; });
    return out;
}

std::string warning_of(std::string alias) {
    const Checked checked = check({{std::move(alias), 5}});
    CHECK(checked.aliases.empty());
    REQUIRE(checked.warnings.size() == 1);
    return to_line(checked.warnings[0]);
}

}   // namespace

TEST_CASE("words are kept as they were written") {
    const Checked checked = check({{"پس دادن کالا؟", 5}, {"24/7", 5}, {"Wi-Fi/Bluetooth", 5}, {"ورود / خروج", 5}, {"read the a/b/c list", 5}});
    CHECK(checked.warnings.empty());
    CHECK(checked.aliases.size() == 5);
}

TEST_CASE("an alias that nobody can search for is told and left out") {
    CHECK(warning_of("").starts_with("fa/a.md:5: there is an empty alias"));
    CHECK(warning_of(" \t").starts_with("fa/a.md:5: there is an empty alias"));
    CHECK(warning_of("؟!").starts_with("fa/a.md:5: the alias `؟!` has no letter or digit"));
    CHECK(warning_of("👍").find("has no letter or digit") != std::string::npos);
}

TEST_CASE("an alias written as an address is told, whether it leads anywhere or not") {
    for (const char* alias : {"/old/return", "article:fa/gone", "../gone.md", "gone.html", "fa/gone", "https://shop.example/x", "a/b/c"})
        CHECK(warning_of(alias).find("leads to no article here and was left out") != std::string::npos);
    for (const char* alias : {"../b.md", "article:fa/b"}) CHECK(warning_of(alias).find("is the address of a guide and was left out") != std::string::npos);
}

TEST_CASE("an alias that one article has twice counts once") {
    const Checked checked = check({{"كتاب من", 5}, {"کتاب  من!", 7}});
    CHECK(checked.aliases == std::vector<std::string>{"كتاب من"});
    REQUIRE(checked.warnings.size() == 1);
    CHECK(to_line(checked.warnings[0]) == "fa/a.md:7: the alias `کتاب  من!` is there twice");
}

TEST_CASE("an alias of two articles of one language names both places and is kept") {
    std::vector<Problem> warnings;
    AliasCheck check(warnings);
    const auto nowhere = [](std::string_view) { return false; };
    CHECK(check.accept({{"Refund", 4}}, {"en/a.md", "en"}, nowhere).size() == 1);
    CHECK(check.accept({{"refund", 6}}, {"en/b.md", "en"}, nowhere).size() == 1);
    CHECK(check.accept({{"refund", 4}}, {"fa/c.md", "fa"}, nowhere).size() == 1);
    REQUIRE(warnings.size() == 1);
    CHECK(to_line(warnings[0]) == "en/b.md:6: the alias `refund` is also one of en/a.md:4; who searches for it gets both guides");
}
