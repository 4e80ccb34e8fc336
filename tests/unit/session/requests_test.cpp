#include <doctest/doctest.h>

#include <algorithm>

#include "core/requests/json.h"
#include "core/session/outbox_json.h"
#include "core/session/requests.h"
#include "tests/unit/session/driver.h"

using namespace pasokh;
using namespace pasokh::session;
using namespace pasokh::session::test;
using requests::RequestState;
using requests::Topic;

namespace {

constexpr const char* kCode = "0123456789";

struct Requests : Driver {
    Requests() { state.config.requests = true; }

    Requests& write(const std::string& message = "The glass is broken", const std::string& contact = "0912 000 0045") {
        does(action::GoTo{View::request_form, {}});
        does(action::EditRequestMessage{message});
        does(action::EditRequestContact{contact});
        return *this;
    }
    /// Writes and sends one; gives its ULID.
    std::string send() {
        write().does(action::SubmitRequest{});
        return state.request_form.sent_id;
    }
    static std::string receipt(const std::string& id, const std::string& code = kCode) { return requests::encode(requests::Receipt{id, code, "the-key", kStart}); }
    /// As above, and the server has taken it.
    std::string sent() {
        const std::string id = send();
        answer("outbox:" + id, 201, receipt(id));
        return id;
    }
    requests::Thread thread(RequestState now, std::vector<requests::Message> messages = {}) const {
        if (messages.empty()) messages = {{requests::Author::customer, "The glass is broken", kStart}};
        const TimestampMs at = messages.back().at;
        return {.code = kCode, .state = now, .topic = Topic::question, .order_number = {}, .messages = std::move(messages), .updated_at = at};
    }
    requests::Thread answered(TimestampMs at = kStart + kHourMs) const {
        return thread(RequestState::answered, {{requests::Author::customer, "The glass is broken", kStart}, {requests::Author::shop, "A new one is on its way", at}});
    }
    void served(const requests::Thread& thread) { answer("thread:" + thread.code, 200, requests::encode(thread)); }
    RequestForm& form() { return state.request_form; }
    ThreadView& view() { return state.thread_view; }
    std::vector<effect::HttpPost> posts() const { return all<effect::HttpPost>(); }
};

}   // namespace

TEST_CASE("a request goes through the outbox with a canonical contact and shows its code") {
    Requests test;
    const std::string id = test.send();
    REQUIRE(test.has<effect::SaveOutbox>());
    REQUIRE(test.posts().size() == 1);
    CHECK(test.posts()[0].path == "/v1/requests");
    CHECK(test.posts()[0].body.find("+989120000045") != std::string::npos);
    CHECK(test.form().delivery == DeliveryState::sending);
    test.answer("outbox:" + id, 201, Requests::receipt(id));
    CHECK(test.form().delivery == DeliveryState::confirmed);
    CHECK(test.form().code == kCode);
    CHECK(test.emitted("request"));
    CHECK(test.state.outbox.empty());
}

TEST_CASE("the record of an own request takes the item's place on the device and names nobody") {
    Requests test;
    const std::string id = test.sent();
    const auto saved = test.all<effect::SaveOutbox>();
    REQUIRE(saved.size() == 1);
    CHECK_FALSE(test.has<effect::DropOutbox>());
    CHECK(saved[0].item.id == id);
    CHECK(saved[0].item.body.find("989120000045") == std::string::npos);
    CHECK(saved[0].item.body.find("glass") == std::string::npos);
    const auto kept = decode_outbox("[" + encode(saved[0].item) + "]");
    REQUIRE(kept.has_value());
    Requests next;
    next.does(action::OutboxLoaded{*kept});
    REQUIRE(next.state.own_requests.size() == 1);
    CHECK(next.state.own_requests[0].code == kCode);
    CHECK(next.state.own_requests[0].key == "the-key");
    CHECK(next.state.outbox.empty());
}

TEST_CASE("an answer that is no receipt is no confirmation") {
    Requests test;
    const std::string id = test.send();
    test.answer("outbox:" + id, 200, "<html>Welcome to the hotel</html>");
    CHECK(test.form().delivery == DeliveryState::waiting);
    CHECK(test.state.outbox.size() == 1);
    test.after(kOutboxLongestRetryMs).does(action::Tick{});
    test.answer("outbox:" + id, 200, Requests::receipt("01ARZ3NDEKTSV4RRFFQ69G5FAV"));
    CHECK(test.state.outbox.size() == 1);
    CHECK(test.state.own_requests.empty());
}

