#include <doctest/doctest.h>

#include "core/i18n/keys.h"
#include "tests/unit/session/driver.h"

using namespace pasokh;
using namespace pasokh::session;
using pasokh::session::test::article;
using pasokh::session::test::Driver;

TEST_CASE("every view has a name that reads back") {
    for (View view : {View::home, View::results, View::category, View::article, View::order_form, View::order_status, View::feedback, View::contact})
        CHECK(parse_view(view_name(view)) == view);
    CHECK_FALSE(parse_view("attic").has_value());
}

TEST_CASE("back restores the place and its scroll") {
    Driver session;
    session.does(action::Scrolled{480}).does(action::OpenArticle{"en/returns/return-item"});
    CHECK(session.state.here.view == View::article);
    CHECK(session.state.restore_scroll == 0.0f);
    session.does(action::Scrolled{90}).does(action::Back{});
    CHECK(session.state.here.view == View::home);
    CHECK(session.state.restore_scroll == 480.0f);
    session.does(action::Scrolled{481});
    CHECK_FALSE(session.state.restore_scroll.has_value());
}

TEST_CASE("back through two articles loads the first again") {
    Driver session;
    session.does(action::OpenArticle{"en/a"}).does(action::ArticleLoaded{"en/a", article("en/a"), {}});
    session.does(action::Scrolled{33}).does(action::OpenArticle{"en/b"});
    session.does(action::Back{});
    REQUIRE(session.has<effect::LoadArticle>());
    CHECK(session.all<effect::LoadArticle>()[0].id == "en/a");
    CHECK(session.state.restore_scroll == 33.0f);
}

TEST_CASE("back without history goes home and then nowhere") {
    Driver session;
    session.state.here.view = View::contact;
    session.does(action::Back{});
    CHECK(session.state.here.view == View::home);
    session.does(action::Back{});
    CHECK(session.state.here.view == View::home);
    CHECK(session.effects.empty());
}

TEST_CASE("going where one is only scrolls to the top") {
    Driver session;
    session.does(action::GoTo{View::contact, {}}).does(action::Scrolled{50}).does(action::GoTo{View::contact, {}});
    CHECK(session.state.history.size() == 1);
    CHECK(session.state.restore_scroll == 0.0f);
}

TEST_CASE("the history has an end") {
    Driver session;
    for (int i = 0; i < 200; ++i) session.does(action::GoTo{i % 2 == 0 ? View::contact : View::home, {}});
    CHECK(session.state.history.size() <= 50);
}

TEST_CASE("an article asked for by its translation key comes in the current language") {
    Driver session;
    session.state.lang = "fa";
    session.does(action::OpenArticle{"returns/return-item"});
    REQUIRE(session.has<effect::LoadArticle>());
    CHECK(session.all<effect::LoadArticle>()[0].id == "returns/return-item");
    CHECK(session.all<effect::LoadArticle>()[0].lang == "fa");
    session.does(action::ArticleLoaded{"returns/return-item", article("fa/returns/return-item"), {}});
    CHECK(session.state.article.id == "fa/returns/return-item");
    CHECK(session.state.here.argument == "fa/returns/return-item");
    CHECK(session.emitted("article"));
}

TEST_CASE("an article that was left does not appear late") {
    Driver session;
    session.does(action::OpenArticle{"en/a"}).does(action::OpenArticle{"en/b"});
    session.does(action::ArticleLoaded{"en/a", article("en/a"), {}});
    CHECK_FALSE(session.state.article.article.has_value());
    CHECK(session.state.article.id == "en/b");
}

TEST_CASE("an article that is not in the pack is shown as missing") {
    Driver session;
    session.does(action::OpenArticle{"en/gone"}).does(action::ArticleLoaded{"en/gone", std::nullopt, {}});
    CHECK(session.state.here.view == View::article);
    CHECK_FALSE(session.state.article.article.has_value());
}

TEST_CASE("a change of language reloads content and keeps what was typed") {
    Driver session;
    session.does(action::TypeQuery{"refund"}).does(action::OpenArticle{"en/a"}).does(action::ArticleLoaded{"en/a", article("en/a"), {}});
    session.does(action::EditOrderNumber{"SRV-1"}).does(action::EditContact{"a@b.ir"}).does(action::EditComment{"good"}).does(action::PickScore{4});
    session.does(action::SetLanguage{"fa"});
    CHECK(session.has<effect::LoadHome>());
    REQUIRE(session.has<effect::LoadArticle>());
    CHECK(session.all<effect::LoadArticle>()[0].id == "a");
    CHECK(session.all<effect::LoadArticle>()[0].lang == "fa");
    REQUIRE(session.has<effect::Search>());
    CHECK(session.all<effect::Search>()[0].query == "refund");
    CHECK(session.state.query == "refund");
    CHECK(session.state.order_form.number == "SRV-1");
    CHECK(session.state.order_form.contact == "a@b.ir");
    CHECK(session.state.feedback.comment == "good");
    CHECK(session.state.feedback.score == 4);
    CHECK(session.state.here.view == View::article);
    session.does(action::ArticleLoaded{"a", article("fa/a"), {}});
    CHECK(session.state.article.article->info.id == "fa/a");
    CHECK(session.state.here.argument == "fa/a");
}

