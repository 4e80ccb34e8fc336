#include <doctest/doctest.h>

#include "tests/unit/session/driver.h"

using namespace pasokh;
using namespace pasokh::session;
using pasokh::session::test::Driver;

namespace {
search::Answer answer_with(const std::string& id) {
    search::Answer answer;
    answer.hits.push_back({.id = id, .lang = "en", .title = id, .title_marks = {}, .snippet = {}, .snippet_marks = {}, .category = {}, .score = 1});
    answer.total = 1;
    return answer;
}
}   // namespace

TEST_CASE("typing shows the results and asks for each letter") {
    Driver session;
    session.does(action::TypeQuery{"r"}).does(action::TypeQuery{"re"});
    CHECK(session.state.here.view == View::results);
    REQUIRE(session.has<effect::Search>());
    CHECK(session.all<effect::Search>()[0].query == "re");
    CHECK_MESSAGE(session.state.history.size() == 1, "one step back, not one a letter");
}

TEST_CASE("clearing returns home") {
    Driver session;
    session.does(action::Scrolled{70}).does(action::TypeQuery{"re"}).does(action::SearchDone{"re", answer_with("en/a")});
    SUBCASE("with the button") { session.does(action::ClearQuery{}); }
    SUBCASE("letter by letter") { session.does(action::TypeQuery{""}); }
    CHECK(session.state.here.view == View::home);
    CHECK(session.state.history.empty());
    CHECK(session.state.restore_scroll == 70.0f);
    CHECK(session.state.answer.hits.empty());
    CHECK(session.state.query.empty());
}

TEST_CASE("clearing a search that was begun elsewhere goes home too") {
    Driver session;
    session.does(action::GoTo{View::contact, {}}).does(action::TypeQuery{"re"}).does(action::ClearQuery{});
    CHECK(session.state.here.view == View::home);
}

TEST_CASE("spaces alone are no search") {
    Driver session;
    session.does(action::TypeQuery{"  "});
    CHECK(session.state.here.view == View::home);
    CHECK(session.effects.empty());
    CHECK(session.state.query == "  ");
}

TEST_CASE("an answer to an older query is ignored") {
    Driver session;
    session.does(action::TypeQuery{"re"}).does(action::TypeQuery{"ref"});
    session.does(action::SearchDone{"re", answer_with("en/old")});
    CHECK(session.state.answer.hits.empty());
    session.does(action::SearchDone{"ref", answer_with("en/new")});
    REQUIRE(session.state.answer.hits.size() == 1);
    CHECK(session.state.answer.hits[0].id == "en/new");
    CHECK(session.all<effect::Emit>()[0].detail_json == R"({"query":"ref","total":1})");
}

TEST_CASE("back from an article finds the results as they were") {
    Driver session;
    session.does(action::TypeQuery{"ref"}).does(action::SearchDone{"ref", answer_with("en/a")}).does(action::Scrolled{200});
    session.does(action::OpenArticle{"en/a"}).does(action::Back{});
    CHECK(session.state.here.view == View::results);
    CHECK(session.state.query == "ref");
    CHECK(session.state.answer.hits.size() == 1);
    CHECK(session.state.restore_scroll == 200.0f);
    CHECK_FALSE(session.has<effect::Search>());
}

TEST_CASE("the first screen has an empty field, and back from it finds the search again") {
    Driver session;
    session.does(action::TypeQuery{"ref"}).does(action::GoTo{View::home, {}});
    CHECK(session.state.query.empty());
    session.does(action::Back{});
    CHECK(session.state.here.view == View::results);
    CHECK(session.state.query == "ref");
    REQUIRE(session.has<effect::Search>());
    CHECK(session.all<effect::Search>()[0].query == "ref");
}

TEST_CASE("back to an earlier search asks it again") {
    Driver session;
    session.does(action::TypeQuery{"ref"}).does(action::OpenArticle{"en/a"}).does(action::TypeQuery{"gift"});
    session.does(action::Back{}).does(action::Back{});
    CHECK(session.state.query == "ref");
    REQUIRE(session.has<effect::Search>());
    CHECK(session.all<effect::Search>()[0].query == "ref");
}

TEST_CASE("the page may search for a customer") {
    Driver session;
    session.does(action::GoTo{View::results, "refund"});
    CHECK(session.state.query == "refund");
    CHECK(session.has<effect::Search>());
    session.does(action::GoTo{View::contact, {}}).does(action::GoTo{View::results, {}});
    CHECK(session.state.here.view == View::results);
}

TEST_CASE("without a word the page's search opens the first screen, which suggests guides") {
    Driver session;
    session.does(action::GoTo{View::contact, {}}).does(action::GoTo{View::results, {}});
    CHECK(session.state.here.view == View::home);
}

TEST_CASE("a query is searched as typed on demand, until it changes") {
    Driver session;
    session.does(action::TypeQuery{"sthva"});
    CHECK_FALSE(session.all<effect::Search>()[0].verbatim);
    session.does(action::SearchVerbatim{});
    REQUIRE(session.has<effect::Search>());
    CHECK(session.all<effect::Search>()[0].verbatim);
    CHECK(session.all<effect::Search>()[0].query == "sthva");
    SUBCASE("typing the same again changes nothing") {
        session.does(action::TypeQuery{"sthva"});
        CHECK(session.all<effect::Search>()[0].verbatim);
    }
    SUBCASE("another letter is understood again") {
        session.does(action::TypeQuery{"sthvas"});
        CHECK_FALSE(session.all<effect::Search>()[0].verbatim);
        session.does(action::TypeQuery{"sthva"});
        CHECK_FALSE(session.all<effect::Search>()[0].verbatim);
    }
    SUBCASE("another language keeps the wish") {
        session.does(action::SetLanguage{"fa"});
        CHECK(session.all<effect::Search>()[0].verbatim);
    }
    SUBCASE("back to an earlier search understands it") {
        session.does(action::OpenArticle{"en/a"}).does(action::TypeQuery{"gift"}).does(action::SearchVerbatim{});
        session.does(action::Back{}).does(action::Back{});
        CHECK(session.state.query == "sthva");
        CHECK_FALSE(session.all<effect::Search>()[0].verbatim);
    }
    SUBCASE("clearing forgets it") {
        session.does(action::ClearQuery{}).does(action::TypeQuery{"sthva"});
        CHECK_FALSE(session.all<effect::Search>()[0].verbatim);
    }
}

TEST_CASE("a suggestion becomes the query, in the same place of the history") {
    Driver session;
    session.does(action::TypeQuery{"ref"}).does(action::SearchDone{"ref", answer_with("en/a"), {{"refund", 3}}});
    REQUIRE(session.state.completions.size() == 1);
    session.does(action::TakeCompletion{session.state.completions[0].text});
    CHECK(session.state.query == "refund");
    CHECK(session.all<effect::Search>()[0].query == "refund");
    CHECK(session.state.history.size() == 1);
    session.does(action::SearchDone{"ref", answer_with("en/a"), {{"refuse", 3}}});
    CHECK_MESSAGE(session.state.completions[0].text == "refund", "those of an older key press come too late");
    session.does(action::ClearQuery{});
    CHECK(session.state.completions.empty());
}
