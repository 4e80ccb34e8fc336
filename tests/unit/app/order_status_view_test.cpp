// What the page of one order says about its state and about delay, by role and name.
#include "core/orders/json.h"
#include "tests/support/widget.h"

using namespace pasokh;
using namespace pasokh::test;
namespace action = session::action;
using orders::OrderState;
using orders::ParcelStatus;
using session::View;

namespace {

orders::Order on_the_way() {
    orders::Order order;
    order.number = "SRV-7";
    order.placed_at = kNow - 9 * kDayMs;
    order.total = {100, "IRT"};
    orders::Parcel& parcel = order.parcels.emplace_back();
    parcel.id = "1";
    parcel.tracking_number = "12-34";
    parcel.status = ParcelStatus::in_transit;
    return order;
}

void show(Widget& widget, const orders::Order& order) {
    widget.dispatch(action::OpenOrderLink{"token"});
    const auto* request = widget.last_effect<session::effect::HttpPost>();
    REQUIRE(request != nullptr);
    widget.dispatch(action::HttpAnswered{request->request_id, 200, orders::encode(order), 0});
    REQUIRE(widget.has(Role::heading, "Order " + order.number));
}

}   // namespace

TEST_CASE("a tracking number too long to stand beside its label stands whole below it") {
    Widget widget("en");
    orders::Order order = on_the_way();
    show(widget, order);
    const auto place_of_number = [&]() -> const semantics::TextPart& {
        for (const Node& node : widget.tree().nodes)
            if (node.role == Role::text && node.name.starts_with("Tracking number: ")) return node.texts[1];
        FAIL("no tracking number");
        return widget.tree().nodes.front().texts.front();
    };
    CHECK(place_of_number().y == 0);
    order.parcels[0].tracking_number = std::string(36, '7');
    show(widget, order);
    CHECK(place_of_number().y > 0);
    CHECK(place_of_number().x == 0);
}

TEST_CASE("a cancelled order says so, whatever its parcels do, and is never late") {
    Widget widget("en");
    orders::Order order = on_the_way();
    order.state = OrderState::cancelled;
    order.parcels[0].eta = orders::Eta{.from = {}, .until = kNow - 3 * kDayMs};
    show(widget, order);
    CHECK(widget.has(Role::text, "Cancelled"));
    CHECK_FALSE(widget.says("late"));
    CHECK_FALSE(widget.says("Estimated delivery"));
}

TEST_CASE("an order on hold, or not completed, says so above its steps") {
    for (const auto& [state, words] : {std::pair{OrderState::on_hold, "On hold"}, {OrderState::draft, "Not completed"}}) {
        Widget widget("en");
        orders::Order order = on_the_way();
        order.parcels.clear();
        order.state = state;
        show(widget, order);
        CHECK(widget.has(Role::text, words));
        CHECK(widget.has(Role::list, "Order progress"));
    }
}

TEST_CASE("the shop's promise holds while no parcel has an estimate, and is late when it has passed") {
    Widget widget("en");
    orders::Order order = on_the_way();
    order.promised = orders::Eta{.from = {}, .until = kNow + kDayMs};
    show(widget, order);
    CHECK(widget.says("Estimated delivery"));
    CHECK(widget.says("By tomorrow"));
    order.promised->until = kNow - 2 * kDayMs;
    show(widget, order);
    CHECK(widget.says("2 days late"));
    order.parcels[0].status = ParcelStatus::delivered;
    show(widget, order);
    CHECK_FALSE(widget.says("late"));
}

TEST_CASE("days late are counted on the shop's calendar, in words of the language") {
    const TimestampMs midnight = kNow - 13 * kHourMs - 30 * kMinuteMs;   // of the shop, where it is 13:30
    Widget widget("en");
    orders::Order order = on_the_way();
    const auto says_of = [&](TimestampMs until, const char* en, const char* fa, const char* ar) {
        widget.dispatch(action::SetLanguage{"en"});
        order.parcels[0].eta = orders::Eta{.from = {}, .until = until};
        show(widget, order);
        CHECK(widget.says(en));
        widget.dispatch(action::SetLanguage{"fa"});
        CHECK(widget.says(fa));
        widget.dispatch(action::SetLanguage{"ar"});
        CHECK(widget.says(ar));
    };
    says_of(midnight - 1, "1 day late", "۱ روز دیرتر از موعد", "متأخر يومًا واحدًا");
    says_of(midnight - kDayMs - 1, "2 days late", "۲ روز دیرتر از موعد", "متأخر يومين");
    says_of(midnight - 2 * kDayMs - 1, "3 days late", "۳ روز دیرتر از موعد", "متأخر ٣ أيام");
    says_of(kNow - 25 * kHourMs, "1 day late", "۱ روز دیرتر از موعد", "متأخر يومًا واحدًا");
    wire::Config config = sample_config();
    config.utc_offset_minutes = 14 * 60;   // there the next day has begun
    widget.app().set_config(config, widget.context());
    says_of(kNow - 25 * kHourMs, "2 days late", "۲ روز دیرتر از موعد", "متأخر يومين");
}

TEST_CASE("an estimate within one day of the reader is that day, not a span") {
    Widget widget("en");                                        // 13:30 in Tehran, UTC + 3:30
    orders::Order order = on_the_way();
    const TimestampMs midnight = kNow - 10 * kHourMs;           // of UTC
    order.parcels[0].eta = orders::Eta{.from = midnight + 22 * kHourMs, .until = midnight + 30 * kHourMs};
    show(widget, order);
    CHECK(widget.says("By tomorrow"));
    CHECK_FALSE(widget.says("Between"));
    order.parcels[0].eta = orders::Eta{.from = midnight + 19 * kHourMs, .until = midnight + 23 * kHourMs};
    show(widget, order);
    CHECK(widget.says("Between today and tomorrow"));
}

TEST_CASE("a tracking number keeps its order in a text from right to left") {
    Widget widget("fa");
    widget.dispatch(action::SetLanguage{"en"});
    show(widget, on_the_way());
    widget.dispatch(action::SetLanguage{"fa"});
    CHECK(widget.says("\u206612-34\u2069"));
}
