#include <cmath>

#include "tests/support/widget.h"

using namespace pasokh;
using namespace pasokh::test;
namespace action = session::action;
namespace effect = session::effect;

TEST_CASE("the first screen greets, suggests a guide and lists the topics") {
    Widget widget("en");
    CHECK(widget.has(Role::heading, "How can we help?"));
    CHECK(widget.has(Role::button, "How do I return an item?"));
    CHECK(widget.has(Role::button, "Returns"));
    CHECK(widget.has(Role::button, "Refunds"));
    CHECK(widget.tree().lang == "en");
    CHECK_FALSE(widget.tree().rtl);
}

TEST_CASE("typing gives results at once and clearing leads home") {
    Widget widget("en");
    widget.type(Role::text_field, "Search the guides", "refund");
    CHECK(widget.has(Role::button, "How long does a refund take?"));
    CHECK(widget.get(Role::text_field, "Search the guides").value == "refund");
    widget.press(Role::button, "Clear search");
    CHECK(widget.has(Role::heading, "How can we help?"));
}

TEST_CASE("the search field is the same node on the first screen and above the results, so it keeps the caret") {
    Widget widget("en");
    const auto before = widget.get(Role::text_field, "Search the guides").id;
    widget.type(Role::text_field, "Search the guides", "refund");
    CHECK(widget.get(Role::text_field, "Search the guides").id == before);
}

TEST_CASE("nothing found offers a person") {
    Widget widget("en");
    widget.type(Role::text_field, "Search the guides", "zzqqxx");
    CHECK(widget.has(Role::heading, "Nothing found for zzqqxx"));
    widget.press(Role::button, "Contact us");
    CHECK(widget.has(Role::link, "Phone"));
}

TEST_CASE("an article shows every kind of block under its title") {
    Widget widget("en");
    widget.press(Role::button, "How do I return an item?");
    CHECK(widget.get(Role::heading, "How do I return an item?").level == 2);
    CHECK(widget.get(Role::heading, "Steps").level == 3);
    CHECK(widget.has(Role::list_item, "1. Open your orders."));
    CHECK(widget.has(Role::list_item, "Keep the box"));
    CHECK(widget.has(Role::column_header, "Days"));
    CHECK(widget.has(Role::cell, "Unopened"));
    CHECK(widget.has(Role::note, "Note"));
    CHECK(widget.has(Role::heading, "Was this helpful?"));
}

TEST_CASE("entering an article moves focus to its title, once") {
    Widget widget("en");
    widget.press(Role::button, "How do I return an item?");
    CHECK(widget.get(Role::heading, "How do I return an item?").focus_now);
    widget.dispatch(action::SetOnline{false});
    CHECK_FALSE(widget.get(Role::heading, "How do I return an item?").focus_now);
}

TEST_CASE("a link between guides opens the other one and back returns to the scroll offset") {
    Widget widget("en");
    widget.press(Role::button, "How do I return an item?");
    const auto scroller = [&] {
        for (const Node& node : widget.tree().nodes)
            if (node.role == Role::scroller) return node;
        return Node{};
    };
    widget.frame({{.kind = Event::Kind::scroll, .node = scroller().id, .scroll_top = 123}});
    widget.frame({{.kind = Event::Kind::link, .node = scroller().id, .text = "article:en/refunds/refund-time"}});
    CHECK(widget.has(Role::heading, "How long does a refund take?"));
    CHECK(scroller().scroll_to == 0);
    widget.press(Role::button, "Back");
    CHECK(widget.has(Role::heading, "How do I return an item?"));
    CHECK(scroller().scroll_to == 123);
}

TEST_CASE("a vote is put into the outbox before it is sent") {
    Widget widget("en");
    widget.press(Role::button, "How do I return an item?");
    widget.press(Role::button, "Yes");
    REQUIRE(widget.last_effect<effect::SaveOutbox>() != nullptr);
    CHECK(widget.last_effect<effect::HttpPost>()->path == "/v1/feedback");
    CHECK((widget.get(Role::button, "Yes").states & semantics::State::pressed) != 0);
}

TEST_CASE("Persian is drawn from right to left: the same view, mirrored") {
    Widget english("en");
    Widget persian("fa");
    CHECK(persian.tree().rtl);
    const auto close = [](Widget& widget, std::string_view name) { return widget.get(Role::button, name).rect; };
    const semantics::Rect left = close(english, "Close");
    const semantics::Rect right = close(persian, "بستن");
    CHECK(right.x == doctest::Approx(400 - left.x - left.width));
    CHECK(right.y == left.y);
}

