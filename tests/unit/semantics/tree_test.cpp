#include "core/semantics/tree.h"

#include <doctest/doctest.h>

using namespace pasokh::semantics;

namespace {
Tree sample() {
    Tree tree;
    tree.lang = "fa";
    tree.rtl = true;
    tree.title = "Help";
    Node button;
    button.id = NodeId{7};
    button.role = Role::button;
    button.name = "a \"quoted\" name\n";
    button.states = State::disabled | State::pressed;
    button.rect = {1.5f, 2, 30.256f, 40};
    tree.nodes.push_back(button);
    Node dot;
    dot.id = NodeId{8};
    tree.nodes.push_back(dot);
    return tree;
}
}   // namespace

TEST_CASE("a node is found by its role and name") {
    const Tree tree = sample();
    REQUIRE(tree.find(Role::button, "a \"quoted\" name\n") != nullptr);
    CHECK(tree.find(Role::link, "a \"quoted\" name\n") == nullptr);
    CHECK(tree.find(NodeId{8}) == &tree.nodes[1]);
}

TEST_CASE("the JSON has only what is not default, with rounded geometry") {
    CHECK(to_json(sample()) ==
          R"({"lang":"fa","rtl":true,"title":"Help","nodes":[{"id":7,"role":"button","states":["disabled","pressed"],"name":"a \"quoted\" name\n","x":1.5,"y":2,"w":30.26,"h":40},{"id":8}]})");
}

TEST_CASE("the JSON of meaning leaves decoration and geometry out") {
    CHECK(to_json(sample(), false) == R"({"lang":"fa","rtl":true,"title":"Help","nodes":[{"id":7,"role":"button","states":["disabled","pressed"],"name":"a \"quoted\" name\n"}]})");
}

TEST_CASE("every role and colour has a name of its own") {
    for (int a = 0; a <= static_cast<int>(Role::scroller); ++a)
        for (int b = 0; b < a; ++b) CHECK(role_name(static_cast<Role>(a)) != role_name(static_cast<Role>(b)));
    for (std::size_t a = 0; a < kColorCount; ++a)
        for (std::size_t b = 0; b < a; ++b) CHECK(color_name(static_cast<Color>(a)) != color_name(static_cast<Color>(b)));
}
