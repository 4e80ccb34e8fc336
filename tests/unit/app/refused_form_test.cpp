// Who presses "send" on a form that lacks something is led to what it lacks (WCAG 3.3.1).
#include "tests/support/widget.h"

using namespace pasokh;
using namespace pasokh::test;
namespace action = session::action;
using session::View;

namespace {

const Node* focused(const Widget& widget) {
    for (const Node& node : widget.tree().nodes)
        if (node.focus_now) return &node;
    return nullptr;
}

float scrolled_to(const Widget& widget) {
    for (const Node& node : widget.tree().nodes)
        if (node.role == Role::scroller) return node.scroll_to;
    return -1;
}

}   // namespace

TEST_CASE("a refused form moves the focus to the first field that is wrong, once") {
    Widget widget("en");
    widget.dispatch(action::GoTo{View::order_form, {}});
    widget.press(Role::button, "Show my order");
    REQUIRE(focused(widget) != nullptr);
    CHECK(focused(widget)->name == "Order number");
    widget.type(Role::text_field, "Order number", "SRV-1");
    CHECK(focused(widget) == nullptr);
    widget.press(Role::button, "Show my order");
    REQUIRE(focused(widget) != nullptr);
    CHECK(focused(widget)->name == "Phone or e-mail");
}

TEST_CASE("a phone without its code is accepted where the shop is, and refused elsewhere") {
    Widget widget("ar");
    const auto is_refused = [&widget](const char* country) {
        wire::Config config = sample_config();
        config.features.orders = true;
        config.country = country;
        widget.app().set_config(config, widget.context());
        widget.dispatch(action::GoTo{View::order_form, {}});
        widget.dispatch(action::EditOrderNumber{"SRV-1"});
        widget.dispatch(action::EditContact{"٠٥٠١٢٣٤٥٦٧"});
        widget.dispatch(action::SubmitOrderLookup{});
        return !widget.get(Role::text_field, "رقم الجوال أو البريد الإلكتروني").error.empty();
    };
    CHECK(is_refused("IR"));
    CHECK(is_refused("KW"));
    CHECK(is_refused("YY"));   // a country that this page does not know yet
    CHECK_FALSE(is_refused("SA"));
}

TEST_CASE("of choices the first one is where to begin, and it is scrolled into sight") {
    Widget widget("en");
    widget.dispatch(action::GoTo{View::request_form, "SRV-1"});
    widget.dispatch(action::Scrolled{400});
    widget.press(Role::button, "Send");
    REQUIRE(focused(widget) != nullptr);
    CHECK(focused(widget)->role == Role::radio);
    CHECK(focused(widget)->name == "Damaged item");
    CHECK(scrolled_to(widget) >= 0);
    CHECK(scrolled_to(widget) < focused(widget)->rect.y);
}

TEST_CASE("a form that is complete leaves the focus alone") {
    Widget widget("en");
    widget.dispatch(action::GoTo{View::feedback, {}});
    widget.press(Role::button, "Send");
    REQUIRE(focused(widget) != nullptr);
    CHECK(focused(widget)->role == Role::radio);
    widget.dispatch(action::PickScore{4});
    widget.press(Role::button, "Send");
    CHECK(focused(widget) == nullptr);
}

TEST_CASE("feedback that was refused is a form again and can be sent") {
    Widget widget("en");
    widget.dispatch(action::GoTo{View::feedback, {}});
    widget.dispatch(action::PickScore{4});
    widget.dispatch(action::EditComment{"Fine"});
    widget.press(Role::button, "Send");
    const std::string first = widget.last_effect<session::effect::HttpPost>()->request_id;
    widget.dispatch(action::HttpAnswered{first, 422});
    CHECK(widget.has(Role::alert, "It could not be accepted"));
    CHECK(widget.get(Role::text_area, "What did you like most? (optional)").value == "Fine");
    widget.press(Role::button, "Send");
    CHECK(widget.last_effect<session::effect::HttpPost>()->request_id != first);
    CHECK(widget.has(Role::status, "Sending…"));
}

TEST_CASE("clearing the search leaves the focus in it") {
    Widget widget("en");
    widget.dispatch(action::TypeQuery{"refund"});
    widget.press(Role::button, "Clear search");
    REQUIRE(focused(widget) != nullptr);
    CHECK(focused(widget)->name == "Search the guides");
}
