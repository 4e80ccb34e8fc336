// A narrow phone, and a shop's font a third wider than ours: a title takes a second line before it is cut.
#include <string>

#include "tests/support/widget.h"

using namespace pasokh;
using namespace pasokh::test;
namespace action = session::action;
using session::View;

namespace {

constexpr Screen kWide{.width = 360, .letter_width = 0.66f};
constexpr auto kLight = session::ThemeMode::light;

const Node& first(const Widget& widget, Role role) {
    for (const Node& node : widget.tree().nodes)
        if (node.role == role) return node;
    FAIL("no ", semantics::role_name(role));
    return widget.tree().nodes.front();
}

/// The title in the header is the first heading.
const Node& title_of(const Widget& widget) { return first(widget, Role::heading); }

float bottom_of(const Node& node) { return node.rect.y + node.rect.height; }

}   // namespace

TEST_CASE("the title of every view is whole on a narrow screen") {
    for (const std::string lang : {"fa", "ar", "en"}) {
        Widget widget(lang, kLight, kWide);
        CHECK_FALSE(widget.is_cut(title_of(widget)));
        for (const View view : {View::order_form, View::feedback, View::contact, View::request_form}) {
            widget.dispatch(action::GoTo{view, {}});
            INFO(lang, " ", session::view_name(view), " ", title_of(widget).name);
            CHECK_FALSE(widget.is_cut(title_of(widget)));
        }
        widget.dispatch(action::TypeQuery{"7"});
        CHECK(widget.state().here.view == View::results);
        CHECK_FALSE(widget.is_cut(title_of(widget)));
    }
}

TEST_CASE("the search field of the first screen stands below a title of two lines") {
    Widget one("en", kLight, kWide), two("fa", kLight, kWide);
    CHECK(title_of(two).rect.height == 2 * title_of(one).rect.height);
    CHECK(first(one, Role::search).rect.y >= bottom_of(title_of(one)));
    CHECK(first(two, Role::search).rect.y >= bottom_of(title_of(two)));
}

TEST_CASE("a long name of a category takes two lines, and the list begins below them") {
    auto guides = sample_guides();
    const std::string name = "Returning goods that came broken";
    guides[0].bytes.replace(guides[0].bytes.find("Returns"), 7, name);
    Widget widget("en", kLight, kWide);
    REQUIRE(widget.app().load_pack(make_pack(guides), "test", widget.context()));
    widget.frame();
    widget.press(Role::button, name);
    const Node& title = title_of(widget);
    CHECK(title.name == name);
    CHECK_FALSE(widget.is_cut(title));
    CHECK(title.rect.height > 30);
    CHECK(first(widget, Role::scroller).rect.y >= bottom_of(title));
}
