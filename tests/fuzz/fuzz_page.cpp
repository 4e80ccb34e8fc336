// Any bytes as what the page is given: the shop's configuration, answers of the server, what an earlier visit stored. First the readers
// alone: what they let through is written and read again as the same. Then the whole widget, which shows it in every view. The
// first byte chooses what it is, the second the HTTP status and the language.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/app/app.h"
#include "core/base/verify.h"
#include "core/feedback/json.h"
#include "core/orders/json.h"
#include "core/requests/code.h"
#include "core/requests/json.h"
#include "core/session/outbox_json.h"
#include "core/text/utf8.h"
#include "core/ui/fixed_text_engine.h"
#include "core/wire/problem.h"

using namespace pasokh;
namespace action = session::action;
using session::View;

namespace {

constexpr TimestampMs kNow = 1795255200000;
constexpr std::array<int, 10> kStatuses = {200, 201, 403, 404, 410, 422, 429, 503, 0, 400};
constexpr std::array<std::string_view, 3> kLanguages = {"fa", "ar", "en"};
constexpr std::string_view kPhone = "09120000045", kCodeRandom = "123456789";
constexpr int kMostFrames = 4;

/// --- readers ---

template <typename Decode>
void same_again(std::string_view text, Decode decode) {
    const auto value = decode(text);
    if (!value) return;
    const std::string written = encode(*value);
    VERIFY(!text::find_invalid_utf8(written));
    const auto again = decode(written);
    VERIFY(again.has_value() && encode(*again) == written);
}

void read(std::string_view text) {
    same_again(text, wire::decode_config);
    same_again(text, orders::decode_order);
    same_again(text, orders::decode_challenge);
    same_again(text, feedback::decode_receipt);
    same_again(text, requests::decode_receipt);
    same_again(text, requests::decode_thread);
    if (const auto orders = orders::decode_order_list(text)) VERIFY(orders::decode_order_list(orders::encode_list(*orders)).has_value());
    if (const auto items = session::decode_outbox(text))
        for (const session::OutboxItem& item : *items) VERIFY(session::decode_outbox('[' + session::encode(item) + ']').has_value());
    VERIFY(wire::decode_problem(418, text).status == 418);
}

/// --- the widget ---

class Widget {
public:
    explicit Widget(std::string_view lang) : app_(text_, {.lang = std::string(lang)}) {}

    void tell(const session::Action& what) { app_.dispatch(what, context()); }
    void configure(wire::Config config) { app_.set_config(std::move(config), context()); }
    const session::State& state() const { return app_.state(); }

    /// Draws, and looks at what came out.
    void frame() {
        const app::FrameOutput& out = app_.frame({.context = context(), .width = 400, .height = 680});
        for (const session::Effect& effect : out.effects)
            if (const auto* post = std::get_if<session::effect::HttpPost>(&effect)) posts_.push_back(*post);
        for (const semantics::Node& node : out.tree->nodes) {
            VERIFY(!text::find_invalid_utf8(node.name) && !text::find_invalid_utf8(node.value));
            VERIFY(node.href.find("javascript:") != 0);
            for (const semantics::TextPart& part : node.texts) VERIFY(!text::find_invalid_utf8(text_.text(part.paragraph)));
        }
    }
    /// Every request so far gets this answer; what follows from it waits.
    void answer_all(int status, const std::string& body) {
        frame();
        for (const session::effect::HttpPost& post : std::exchange(posts_, {})) tell(action::HttpAnswered{post.request_id, status, body, 0});
        frame();
    }
    void look_around() {
        for (const View view : {View::home, View::order_form, View::order_status, View::feedback, View::contact, View::request_form, View::request_thread}) {
            tell(action::GoTo{view, {}});
            frame();
        }
    }

private:
    session::Context context() {
        session::Context next{.now = kNow + ++steps_};
        next.random[8] = static_cast<std::uint8_t>(steps_ >> 8);
        next.random[9] = static_cast<std::uint8_t>(steps_);
        return next;
    }
    ui::FixedTextEngine text_;
    app::App app_;
    std::vector<session::effect::HttpPost> posts_;
    TimestampMs steps_ = 0;
};

std::string some_code() {
    std::array<std::uint8_t, requests::kCodeLength - 1> random{};
    for (std::size_t i = 0; i < random.size(); ++i) random[i] = static_cast<std::uint8_t>(kCodeRandom[i]);
    return requests::make_code(random);
}

void ask_for_order(Widget& widget) {
    widget.tell(action::GoTo{View::order_form, {}});
    widget.tell(action::EditOrderNumber{"SRV-10245"});
    widget.tell(action::EditContact{std::string(kPhone)});
    widget.tell(action::SubmitOrderLookup{});
}

void take_config(Widget& widget, int, const std::string& body) {
    if (auto config = wire::decode_config(body)) widget.configure(std::move(*config));
}

void take_order(Widget& widget, int status, const std::string& body) {
    ask_for_order(widget);
    widget.answer_all(status, body);
    widget.tell(action::GoTo{View::feedback, "SRV-10245"});
    widget.frame();
}

void take_orders(Widget& widget, int status, const std::string& body) {
    widget.tell(action::Identify{"a.b.c"});
    widget.tell(action::GoTo{View::order_form, {}});
    widget.answer_all(status, body);
}

/// "challenge-required", then the challenge.
void take_challenge(Widget& widget, int status, const std::string& body) {
    ask_for_order(widget);
    widget.answer_all(403, wire::encode(wire::Problem{.status = 403, .code = "challenge-required"}));
    widget.answer_all(status, body);
    for (int i = 0; i < kMostFrames; ++i) widget.tell(action::Tick{});
}

void take_thread(Widget& widget, int status, const std::string& body) {
    widget.tell(action::GoTo{View::request_thread, {}});
    widget.tell(action::EditThreadCode{some_code()});
    widget.tell(action::EditThreadContact{std::string(kPhone)});
    widget.tell(action::FindThread{});
    widget.answer_all(status, body);
    widget.tell(action::EditReply{"x"});
    widget.tell(action::SendReply{});
    widget.answer_all(status, body);
    widget.tell(action::MarkSolved{true});
    widget.answer_all(status, body);
}

void take_receipt(Widget& widget, int status, const std::string& body) {
    widget.tell(action::GoTo{View::request_form, "SRV-10245"});
    widget.tell(action::PickTopic{});
    widget.tell(action::EditRequestMessage{"x"});
    widget.tell(action::EditRequestContact{std::string(kPhone)});
    widget.tell(action::SubmitRequest{});
    widget.tell(action::GoTo{View::feedback, "csat"});
    widget.tell(action::PickScore{1});
    widget.tell(action::SubmitFeedback{});
    widget.answer_all(status, body);
}

void take_outbox(Widget& widget, int status, const std::string&  body) {
    widget.tell(action::Opened{});
    if (auto items = session::decode_outbox(body)) widget.tell(action::OutboxLoaded{std::move(*items)});
    widget.answer_all(status, "{}");
}

}   // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size > 32 * 1024) return 0;
    const std::string body(static_cast<const char*>(static_cast<const void*>(data + 2)), size - 2);
    read(body);
    if (!wire::Document::parse(body)) return 0;   // the widget knows one way to fail to read
    constexpr auto kTakers = std::to_array({take_config, take_order, take_orders, take_challenge, take_thread, take_receipt, take_outbox});
    Widget widget(kLanguages[data[1] / kStatuses.size() % kLanguages.size()]);
    kTakers[data[0] % kTakers.size()](widget, kStatuses[data[1] % kStatuses.size()], body);
    widget.look_around();
    return 0;
}