TEST_CASE("what is missing is named and nothing is sent") {
    Requests test;
    test.state.request_form.topic.reset();
    test.does(action::SubmitRequest{});
    CHECK((test.form().topic_missing && test.form().message_missing && test.form().contact_missing));
    test.write("x", "09").does(action::SubmitRequest{});
    CHECK(test.form().contact_missing);
    CHECK(test.state.outbox.empty());
    test.write(std::string(4001, 'x')).does(action::PickTopic{Topic::wrong}).does(action::SubmitRequest{});
    CHECK(test.form().message_too_long);
    CHECK(test.state.outbox.empty());
}

TEST_CASE("an offline request waits and is sent when the network is back, also after a reload") {
    Requests test;
    test.does(action::SetOnline{false});
    const std::string id = test.send();
    CHECK(test.form().delivery == DeliveryState::waiting);
    const OutboxItem kept = test.state.outbox[0];
    Requests next;
    next.does(action::OutboxLoaded{{kept}});
    CHECK(next.form().message == "The glass is broken");
    CHECK(next.form().delivery == DeliveryState::sending);
    next.answer("outbox:" + id, 200, Requests::receipt(id));
    CHECK(next.form().code == kCode);
}

TEST_CASE("a refused request keeps its words in the form, to be changed and sent again") {
    Requests test;
    const std::string id = test.send();
    test.answer("outbox:" + id, 422);
    CHECK(test.form().delivery == DeliveryState::refused);
    CHECK_FALSE(is_sent(test.form()));
    test.does(action::EditRequestMessage{"Other words"}).does(action::SubmitRequest{});
    CHECK(test.form().sent_id != id);
    CHECK(test.form().delivery == DeliveryState::sending);
}

TEST_CASE("words that could not be sent wait until the form is free") {
    Requests test;
    const std::string first = test.send();
    test.answer("outbox:" + first, 0);
    test.does(action::RestartRequest{});
    test.does(action::EditRequestMessage{"Another thing"});
    test.after(kOutboxLifetimeMs).does(action::Tick{});
    CHECK(test.form().message == "Another thing");
    CHECK(test.state.outbox.size() == 1);
    test.does(action::EditRequestContact{"a@b.ir"}).does(action::SubmitRequest{});
    test.does(action::RestartRequest{});
    CHECK(test.form().message == "The glass is broken");
    CHECK(test.form().delivery == DeliveryState::expired);
}

TEST_CASE("an attached order asks for the topic and brings the contact along") {
    Requests test;
    test.state.order_form.contact = "09120000045";
    test.does(action::GoTo{View::request_form, "SRV-1"});
    CHECK(test.form().order_number == "SRV-1");
    CHECK_FALSE(test.form().topic.has_value());
    CHECK(test.form().contact == "09120000045");
    test.does(action::DetachOrder{});
    CHECK(test.form().order_number.empty());
}

TEST_CASE("guides are looked for once a word is whole, and opening one keeps the draft") {
    Requests test;
    test.does(action::GoTo{View::request_form, {}});
    test.does(action::EditRequestMessage{"refund"});
    CHECK_FALSE(test.has<effect::Search>());
    test.does(action::EditRequestMessage{"refund late "});
    REQUIRE(test.all<effect::Search>().size() == 1);
    CHECK(test.all<effect::Search>()[0].query == "refund late");
    test.does(action::EditRequestMessage{"refund late wh"});
    CHECK_FALSE(test.has<effect::Search>());
    action::SearchDone found{.query = "refund late", .answer = {}, .completions = {}};
    for (int i = 0; i < 5; ++i) found.answer.hits.emplace_back().id = "en/" + std::to_string(i);
    test.does(found);
    CHECK(test.form().guides.size() == kMostGuides);
    CHECK_FALSE(test.emitted("search"));   // a message is nobody's business
    CHECK(test.state.answer.hits.empty());
    test.does(action::OpenArticle{"en/0"}).does(action::Back{});
    CHECK(test.form().message == "refund late wh");
    found.answer.weak = true;
    test.does(found);
    CHECK(test.form().guides.empty());
}

