// "Write to us" from first word to "was it solved?", as a customer meets it.
#include "core/requests/json.h"
#include "tests/support/widget.h"

using namespace pasokh;
using namespace pasokh::test;
namespace action = session::action;
namespace effect = session::effect;
using requests::RequestState;
using session::View;

namespace {

constexpr const char* kCode = "0123456789";
constexpr const char* kShown = "\u206601234-56789\u2069";

void fill_in(Widget& widget) {
    widget.type(Role::text_area, "Your message", "The refund time is too long ");
    widget.type(Role::text_field, "Phone or e-mail", "09120000045");
}

/// The server takes what was sent last.
void take(Widget& widget) {
    const auto* post = widget.last_effect<effect::HttpPost>();
    REQUIRE(post != nullptr);
    const std::string id = post->request_id.substr(std::string("outbox:").size());
    widget.dispatch(action::HttpAnswered{post->request_id, 201, requests::encode(requests::Receipt{id, kCode, "key", kNow}), 0});
}

void serve(Widget& widget, RequestState state) {
    requests::Thread thread{.code = kCode, .state = state, .topic = requests::Topic::damaged, .order_number = "SRV-1",
                            .messages = {{requests::Author::customer, "It is broken", kNow}, {requests::Author::shop, "A new one is on its way", kNow + kHourMs}},
                            .updated_at = kNow + kHourMs + static_cast<int>(state)};
    widget.dispatch(action::HttpAnswered{std::string("thread:") + kCode, 200, requests::encode(thread), 0});
}

}   // namespace

TEST_CASE("the contact view leads to a form, the form to a code, the code to the thread") {
    Widget widget("en");
    widget.dispatch(action::GoTo{View::contact, {}});
    widget.press(Role::button, "Write to us");
    CHECK((widget.get(Role::radio, "Question").states & semantics::State::checked) != 0);
    fill_in(widget);
    widget.press(Role::radio, "Damaged item");
    widget.press(Role::button, "Send");
    CHECK(widget.has(Role::status, "Sending…"));
    take(widget);
    CHECK(widget.has(Role::status, "Your message was sent"));
    CHECK(widget.has(Role::text, kShown));
    widget.press(Role::button, "See the request");
    serve(widget, RequestState::open);
    CHECK(widget.has(Role::heading, "Damaged item"));
    CHECK(widget.has(Role::text, "Waiting for the shop"));
    CHECK_FALSE(widget.has(Role::heading, "Was it solved?"));
    widget.dispatch(action::GoTo{View::contact, {}});
    CHECK(widget.get(Role::button, "Damaged item").description == "Waiting for the shop, " + std::string(kShown));
}

TEST_CASE("where nothing can be kept, what waits says so; what cannot be read any more is said until it was seen") {
    Widget widget("en");
    widget.dispatch(action::SetRemembers{false});
    CHECK_FALSE(widget.says("keeps nothing"));
    widget.dispatch(action::SetOnline{false});
    widget.dispatch(action::GoTo{View::request_form, {}});
    fill_in(widget);
    widget.press(Role::button, "Send");
    CHECK(widget.says("This browser keeps nothing for you."));
    CHECK_FALSE(widget.says("kept on this device"));
    session::OutboxItem lost;
    lost.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    lost.path = "/v1/requests";
    widget.dispatch(action::OutboxLoaded{{lost}});
    CHECK(widget.has(Role::alert, "Something kept here can no longer be read"));
    widget.press(Role::button, "OK");
    CHECK_FALSE(widget.has(Role::alert, "Something kept here can no longer be read"));
}

TEST_CASE("guides that may answer stand above the button, and opening one keeps what was written") {
    Widget widget("en");
    widget.dispatch(action::GoTo{View::request_form, {}});
    CHECK_FALSE(widget.has(Role::heading, "These guides may help right away"));
    fill_in(widget);
    CHECK(widget.has(Role::heading, "These guides may help right away"));
    widget.press(Role::button, "How long does a refund take?");
    CHECK(widget.has(Role::heading, "How long does a refund take?"));
    widget.press(Role::button, "Back");
    CHECK(widget.get(Role::text_area, "Your message").value == "The refund time is too long ");
}

