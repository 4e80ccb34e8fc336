// What a signed-in customer sees on the order view, by role and name.
#include "core/orders/json.h"
#include "tests/support/widget.h"

using namespace pasokh;
using namespace pasokh::test;
namespace action = session::action;
namespace effect = session::effect;

namespace {

orders::Order order(const std::string& number, orders::ParcelStatus status) {
    orders::Order made;
    made.number = number;
    made.placed_at = kNow - 3 * kDayMs;
    made.total = {1250000, "IRT"};
    made.parcels.emplace_back();
    made.parcels.back().id = "P";
    made.parcels.back().status = status;
    return made;
}

void answer(Widget& widget, int status, const std::string& body) {
    const auto* post = widget.last_effect<effect::HttpPost>();
    REQUIRE(post != nullptr);
    widget.dispatch(action::HttpAnswered{post->request_id, status, body});
}

void sign_in(Widget& widget) {
    widget.dispatch(action::Identify{"a.b.c"});
    widget.dispatch(action::GoTo{session::View::order_form, {}});
    orders::Order late = order("C-1", orders::ParcelStatus::in_transit);
    late.parcels[0].eta = orders::Eta{std::nullopt, kNow - 2 * kDayMs};
    answer(widget, 200, orders::encode_list({order("C-2", orders::ParcelStatus::out_for_delivery), late}));
}

}   // namespace

TEST_CASE("a signed-in customer sees their orders with state, date and total") {
    Widget widget("en");
    sign_in(widget);
    CHECK(widget.has(Role::heading, "Your orders"));
    CHECK(widget.get(Role::button, "Order C-2").description.starts_with("Out for delivery"));
    CHECK(widget.get(Role::button, "Order C-1").description.find("late") != std::string::npos);
    CHECK_FALSE(widget.has(Role::text_field, "Order number"));
    widget.press(Role::button, "Order C-1");
    answer(widget, 200, orders::encode(order("C-1", orders::ParcelStatus::delivered)));
    CHECK(widget.has(Role::heading, "Order C-1"));
}

TEST_CASE("the form for another order is there, and the way back to one's own") {
    Widget widget("en");
    sign_in(widget);
    widget.press(Role::button, "Look up another order");
    CHECK(widget.has(Role::text_field, "Order number"));
    widget.press(Role::button, "Your orders");
    CHECK(widget.has(Role::button, "Order C-2"));
}

TEST_CASE("a link that has ended says so above the form") {
    Widget widget("en");
    widget.dispatch(action::OpenOrderLink{"token"});
    answer(widget, 410, {});
    CHECK(widget.has(Role::status, "This order can no longer be opened this way. Enter its number and your phone or e-mail."));
    CHECK(widget.has(Role::text_field, "Order number"));
}