TEST_CASE("a topic that says what went wrong is looked for with the words") {
    Requests test;
    test.write("The glass was in pieces ");
    test.does(action::PickTopic{Topic::damaged});
    REQUIRE(test.all<effect::Search>().size() == 1);
    CHECK(test.all<effect::Search>()[0].query == "Damaged item The glass was in pieces");
    CHECK_FALSE(test.all<effect::Search>()[0].verbatim);
    test.does(action::PickTopic{Topic::complaint});
    CHECK(test.all<effect::Search>()[0].query == "The glass was in pieces");
    test.does(action::EditRequestMessage{"شیشه شکسته بود "});
    CHECK(test.all<effect::Search>()[0].verbatim);
}

TEST_CASE("of a long message the last words are looked for") {
    CHECK(words_to_search("one").empty());
    CHECK(words_to_search("one two").empty());
    CHECK(words_to_search("one, two.") == "one, two");
    CHECK(words_to_search("a b c d e f g h i j k l m n ") == "c d e f g h i j k l m n");
    CHECK(words_to_search("می\u200cخواهم برگردانم ") == "می\u200cخواهم برگردانم");
}

TEST_CASE("a thread opens by the key, without the contact") {
    Requests test;
    test.sent();
    test.does(action::GoTo{View::request_thread, kCode});
    REQUIRE(test.posts().size() == 1);
    CHECK(test.posts()[0].path == "/v1/requests/status");
    CHECK(test.posts()[0].body.find("the-key") != std::string::npos);
    CHECK(test.posts()[0].body.find("contact") == std::string::npos);
    test.served(test.answered());
    REQUIRE(test.view().thread.has_value());
    CHECK(test.view().thread->messages.size() == 2);
    CHECK_FALSE(has_news(test.state));
}

TEST_CASE("the phone of a request and of its thread is of the shop's country") {
    Requests test;
    test.write("The glass is broken", "0501234567").does(action::SubmitRequest{});
    CHECK(test.form().contact_missing);
    CHECK(test.form().sent_id.empty());
    test.state.config.country = orders::country_of("SA");
    test.does(action::SubmitRequest{});
    REQUIRE(test.state.outbox.size() == 1);
    CHECK(test.state.outbox[0].body.find(R"("contact":"+966501234567")") != std::string::npos);

    Requests other;
    other.does(action::GoTo{View::request_thread, {}}).does(action::EditThreadCode{kCode}).does(action::EditThreadContact{"0501234567"}).does(action::FindThread{});
    CHECK((other.view().contact_missing && other.posts().empty()));
    other.state.config.country = orders::country_of("SA");
    other.does(action::FindThread{});
    REQUIRE(other.posts().size() == 1);
    CHECK(other.posts()[0].body == R"({"code":"0123456789","contact":"+966501234567"})");
}

TEST_CASE("another device finds a thread by code and contact") {
    Requests test;
    test.does(action::GoTo{View::request_thread, {}});
    test.does(action::FindThread{});
    CHECK((test.view().code_missing && test.view().contact_missing));
    test.does(action::EditThreadCode{"۰۱۲۳۴-56788"}).does(action::EditThreadContact{"a@b.ir"}).does(action::FindThread{});
    CHECK(test.view().code_missing);   // a slip of the fingers is noticed here
    CHECK(test.posts().empty());
    test.does(action::EditThreadCode{"o1234-56789"}).does(action::FindThread{});
    REQUIRE(test.posts().size() == 1);
    CHECK(test.posts()[0].body == R"({"code":"0123456789","contact":"a@b.ir"})");
    test.answer(std::string("thread:") + kCode, 404);
    CHECK(test.view().state == LookupState::missed);
    test.does(action::FindThread{});
    test.served(test.answered());
    CHECK(test.view().state == LookupState::found);
    CHECK(test.state.own_requests.empty());
}

TEST_CASE("a reply shows on the next open, and asking has a pause of five minutes") {
    Requests test;
    test.sent();
    test.does(action::GoTo{View::home, {}});
    test.does(action::Close{}).after(kMinuteMs).does(action::Opened{});
    CHECK(test.posts().empty());
    test.after(kCheckEveryMs).does(action::Opened{});
    REQUIRE(test.posts().size() == 1);
    CHECK(test.posts()[0].path == "/v1/requests/status");
    test.served(test.answered());
    CHECK(has_news(test.state));
    test.does(action::GoTo{View::request_thread, kCode});
    test.served(test.answered());
    CHECK_FALSE(has_news(test.state));
    const auto saved = test.all<effect::SaveOutbox>();
    REQUIRE_FALSE(saved.empty());
    Requests next;
    next.does(action::OutboxLoaded{{saved.back().item}});
    CHECK_FALSE(has_news(next.state));
}