TEST_CASE("what is missing is said beside its field") {
    Widget widget("en");
    widget.dispatch(action::GoTo{View::request_form, "SRV-1"});
    CHECK(widget.has(Role::text, "About order SRV-1"));
    widget.press(Role::button, "Send");
    CHECK(widget.has(Role::text, "Choose what it is about"));
    CHECK(widget.get(Role::text_area, "Your message").error == "Write your message");
    CHECK(widget.get(Role::text_field, "Phone or e-mail").error == "Enter your full phone number (a foreign one with country code) or your e-mail");
    widget.press(Role::button, "Remove the order");
    CHECK_FALSE(widget.has(Role::text, "About order SRV-1"));
}

TEST_CASE("an answer of the shop shows on every screen until it was seen") {
    Widget widget("en");
    widget.dispatch(action::GoTo{View::request_form, {}});
    fill_in(widget);
    widget.press(Role::button, "Send");
    take(widget);
    widget.dispatch(action::GoTo{View::home, {}});
    CHECK(widget.has(Role::button, "Contact"));
    serve(widget, RequestState::answered);
    CHECK(widget.has(Role::button, "Contact, New answer"));
    widget.press(Role::button, "The shop has answered you");
    serve(widget, RequestState::answered);
    CHECK(widget.has(Role::list_item, "Sarv Home, 21 November, 14:30: A new one is on its way"));
    CHECK(widget.has(Role::button, "Contact"));
    widget.dispatch(action::GoTo{View::home, {}});
    CHECK_FALSE(widget.has(Role::button, "The shop has answered you"));
}

TEST_CASE("a closed request asks whether it was solved; one tap answers, one tap opens it again") {
    Widget widget("en");
    widget.dispatch(action::GoTo{View::request_thread, {}});
    widget.type(Role::text_field, "Request code", "01234 56789");
    widget.type(Role::text_field, "Phone or e-mail", "a@b.ir");
    widget.press(Role::button, "Show the request");
    serve(widget, RequestState::closed);
    CHECK(widget.has(Role::heading, "Was it solved?"));
    CHECK(widget.has(Role::button, "No, open it again"));
    widget.press(Role::button, "Yes, it was");
    const auto* post = widget.last_effect<effect::HttpPost>();
    REQUIRE(post != nullptr);
    CHECK(post->path == "/v1/requests/solved");
    requests::Thread solved{.code = kCode, .state = RequestState::solved, .topic = requests::Topic::damaged, .order_number = {}, .messages = {}, .updated_at = kNow + kDayMs};
    widget.dispatch(action::HttpAnswered{post->request_id, 200, requests::encode(solved), 0});
    CHECK(widget.has(Role::status, "Good to know. Thank you!"));
    widget.press(Role::button, "Open it again");
    CHECK(widget.last_effect<effect::HttpPost>()->body == R"({"code":"0123456789","contact":"a@b.ir","solved":false})");
}

TEST_CASE("a low score leads to writing about the same order") {
    Widget widget("en");
    widget.dispatch(action::GoTo{View::feedback, "SRV-1"});
    widget.dispatch(action::PickScore{1});
    widget.dispatch(action::SubmitFeedback{});
    widget.press(Role::button, "Write to us");
    CHECK(widget.has(Role::text, "About order SRV-1"));
}

TEST_CASE("a shop without requests offers none") {
    Widget widget("en");
    wire::Config config = sample_config();
    config.features.requests = false;
    widget.app().set_config(config, widget.context());
    widget.dispatch(action::GoTo{View::contact, {}});
    CHECK_FALSE(widget.has(Role::button, "Write to us"));
    widget.dispatch(action::GoTo{View::request_form, {}});
    CHECK(widget.has(Role::text, "Messages cannot be sent from here. Please contact us."));
}

TEST_CASE("an own request that cannot be shown asks for no contact and can be removed") {
    Widget widget("en");
    widget.dispatch(action::GoTo{View::request_form, {}});
    fill_in(widget);
    widget.press(Role::button, "Send");
    take(widget);
    widget.press(Role::button, "See the request");
    widget.dispatch(action::HttpAnswered{std::string("thread:") + kCode, 404, {}, 0});
    CHECK(widget.has(Role::alert, "No request matches these details"));
    CHECK_FALSE(widget.has(Role::text_field, "Phone or e-mail"));
    widget.press(Role::button, "Remove from this device");
    widget.dispatch(action::GoTo{View::contact, {}});
    CHECK_FALSE(widget.has(Role::button, "Question"));
}