TEST_CASE("a change of language keeps what was typed and shows the guides of that language") {
    Widget widget("en");
    widget.press(Role::button, "Orders");
    widget.type(Role::text_field, "Order number", "SRV-10245");
    widget.dispatch(action::SetLanguage{"fa"});
    bool kept = false;
    for (const Node& node : widget.tree().nodes) kept = kept || (node.role == Role::text_field && node.value == "SRV-10245");
    CHECK(kept);
    widget.dispatch(action::GoTo{session::View::home, {}});
    CHECK(widget.has(Role::button, "چطور کالا را مرجوع کنم؟"));
    CHECK(widget.state().config.name == "فروشگاه سرو");
}

TEST_CASE("a damaged pack shows the contact channels") {
    Widget widget("en");
    std::vector<std::byte> bytes = make_pack(sample_guides());
    bytes[bytes.size() / 2] ^= std::byte{1};
    CHECK_FALSE(widget.app().load_pack(std::move(bytes), "damaged.pack", widget.context()));
    widget.frame();
    CHECK(widget.has(Role::heading, "The guides could not be loaded"));
    CHECK(widget.has(Role::link, "Phone"));
}

TEST_CASE("an idle widget asks for no further frame and does no work for the next one") {
    Widget widget("en");
    widget.frame();
    CHECK(std::isinf(widget.out().repaint_after_ms));
    CHECK_FALSE(widget.out().tree_changed);
}

TEST_CASE("scrolling repaints without building the views again") {
    Widget widget("en");
    Node scroller;
    for (const Node& node : widget.tree().nodes)
        if (node.role == Role::scroller) scroller = node;
    widget.frame({{.kind = Event::Kind::scroll, .node = scroller.id, .scroll_top = 40}});
    CHECK_FALSE(widget.out().tree_changed);
    CHECK(widget.state().here.scroll_top == 40);
}

TEST_CASE("everything that can be pressed has a name and a target of at least 44 by 44") {
    for (const char* lang : {"en", "fa", "ar"}) {
        Widget widget(lang);
        for (const session::View view : {session::View::home, session::View::order_form, session::View::feedback, session::View::contact}) {
            widget.dispatch(action::GoTo{view, {}});
            for (const Node& node : widget.tree().nodes) {
                if (node.role != Role::button && node.role != Role::link && node.role != Role::radio && node.role != Role::text_field && node.role != Role::text_area) continue;
                CAPTURE(node.name);
                CHECK_FALSE(node.name.empty());
                CHECK(node.rect.width >= 44);
                CHECK(node.rect.height >= 44);
            }
        }
    }
}

TEST_CASE("ids of nodes are unique in every view") {
    for (const char* lang : {"en", "fa"}) {
        Widget widget(lang);
        widget.press(Role::button, lang == std::string_view("en") ? "How do I return an item?" : "چطور کالا را مرجوع کنم؟");
        const auto& nodes = widget.tree().nodes;
        for (std::size_t a = 0; a < nodes.size(); ++a)
            for (std::size_t b = 0; b < a; ++b) CHECK(nodes[a].id != nodes[b].id);
    }
}

TEST_CASE("a guide that is asked for before the pack has come is being loaded, not gone") {
    ui::FixedTextEngine text;
    app::App app(text, {.lang = "en"});
    const session::Context now{.now = kNow, .random = {}};
    app.dispatch(action::OpenArticle{"en/returns/return-item"}, now);
    CHECK(app.frame({.context = now, .width = 400, .height = 680, .events = {}}).tree->find(Role::text, "Loading…") != nullptr);
    REQUIRE(app.load_pack(make_pack(sample_guides()), "test", now));
    CHECK(app.frame({.context = now, .width = 400, .height = 680, .events = {}}).tree->find(Role::heading, "How do I return an item?") != nullptr);
}

TEST_CASE("preparing before the pack has come shows nothing, and the pack is prepared afterwards") {
    ui::FixedTextEngine text;
    app::App app(text, {.lang = "en"});
    const session::Context now{.now = kNow, .random = {}};
    CHECK_FALSE(app.prepare());
    CHECK(app.state().knowledge == session::KnowledgeState::loading);
    REQUIRE(app.load_pack(make_pack(sample_guides()), "test", now));
    CHECK(app.prepare());
    CHECK(app.frame({.context = now, .width = 400, .height = 680, .events = {}}).tree->find(Role::button, "How do I return an item?") != nullptr);
}

TEST_CASE("a holiday with hours of its own is not called closed for the day") {
    Widget widget("en");
    wire::Config config = sample_config();
    const std::int64_t today = kNow / kDayMs;
    config.holidays = {{today, today, {{"en", "Yalda"}}, {{5, 15 * 60, 17 * 60}}}};   // it is 13:30
    widget.app().set_config(config, widget.context());
    widget.dispatch(action::GoTo{session::View::contact, {}});
    CHECK(widget.says("Closed now"));
    CHECK(widget.says("Yalda"));
    CHECK_FALSE(widget.says("Closed today"));
}