TEST_CASE("nothing is asked for requests that have ended, while closed, offline, or where the shop takes none") {
    Requests test;
    test.sent();
    test.served(test.thread(RequestState::solved));
    test.after(kHourMs).does(action::Opened{});
    CHECK(test.posts().empty());
    test.served(test.thread(RequestState::open));
    test.does(action::SetOnline{false}).after(kHourMs).does(action::Opened{});
    CHECK(test.posts().empty());
    test.does(action::Close{}).does(action::SetOnline{true});
    CHECK(test.posts().empty());
    test.after(90 * kDayMs).does(action::SetOnline{true}).does(action::Opened{});
    CHECK(test.posts().empty());       // nobody waits longer
    test.after(-90 * kDayMs);
    test.state.config.requests = false;
    test.does(action::Opened{});
    CHECK(test.posts().empty());
    test.state.config.requests = true;
    test.does(action::Opened{});
    CHECK(test.posts().size() == 1);
}

TEST_CASE("a message is delivered once, shown while it waits, and the thread is read again") {
    Requests test;
    test.sent();
    test.does(action::GoTo{View::request_thread, kCode});
    test.served(test.answered());
    test.does(action::SendReply{});
    CHECK(test.view().draft_missing);
    test.does(action::EditReply{" Thanks \r\n"}).does(action::SendReply{});
    REQUIRE(test.posts().size() == 1);
    CHECK(test.posts()[0].path == "/v1/requests/messages");
    CHECK(test.view().draft.empty());
    REQUIRE(pending_replies(test.state).size() == 1);
    CHECK(pending_replies(test.state)[0].text == "Thanks");
    const std::string request = test.posts()[0].request_id;
    test.answer(request, 201, R"({"id":"x","received_at":"2026-11-22T00:00:00Z"})");
    CHECK(pending_replies(test.state).empty());
    REQUIRE(test.posts().size() == 1);
    CHECK(test.posts()[0].path == "/v1/requests/status");
}

TEST_CASE("a message waits for the one that was written before it") {
    Requests test;
    test.sent();
    test.does(action::GoTo{View::request_thread, kCode});
    test.served(test.answered());
    test.does(action::EditReply{"First"}).does(action::SendReply{});
    REQUIRE(test.posts().size() == 1);
    const std::string first = test.posts()[0].request_id;
    test.after(kSecondMs).does(action::EditReply{"Second"}).does(action::SendReply{});
    CHECK(test.posts().empty());
    test.answer(first, 0);
    CHECK_MESSAGE(*wake_at(test.state) > test.context.now, "no frame after frame while the first one waits");
    test.does(action::RetryNow{});
    REQUIRE(test.posts().size() == 1);
    CHECK(test.posts()[0].request_id == first);
    test.answer(first, 201, R"({"id":"x","received_at":"2026-11-22T00:00:00Z"})");
    const bool second = std::any_of(test.effects.begin(), test.effects.end(), [](const Effect& effect) {
        const auto* post = std::get_if<effect::HttpPost>(&effect);
        return post != nullptr && post->body.find("Second") != std::string::npos;
    });
    CHECK(second);
}

TEST_CASE("a message that was refused is a draft again") {
    Requests test;
    test.sent();
    test.does(action::GoTo{View::request_thread, kCode});
    test.served(test.answered());
    test.does(action::EditReply{"Thanks"}).does(action::SendReply{});
    test.answer(test.posts()[0].request_id, 422);
    CHECK(test.view().draft == "Thanks");
    CHECK(test.view().draft_failure == DeliveryState::refused);
    CHECK(test.state.outbox.empty());
}

TEST_CASE("one tap says that it was solved, one tap opens it again") {
    Requests test;
    test.sent();
    test.does(action::GoTo{View::request_thread, kCode});
    test.served(test.answered());
    test.does(action::MarkSolved{true});
    REQUIRE(test.posts().size() == 1);
    CHECK(test.posts()[0].body == R"({"code":"0123456789","key":"the-key","solved":true})");
    test.does(action::MarkSolved{true});
    CHECK(test.posts().empty());       // one is under way
    requests::Thread solved = test.answered(kStart + 2 * kHourMs);
    solved.state = RequestState::solved;
    test.served(solved);
    CHECK(test.view().thread->state == RequestState::solved);
    CHECK(test.state.own_requests[0].state == RequestState::solved);
    test.served(test.answered());      // overtaken
    CHECK(test.view().thread->state == RequestState::solved);
    test.does(action::SetOnline{false}).does(action::MarkSolved{false});
    CHECK(test.view().state == LookupState::offline);
}

