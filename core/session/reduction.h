#pragma once
// One run of `reduce`: the state, what the outside gave, and the effects so far. For the sources of core/session only.
//
// The subjects: navigation.cpp (places, articles), search.cpp (the query and what came of it), lookup.cpp (order), own_orders.cpp,
// feedback.cpp (form and votes), surveys.cpp (whether to ask), survey_memory.cpp, requests.cpp (form), request_thread.cpp,
// own_requests.cpp (what the device keeps), device.cpp (whether it keeps), outbox.cpp (deliveries), outbox_work.cpp (what the
// server wants before it takes one).

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/i18n/keys.h"
#include "core/session/action.h"

namespace pasokh::session {

struct Reduction {
    State& state;
    const Context& context;
    std::vector<Effect> effects = {};

    void push(Effect effect) { effects.push_back(std::move(effect)); }
    /// A public event of the page API with text fields.
    void emit(std::string_view name, std::initializer_list<std::pair<std::string_view, std::string_view>> detail = {});
    void emit_search(std::string_view query, std::uint32_t total);
    void announce(i18n::Key words);
};

bool is_blank(std::string_view text);

/// The shop's stamp for what is sent now. The server takes words that come within seconds of a stamp for a program's
/// (shell/server/form_guard.h), so with words one that only just came is left out; work is asked for instead.
std::string stamp_for(const State& state, bool has_words);

// --- navigation.cpp ---
void on(Reduction& run, const action::GoTo& action);
void on(Reduction& run, const action::Back& action);
void on(Reduction& run, const action::OpenArticle& action);
void on(Reduction& run, const action::OpenCategory& action);
void on(Reduction& run, const action::OpenLink& action);
void on(Reduction& run, const action::Scrolled& action);
void on(Reduction& run, const action::ArticleLoaded& action);
void on(Reduction& run, const action::CategoryLoaded& action);
/// To `place` with a new entry in the history.
void go(Reduction& run, Place place);
/// Back to the first screen where it is the step before, else forward to it.
void go_home(Reduction& run);
/// Asks again for what the screen shows, in the language of the interface.
void reload_content(Reduction& run);

// --- search.cpp ---
void on(Reduction& run, const action::TypeQuery& action);
void on(Reduction& run, const action::ClearQuery& action);
void on(Reduction& run, const action::TakeCompletion& action);
void on(Reduction& run, const action::SearchVerbatim& action);
void on(Reduction& run, const action::SearchDone& action);
void on(Reduction& run, const action::TellShop& action);
/// Another query than before is understood again.
void set_query(State& state, const std::string& query);
void search_now(Reduction& run);
bool is_told_search(const OutboxItem& item);
/// A search that an earlier visit told is not asked about again.
void remember_told(State& state, const OutboxItem& item);

// --- lookup.cpp ---
void on(Reduction& run, const action::EditOrderNumber& action);
void on(Reduction& run, const action::EditContact& action);
void on(Reduction& run, const action::SubmitOrderLookup& action);
/// False when the answer belongs to no lookup.
bool lookup_answered(Reduction& run, const action::HttpAnswered& answer);
/// A slice of the work that a lookup waits for.
void work_on_puzzle(Reduction& run);
/// The solution, when it is among the next numbers: some milliseconds, so that the page stays smooth.
std::optional<orders::SolvedChallenge> work_on(Puzzle& puzzle);

/// POST /v1/orders/view; the order of the answer is shown, or the form with the reason.
void ask_to_view(Reduction& run, std::string body);

// --- own_orders.cpp ---
void on(Reduction& run, const action::Identify& action);
void on(Reduction& run, const action::OpenOrderLink& action);
void on(Reduction& run, const action::OpenOwnOrder& action);
void on(Reduction& run, const action::ShowOrderForm& action);
/// Asks for the list of a signed-in customer.
void load_own_orders(Reduction& run);
/// False when the answer belongs to no list.
bool own_orders_answered(Reduction& run, const action::HttpAnswered& answer);

// --- feedback.cpp ---
void on(Reduction& run, const action::VoteArticle& action);
void on(Reduction& run, const action::PickReason& action);
void on(Reduction& run, const action::EditReasonText& action);
void on(Reduction& run, const action::SubmitReason& action);
void on(Reduction& run, const action::PickScore& action);
void on(Reduction& run, const action::EditComment& action);
void on(Reduction& run, const action::SubmitFeedback& action);
void on(Reduction& run, const action::RestartFeedback& action);
/// What the form is about, from GoTo: a kind or an order number. A form that is being filled in keeps its text.
void set_feedback_subject(State& state, const std::string& argument);
/// Where the delivery of `id` is now, on whichever form or search it came from.
void set_delivery(State& state, std::string_view id, DeliveryState delivery);
/// The form, the article's vote or a told search was sent as `id`.
bool is_shown(const State& state, std::string_view id);
/// Where the delivery of `id` is: in the outbox, or nowhere.
DeliveryState delivery_of(const State& state, std::string_view id);
/// Nothing typed or being read there would be lost.
bool is_form_free(const State& state);
/// Puts a delivery of an earlier visit or form into the free form. Nothing happens for others or for a damaged body.
void show_in_form(State& state, const OutboxItem& item, DeliveryState delivery);
/// Words that a person would miss: not the vote below an article, not a told search.
bool is_of_form(const OutboxItem& item);

// --- surveys.cpp ---
void on(Reduction& run, const action::AnswerSurvey& action);
void on(Reduction& run, const action::PostponeSurvey& action);
void on(Reduction& run, const action::NeverSurvey& action);
/// Offers a survey when one is due where the customer is.
void consider_survey(Reduction& run);
/// The form is being sent: about this order, this question is not asked again.
void note_answer(Reduction& run, const FeedbackForm& form);

// --- survey_memory.cpp ---
bool is_survey_memory(const OutboxItem& item);
void load_survey_memory(State& state, const OutboxItem& item);
void save_survey_memory(Reduction& run);

// --- requests.cpp ---
void on(Reduction& run, const action::PickTopic& action);
void on(Reduction& run, const action::EditRequestMessage& action);
void on(Reduction& run, const action::EditRequestContact& action);
void on(Reduction& run, const action::DetachOrder& action);
void on(Reduction& run, const action::SubmitRequest& action);
void on(Reduction& run, const action::RestartRequest& action);
/// Attaches an order to what is being written. A form that was sent keeps its own.
void attach_order(State& state, const std::string& number);
/// Guides for the words of the message, when the answer is to them.
void take_guides(State& state, const action::SearchDone& action);
bool is_request(const OutboxItem& item);
bool is_request_form_free(const State& state);
/// As show_in_form, of requests.
void show_in_request_form(State& state, const OutboxItem& item, DeliveryState delivery);
/// The server has it: the form shows the code and the device keeps it. False when the answer is no receipt.
bool request_confirmed(Reduction& run, const OutboxItem& item, const std::string& body);

// --- request_thread.cpp ---
void on(Reduction& run, const action::EditThreadCode& action);
void on(Reduction& run, const action::EditThreadContact& action);
void on(Reduction& run, const action::FindThread& action);
void on(Reduction& run, const action::EditReply& action);
void on(Reduction& run, const action::SendReply& action);
void on(Reduction& run, const action::MarkSolved& action);
void on(Reduction& run, const action::ForgetRequest& action);
/// Leaves the request on the screen for the form that asks for a code; what is being written in it stays.
void leave_thread(State& state);
/// Shows the request with this code, asking for it anew; its draft stays.
void open_thread(Reduction& run, const std::string& code);
/// False when the answer belongs to no thread.
bool thread_answered(Reduction& run, const action::HttpAnswered& answer);
bool is_reply(const OutboxItem& item);
/// Its request is on the screen and nothing is being written there.
bool is_draft_free(const State& state, const OutboxItem& item);
/// Messages of one request go out in the order in which they were written: an earlier one is still on its way.
bool waits_for_earlier(const State& state, const OutboxItem& item);
std::string thread_of(const OutboxItem& item);
void show_in_draft(State& state, const OutboxItem& item, DeliveryState outcome);
void reply_confirmed(Reduction& run, const OutboxItem& item);

// --- own_requests.cpp ---
bool is_own_request(const OutboxItem& item);
void load_own_request(State& state, const OutboxItem& item);
/// Keeps it on the device; the oldest beyond kMostOwnRequests are forgotten.
void keep_own_request(Reduction& run, OwnRequest own);
void forget_own_request(Reduction& run, std::string_view code);
/// What the server says of it now; `seen` when the customer is looking.
void note_thread(Reduction& run, const requests::Thread& thread, bool seen);
/// Asks what became of those under way, each at most once in kCheckEveryMs.
void check_own_requests(Reduction& run);

// --- device.cpp ---
void on(Reduction& run, const action::SetRemembers& action);
void on(Reduction& run, const action::DismissUnreadable& action);
/// False when the item can be read. The others are told to the customer, once each.
bool is_unreadable(Reduction& run, const OutboxItem& item);

// --- outbox.cpp ---
void on(Reduction& run, const action::OutboxLoaded& action);
void on(Reduction& run, const action::RetryNow& action);
/// Saves a new delivery and sends it when online.
void enqueue(Reduction& run, std::string id, std::string path, std::string body);
/// Gives up what is too old, sends what is due.
void run_outbox(Reduction& run);
/// The network is back: what failed for want of it is due now.
void network_is_back(State& state);
/// Failed deliveries that waited for the form, when it is free.
void show_failed(Reduction& run);
void outbox_answered(Reduction& run, const action::HttpAnswered& answer);
/// Sends it, again or for the first time; `pow` goes along this once.
void send(Reduction& run, OutboxItem& item, const orders::SolvedChallenge* pow = nullptr);
/// Tries later. `retry_after_s`: the server's word, or 0.
void wait_longer(Reduction& run, OutboxItem& item, int retry_after_s);

// --- outbox_work.cpp ---
/// The delivery was answered with "challenge-required": asks for one. False when the server is not to be pleased.
bool ask_for_work(Reduction& run, OutboxItem& item);
/// False when the answer is to no such question.
bool work_answered(Reduction& run, const action::HttpAnswered& answer);
/// A slice of the work that a delivery waits for.
void work_on_delivery(Reduction& run);

}   // namespace pasokh::session
