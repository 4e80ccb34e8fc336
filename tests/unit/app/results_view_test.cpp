// What the results view shows for each kind of answer, by role and name. The answers are given, so that no ranking decides here.
#include "tests/support/widget.h"

using namespace pasokh;
using namespace pasokh::test;
namespace action = session::action;
namespace effect = session::effect;

namespace {

constexpr std::string_view kField = "Search the guides";

search::Answer answer_of(const std::vector<std::string>& categories) {
    search::Answer answer;
    for (const std::string& category : categories) {
        search::Hit& hit = answer.hits.emplace_back();
        hit.id = "en/hit-" + std::to_string(answer.hits.size());
        hit.title = "Hit " + std::to_string(answer.hits.size());
        hit.lang = "en";
        hit.category = category;
    }
    answer.total = static_cast<std::uint32_t>(categories.size());
    return answer;
}

/// A widget whose search for `query` came to `answer`, in a shop that asks to be told.
struct Showing : Widget {
    Showing(const std::string& query, const search::Answer& answer, std::vector<search::Completion> completions = {}) : Widget("en") {
        wire::Config config = sample_config();
        config.features.unanswered_searches = true;
        app().set_config(config, context());
        dispatch(action::TypeQuery{query});
        dispatch(action::SearchDone{query, answer, std::move(completions)});
    }
};

std::vector<std::string> names(const Widget& widget, Role role) {
    std::vector<std::string> found;
    for (const Node& node : widget.tree().nodes)
        if (node.role == role) found.push_back(node.name);
    return found;
}

float top_of_first_hit(const Widget& widget) { return widget.get(Role::button, "Hit 1").rect.y; }

}   // namespace

TEST_CASE("a query that was understood differently says so and offers the way back") {
    search::Answer answer = answer_of({"Orders"});
    answer.understood_as = "refund";
    Showing widget("refnud", answer);
    CHECK(widget.has(Role::status, "1 result · Showing results for refund"));
    widget.press(Role::button, "Search instead for refnud");
    CHECK(widget.state().verbatim);
    CHECK(widget.state().answer.understood_as.empty());
    CHECK(widget.get(Role::text_field, kField).value == "refnud");
    CHECK_MESSAGE(widget.get(Role::text_field, kField).focus_now, "the pressed button is gone: the cursor needs a place");
}

TEST_CASE("a query that was taken as typed offers no other reading") {
    Showing widget("refund", answer_of({"Orders"}));
    CHECK(widget.has(Role::status, "1 result"));
    CHECK_FALSE(widget.has(Role::button, "Search instead for refund"));
}

TEST_CASE("many hits of several topics stand under headings, each list named by its topic") {
    Showing widget("x", answer_of({"Returns", "Refunds", "Returns", "Refunds", "Returns", "Gifts"}));
    CHECK(widget.has(Role::status, "6 results"));
    CHECK(widget.get(Role::heading, "Returns").level == 3);
    CHECK(names(widget, Role::heading) == std::vector<std::string>{"Results", "Returns", "Refunds", "Gifts"});
    CHECK(widget.has(Role::list, "Refunds"));
    std::vector<std::string> shown;
    for (const std::string& name : names(widget, Role::button))
        if (name.starts_with("Hit")) shown.push_back(name);
    CHECK(shown == std::vector<std::string>{"Hit 1", "Hit 3", "Hit 5", "Hit 2", "Hit 4", "Hit 6"});
    widget.press(Role::button, "Hit 5");
    CHECK(widget.state().here.argument == "en/hit-5");
}

TEST_CASE("hits without a topic among others stand under a heading of their own") {
    Showing widget("x", answer_of({"Returns", "", "Returns", "", "Returns", ""}));
    CHECK(widget.has(Role::heading, "Other guides"));
}

TEST_CASE("few hits are one list without headings") {
    Showing widget("x", answer_of({"Returns", "Refunds", "Returns"}));
    CHECK(names(widget, Role::heading) == std::vector<std::string>{"Results"});
}

TEST_CASE("suggestions are named buttons in a named list, and one of them becomes the query") {
    Showing widget("my ref", answer_of({"Refunds"}), {{"my refund", 6}, {"my reference", 6}});
    CHECK(widget.has(Role::list, "Suggested words"));
    CHECK(widget.has(Role::button, "my reference"));
    widget.press(Role::button, "my refund");
    CHECK(widget.state().query == "my refund");
    CHECK(widget.get(Role::text_field, kField).value == "my refund");
    CHECK(widget.get(Role::text_field, kField).focus_now);
}