TEST_CASE("what is being written in one request stays while another is read") {
    Requests test;
    test.sent();
    test.does(action::GoTo{View::request_thread, kCode});
    test.served(test.answered());
    test.does(action::EditReply{"Half a sentence"});
    test.does(action::GoTo{View::request_thread, {}});
    CHECK_FALSE(test.view().thread.has_value());
    CHECK(test.view().draft.empty());
    test.does(action::Back{});
    CHECK(test.view().draft == "Half a sentence");
    test.served(test.answered());
    test.does(action::SendReply{});
    test.does(action::GoTo{View::request_thread, {}}).does(action::Back{});
    CHECK(test.view().draft.empty());
}

TEST_CASE("a request can be forgotten on a device that others use") {
    Requests test;
    const std::string id = test.sent();
    test.does(action::GoTo{View::contact, {}}).does(action::GoTo{View::request_thread, kCode});
    test.served(test.answered());
    test.does(action::ForgetRequest{});
    CHECK(test.state.own_requests.empty());
    REQUIRE(test.all<effect::DropOutbox>().size() == 1);
    CHECK(test.all<effect::DropOutbox>()[0].id == id);
    CHECK(test.state.here.view == View::contact);
    CHECK_FALSE(test.view().thread.has_value());
}

TEST_CASE("the device remembers the newest requests only") {
    Requests test;
    for (std::size_t i = 0; i <= kMostOwnRequests; ++i) {
        test.after(1);
        test.sent();
        test.does(action::RestartRequest{});
    }
    CHECK(test.state.own_requests.size() == kMostOwnRequests);
}

TEST_CASE("a damaged record on the device is passed over") {
    Requests test;
    for (const char* body : {"", "{}", R"({"code":"x"})", "[]"}) {
        OutboxItem item;
        item.id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
        item.path = "own:request";
        item.body = body;
        test.does(action::OutboxLoaded{{item}});
    }
    CHECK(test.state.own_requests.empty());
    CHECK(test.state.outbox.empty());
}

TEST_CASE("a reply that is being written in one request never stands in another's") {
    Requests test;
    test.sent();
    test.does(action::GoTo{View::request_thread, kCode});
    test.served(test.answered());
    test.does(action::EditReply{"Half a sentence"}).does(action::GoTo{View::request_thread, {}});
    test.does(action::SetOnline{false}).does(action::GoTo{View::request_thread, kCode});
    CHECK(test.view().draft == "Half a sentence");
    test.does(action::GoTo{View::request_thread, "1123456789"});
    CHECK(test.view().draft.empty());
    test.does(action::Back{});
    CHECK(test.view().draft == "Half a sentence");
}

TEST_CASE("an own request that was opened offline needs no contact afterwards") {
    Requests test;
    test.sent();
    test.does(action::SetOnline{false}).does(action::GoTo{View::request_thread, kCode});
    CHECK(test.view().state == LookupState::offline);
    test.does(action::SetOnline{true}).does(action::FindThread{});
    CHECK_FALSE(test.view().contact_missing);
    REQUIRE_FALSE(test.posts().empty());
    CHECK(test.posts()[0].body.find("the-key") != std::string::npos);
}

TEST_CASE("an own request that the shop no longer has can be forgotten") {
    Requests test;
    test.sent();
    test.does(action::GoTo{View::request_thread, kCode});
    test.answer(std::string("thread:") + kCode, 404);
    CHECK(test.view().state == LookupState::missed);
    test.does(action::ForgetRequest{});
    CHECK(test.state.own_requests.empty());
    CHECK(test.has<effect::DropOutbox>());
}

TEST_CASE("a message about one order is never attached to another, and waits for its own") {
    Requests test;
    test.does(action::GoTo{View::request_form, "SRV-1"}).does(action::PickTopic{Topic::damaged}).does(action::EditRequestMessage{"The glass is broken"});
    test.does(action::GoTo{View::request_form, "SRV-2"});
    CHECK(test.form().order_number == "SRV-2");
    CHECK(test.form().message.empty());
    CHECK_FALSE(test.form().topic.has_value());
    test.does(action::GoTo{View::request_form, "SRV-1"});
    CHECK(test.form().message == "The glass is broken");
    CHECK(test.form().topic == Topic::damaged);
}