TEST_CASE("an article without a translation stays on the screen") {
    Driver session;
    session.does(action::OpenArticle{"en/a"}).does(action::ArticleLoaded{"en/a", article("en/a"), {}}).does(action::SetLanguage{"ar"});
    session.does(action::ArticleLoaded{"a", std::nullopt, {}});
    REQUIRE(session.state.article.article.has_value());
    CHECK(session.state.article.article->info.id == "en/a");
}

TEST_CASE("a language without words is refused") {
    Driver session;
    session.does(action::SetLanguage{"xx"});
    CHECK(session.state.lang == "en");
    CHECK(session.emitted("error"));
}

TEST_CASE("a link opens only what is safe to open") {
    Driver session;
    for (const char* href : {"https://shop.example/a", "mailto:a@b.ir", "tel:+98210000", "HTTPS://shop.example"}) {
        session.does(action::OpenLink{href});
        CAPTURE(href);
        REQUIRE(session.has<effect::OpenUrl>());
        CHECK(session.all<effect::OpenUrl>()[0].url == href);
    }
    for (const char* href : {"javascript:alert(1)", "data:text/html,x", "http://shop.example", "//shop.example", "", "https://", "#", " https://x"}) {
        session.does(action::OpenLink{href});
        CAPTURE(href);
        CHECK(session.effects.empty());
    }
}

TEST_CASE("a link to an article opens it, and its heading once it is there") {
    Driver session;
    session.does(action::OpenLink{"article:en/a#how"});
    CHECK(session.state.here.argument == "en/a");
    CHECK_FALSE(session.has<effect::ScrollToAnchor>());
    session.does(action::ArticleLoaded{"en/a", article("en/a"), {}});
    REQUIRE(session.has<effect::ScrollToAnchor>());
    CHECK(session.all<effect::ScrollToAnchor>()[0].anchor == "how");
    session.does(action::OpenLink{"#why"});
    CHECK(session.all<effect::ScrollToAnchor>()[0].anchor == "why");
    session.does(action::OpenLink{"article:en/a#when"});
    CHECK(session.all<effect::ScrollToAnchor>()[0].anchor == "when");
    CHECK(session.state.history.size() == 1);
}

TEST_CASE("what was asked for before the pack came is asked for again") {
    Driver session;
    session.state.knowledge = KnowledgeState::loading;
    session.does(action::GoTo{View::article, "returns/return-item"}).does(action::ArticleLoaded{"returns/return-item", std::nullopt, {}});
    session.does(action::KnowledgeLoaded{{}, {}});
    CHECK(session.state.knowledge == KnowledgeState::ready);
    CHECK(session.has<effect::LoadArticle>());
    session.does(action::KnowledgeLoaded{{}, {}});
    CHECK(session.effects.empty());
}

TEST_CASE("another pack is asked again for what the screen shows, and the place stays") {
    Driver session;
    session.does(action::TypeQuery{"refund"}).does(action::OpenArticle{"en/a"}).does(action::ArticleLoaded{"en/a", article("en/a"), {}}).does(action::Scrolled{70});
    session.does(action::ReloadKnowledge{});
    CHECK(session.has<effect::LoadHome>());
    CHECK(session.has<effect::LoadArticle>());
    CHECK(session.has<effect::Search>());
    CHECK_FALSE(session.emitted("error"));
    CHECK(session.state.knowledge == KnowledgeState::ready);
    CHECK(session.state.here.scroll_top == 70.0f);
    CHECK(session.state.article.article.has_value());
}

TEST_CASE("a pack that could not be read is a state and an event") {
    Driver session;
    session.does(action::KnowledgeFailed{"shop.pack: crc"});
    CHECK(session.state.knowledge == KnowledgeState::failed);
    CHECK(session.emitted("error"));
}

TEST_CASE("another page of the shop gets its own suggestions, once") {
    Driver session;
    session.does(action::SetPage{"/cart"});
    CHECK(session.has<effect::LoadHome>());
    session.does(action::SetPage{"/cart"});
    CHECK(session.effects.empty());
}

TEST_CASE("opening and closing are events of the page") {
    Driver session;
    session.does(action::Close{});
    CHECK_FALSE(session.state.open);
    CHECK(session.has<effect::ClosePanel>());
    CHECK(session.emitted("close"));
    session.does(action::Opened{});
    CHECK(session.state.open);
    CHECK(session.emitted("open"));
}

TEST_CASE("an event with a quote in it is still JSON") {
    Driver session;
    session.does(action::KnowledgeFailed{"a \"b\"\n"});
    CHECK(session.all<effect::Emit>()[0].detail_json == R"({"code":"knowledge","reason":"a \"b\"\n"})");
}

TEST_CASE("words of statuses, reasons and scores stand in the order of their enums") {
    using i18n::Key;
    const auto distance = [](Key a, Key b) { return static_cast<int>(b) - static_cast<int>(a); };
    CHECK(distance(Key::parcel_unknown, Key::parcel_attempt_failed) == static_cast<int>(orders::ParcelStatus::attempt_failed));
    CHECK(distance(Key::parcel_unknown, Key::parcel_expired) == static_cast<int>(orders::ParcelStatus::expired));
    CHECK(distance(Key::order_state_draft, Key::order_state_completed) == static_cast<int>(orders::OrderState::completed));
    CHECK(distance(Key::step_placed, Key::step_delivered) == orders::kStepCount - 1);
}
