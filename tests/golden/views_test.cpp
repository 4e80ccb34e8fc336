// What assistive technology and tests see of each view, compared with files that people have read.
// Update with PASOKH_UPDATE_GOLDEN=1 and look at the difference before committing it.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/orders/json.h"
#include "core/requests/json.h"
#include "tests/support/widget.h"

using namespace pasokh;
using namespace pasokh::test;
namespace action = session::action;
using session::View;

namespace {

void compare(const Widget& widget, const std::string& name) {
    const std::string path = std::string(PASOKH_SOURCE_DIR) + "/tests/golden/views/" + name + ".json";
    const std::string now = semantics::to_json(widget.tree(), false) + "\n";
    if (std::getenv("PASOKH_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path) << now;
        return;
    }
    std::ifstream file(path);
    std::ostringstream golden;
    golden << file.rdbuf();
    CHECK_MESSAGE(now == golden.str(), path);
}

orders::Order late_order() {
    orders::Order order;
    order.number = "SRV-10245";
    order.placed_at = kNow - 9 * kDayMs;
    order.total = {2450000, "IRT"};
    order.lines = {{"Coffee maker", 1}, {"Filter", 2}};
    order.city = "Tehran";
    order.contact_mask = "0912•••45";
    orders::Parcel parcel;
    parcel.id = "1";
    parcel.carrier = "Tipax";
    parcel.tracking_number = "123456789";
    parcel.tracking_url = "https://carrier.example/123456789";
    parcel.status = orders::ParcelStatus::in_transit;
    parcel.eta = orders::Eta{.from = {}, .until = kNow - 3 * kDayMs};
    parcel.first_eta_until = kNow - 3 * kDayMs;
    parcel.delay_reason = "weather";
    parcel.events = {{kNow - kDayMs, orders::ParcelStatus::in_transit, "Left the hub", "Qom"}, {kNow - 5 * kDayMs, orders::ParcelStatus::accepted, "", "Tehran"}};
    order.parcels = {parcel};
    return order;
}

/// Asks for the order as a customer would and lets the server answer with it.
void look_up(Widget& widget, const orders::Order& order) {
    widget.dispatch(action::GoTo{View::order_form, {}});
    widget.dispatch(action::EditOrderNumber{order.number});
    widget.dispatch(action::EditContact{"09120000045"});
    widget.dispatch(action::SubmitOrderLookup{});
    const auto* request = widget.last_effect<session::effect::HttpPost>();
    REQUIRE(request != nullptr);
    widget.dispatch(action::HttpAnswered{request->request_id, 200, orders::encode(order), 0});
}

/// The page says who this is, and the server lists their orders.
void sign_in(Widget& widget) {
    orders::Order other = late_order();
    other.number = "SRV-10301";
    other.parcels[0].status = orders::ParcelStatus::delivered;
    widget.dispatch(action::Identify{"a.b.c"});
    widget.dispatch(action::GoTo{View::order_form, {}});
    const auto* request = widget.last_effect<session::effect::HttpPost>();
    REQUIRE(request != nullptr);
    widget.dispatch(action::HttpAnswered{request->request_id, 200, orders::encode_list({other, late_order()}), 0});
}

/// Writes to the shop, which answers and closes it.
void write_and_read(Widget& widget) {
    widget.dispatch(action::PickTopic{requests::Topic::damaged});
    widget.dispatch(action::EditRequestMessage{"The glass is broken"});
    widget.dispatch(action::EditRequestContact{"09120000045"});
    widget.dispatch(action::SubmitRequest{});
    const auto* sent = widget.last_effect<session::effect::HttpPost>();
    REQUIRE(sent != nullptr);
    widget.dispatch(action::HttpAnswered{sent->request_id, 201, requests::encode(requests::Receipt{sent->request_id.substr(7), "0123456789", "key", kNow}), 0});
    widget.dispatch(action::GoTo{View::request_thread, "0123456789"});
    const requests::Thread thread{.code = "0123456789", .state = requests::RequestState::closed, .topic = requests::Topic::damaged, .order_number = "SRV-10245",
                                  .messages = {{requests::Author::customer, "The glass is broken", kNow}, {requests::Author::shop, "A new one is on its way", kNow + kHourMs}},
                                  .updated_at = kNow + kHourMs};
    widget.dispatch(action::HttpAnswered{"thread:0123456789", 200, requests::encode(thread), 0});
}

/// Six hits of two topics for a slip of the fingers, and what the last word may become.
action::SearchDone understood() {
    action::SearchDone done{.query = "sthva", .answer = {}, .completions = {}};
    for (const char* topic : {"Orders", "Orders", "Returns", "Orders", "Returns", "Returns"}) {
        search::Hit& hit = done.answer.hits.emplace_back();
        hit.id = "en/hit-" + std::to_string(done.answer.hits.size());
        hit.title = "Guide " + std::to_string(done.answer.hits.size());
        hit.lang = "en";
        hit.category = topic;
    }
    done.answer.understood_as = "سفارش";
    return done;
}

}   // namespace

TEST_CASE("every view has the meaning its golden file says") {
    for (const std::string lang : {"fa", "ar", "en"}) {
        Widget widget(lang);
        compare(widget, "home-" + lang);
        widget.dispatch(action::TypeQuery{lang == "en" ? "return" : "مرجوع"});
        compare(widget, "results-" + lang);
        widget.dispatch(action::TypeQuery{"zzqqxx"});
        compare(widget, "nothing-" + lang);

        widget.dispatch(action::TypeQuery{"sthva"});
        action::SearchDone answer = understood();
        widget.dispatch(answer);
        compare(widget, "understood-" + lang);
        answer.answer.understood_as.clear();
        answer.completions = {{"sthva one", 5}, {"sthva two", 5}};
        widget.dispatch(answer);
        compare(widget, "completions-" + lang);
        answer.answer.weak = true;
        answer.answer.hits.resize(2);
        widget.dispatch(answer);
        compare(widget, "nearest-" + lang);

        widget.dispatch(action::OpenArticle{lang == "fa" ? "fa/returns/return-item" : "en/returns/return-item"});
        compare(widget, "article-" + lang);
        widget.dispatch(action::GoTo{View::order_form, {}});
        widget.dispatch(action::SubmitOrderLookup{});
        compare(widget, "order-form-empty-" + lang);
        look_up(widget, late_order());
        compare(widget, "order-late-" + lang);
        sign_in(widget);
        compare(widget, "own-orders-" + lang);
        widget.dispatch(action::GoTo{View::feedback, {}});
        widget.dispatch(action::PickScore{2});
        compare(widget, "feedback-" + lang);
        widget.dispatch(action::SetOnline{false});
        widget.dispatch(action::SubmitFeedback{});
        compare(widget, "feedback-waiting-" + lang);
        widget.dispatch(action::SetOnline{true});
        widget.dispatch(action::GoTo{View::contact, {}});
        compare(widget, "contact-" + lang);
        widget.dispatch(action::GoTo{View::request_form, "SRV-10245"});
        widget.dispatch(action::SubmitRequest{});
        compare(widget, "request-form-missing-" + lang);
        write_and_read(widget);
        compare(widget, "request-closed-" + lang);
    }
}