TEST_CASE("suggestions that do not fit into their row are left out") {
    std::vector<search::Completion> completions;
    for (const char* word : {"internationalisation", "internationalising", "internationalised", "international"}) completions.push_back({word, 5});
    Showing widget("inter", answer_of({"Refunds"}), completions);
    float right = 0;
    std::size_t chips = 0;
    for (const Node& node : widget.tree().nodes)
        if (node.role == Role::button && node.name.starts_with("internat")) {
            right = std::max(right, node.rect.x + node.rect.width);
            CHECK(node.rect.height >= 44);
            ++chips;
        }
    CHECK(chips >= 1);
    CHECK(chips < 4);
    CHECK(right <= 400 - 16);
}

TEST_CASE("suggestions come and go without moving the results") {
    search::Answer corrected = answer_of({"Refunds"});
    const float with = top_of_first_hit(Showing("ref", corrected, {{"refund", 3}}));
    CHECK(top_of_first_hit(Showing("ref ", corrected)) == with);
    corrected.understood_as = "refund";
    CHECK(top_of_first_hit(Showing("refnud", corrected)) == with);
}

TEST_CASE("the nearest guides are called that, with a person and the shop's ear below") {
    search::Answer answer = answer_of({"Returns", "Refunds"});
    answer.weak = true;
    Showing widget("drone", answer);
    CHECK(widget.has(Role::heading, "Nothing matches exactly. Nearest guides:"));
    CHECK(widget.has(Role::status, "Nothing matches exactly. Nearest guides:"));
    CHECK_FALSE(widget.has(Role::status, "2 results"));
    CHECK(widget.has(Role::button, "Hit 2"));
    CHECK(widget.has(Role::button, "Contact us"));
    CHECK(widget.has(Role::button, "Tell the shop what you were looking for"));
}

TEST_CASE("nothing found shows popular guides, the topics and every channel") {
    Showing widget("zzqqxx", search::Answer{});
    CHECK(widget.has(Role::status, "Nothing found for zzqqxx"));
    CHECK(widget.has(Role::heading, "Popular guides"));
    CHECK(widget.has(Role::button, "How do I return an item?"));
    CHECK(widget.has(Role::heading, "Talk to a person"));
    CHECK(widget.has(Role::link, "Phone"));
    widget.press(Role::button, "Refunds");
    CHECK(widget.state().here.view == session::View::category);
}

TEST_CASE("the shop is told by a tap, and thanks come when the server has it") {
    Showing widget("order 10245 drone", search::Answer{});
    CHECK(widget.has(Role::text, "Only these words are sent: order ••• drone"));
    const auto id = widget.get(Role::button, "Tell the shop what you were looking for").id;
    widget.press(Role::button, "Tell the shop what you were looking for");
    const auto* sent = widget.last_effect<effect::HttpPost>();
    REQUIRE(sent != nullptr);
    CHECK(sent->path == "/v1/unanswered");
    CHECK(widget.get(Role::button, "Sending…").id == id);
    CHECK((widget.get(Role::button, "Sending…").states & semantics::State::disabled) != 0);
    widget.dispatch(action::HttpAnswered{sent->request_id, 201, "{}", 0});
    CHECK(widget.get(Role::button, "The shop now knows. Thank you!").id == id);
    REQUIRE(widget.last_effect<effect::Announce>() != nullptr);
    CHECK(widget.last_effect<effect::Announce>()->text == "The shop now knows. Thank you!");
}

TEST_CASE("a shop that does not ask is not told") {
    Widget widget("en");
    widget.type(Role::text_field, kField, "zzqqxx");
    CHECK_FALSE(widget.has(Role::button, "Tell the shop what you were looking for"));
}

TEST_CASE("before the guides are there nothing is called missing") {
    ui::FixedTextEngine text;
    app::App app(text, {.lang = "en"});
    app.set_config(sample_config(), {.now = kNow});
    app.dispatch(action::TypeQuery{"refund"}, {.now = kNow});
    const auto& loading = app.frame({.context = {.now = kNow}, .width = 400, .height = 680});
    CHECK(loading.tree->find(Role::text, "Loading…") != nullptr);
    CHECK(loading.tree->find(Role::status, "Nothing found for refund") == nullptr);
    app.dispatch(action::KnowledgeFailed{"no network"}, {.now = kNow});
    const auto& failed = app.frame({.context = {.now = kNow}, .width = 400, .height = 680});
    CHECK(failed.tree->find(Role::heading, "The guides could not be loaded") != nullptr);
    CHECK(failed.tree->find(Role::link, "Phone") != nullptr);
}

TEST_CASE("another pack shows at once what it holds, in the same place") {
    Widget widget("en");
    widget.press(Role::button, "How do I return an item?");
    auto guides = sample_guides();
    guides[0].bytes.replace(guides[0].bytes.find("How do I return"), 15, "How can I return");
    REQUIRE(widget.app().load_pack(make_pack(guides), "test", widget.context()));
    widget.frame();
    CHECK(widget.has(Role::heading, "How can I return an item?"));
    CHECK(widget.state().here.view == session::View::article);
}
