#pragma once
// What the customer sees now, as one value.
//
// `reduce` (core/session/reduce.h) is the only thing that changes it; ui draws it and answers with actions; app carries
// out the effects. Nothing here does I/O.
//
// Ownership: plain values. Threads: none.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "core/feedback/model.h"
#include "core/kb/article.h"
#include "core/orders/json.h"
#include "core/orders/model.h"
#include "core/requests/model.h"
#include "core/search/result.h"
#include "core/session/survey_clock.h"

namespace pasokh::session {

enum class View : std::uint8_t { home, results, category, article, order_form, order_status, feedback, contact, request_form, request_thread };
/// Stable names for the public API, the desktop's --view and tests.
std::string_view view_name(View view);
std::optional<View> parse_view(std::string_view name);

enum class ThemeMode : std::uint8_t { light, dark };

/// A way to reach a person, from the shop's configuration.
struct Channel {
    std::string kind;                  ///< "phone", "whatsapp", "telegram", "instagram", "bale", "eitaa", "email", "form"
    std::string label;                 ///< shown; empty: the kind's own name from i18n
    std::string value;                 ///< shown below the label, e.g. the number
    std::string url;                   ///< tel:, mailto: or https:
};

/// Opening hours of one weekday, minutes after local midnight.
struct OpeningHours {
    std::uint8_t weekday = 0;          ///< 0 = Monday ... 6 = Sunday (ISO 8601)
    int open_minute = 0, close_minute = 0;
};

/// Days on which the week's hours do not hold.
struct Holiday {
    std::int64_t first_day = 0, last_day = 0;   ///< since 1970-01-01, in the shop's zone; both are included
    std::string name;                  ///< in the current language; may be empty
    std::vector<OpeningHours> hours;   ///< instead of the week's, whatever their weekday; empty: closed
};

/// The shop, as `GET /v1/config` or the built-in file of a static host tells it.
struct ShopConfig {
    std::string shop;                  ///< id
    std::string name;                  ///< display name in the current language
    bool orders = false;               ///< an order lookup endpoint exists
    bool feedback = false;             ///< a feedback endpoint exists
    bool requests = false;             ///< an endpoint for requests exists
    bool unanswered_searches = false;  ///< the shop asks to be told what was not found
    std::vector<Channel> channels;
    std::vector<OpeningHours> hours;
    std::vector<Holiday> holidays;
    int utc_offset_minutes = 210;      ///< of the shop's days
    orders::Country country = orders::Country::iran();   ///< how customers write their phone numbers
    std::string help_url;              ///< the help page without script; may be empty
    SurveyRules surveys;
    std::string form_stamp;            ///< goes along with what the customer sends; may be empty
};

/// pass_ended: a link or a sign-in that opens nothing any more.
enum class LookupState : std::uint8_t { idle, sending, found, missed, offline, limited, failed, pass_ended };

/// Work that the server asked for before it answers a lookup or takes a delivery; done in slices, between frames.
struct Puzzle {
    orders::Challenge challenge;
    std::int64_t next = 0;             ///< numbers below it are no solution
};

struct OrderForm {
    std::string number;
    std::string contact;               ///< phone or e-mail as typed
    bool number_missing = false;       ///< shown after a try to send
    bool contact_missing = false;
    LookupState state = LookupState::idle;
    int retry_after_s = 0;             ///< of `limited`, counted when it was set
    TimestampMs limited_until = 0;     ///< nothing is sent before
    std::string request_id;            ///< of the request under way; answers to others are late and ignored
    orders::LookupRequest asked;       ///< what was sent, while `sending`: the fields may be edited meanwhile
    std::optional<Puzzle> puzzle;
    int challenges = 0;                ///< of this lookup so far
};

/// What a signed-in customer sees instead of the form. Only in memory.
struct OwnOrders {
    std::string jwt;                   ///< made by the shop, given by the page; empty: a guest
    std::string customer;              ///< whom the last token was about; empty: a guest, or it does not tell
    std::vector<orders::Order> orders; ///< newest first, without lines and events
    bool wants_form = false;           ///< to look up an order that is not among them
    std::string request_id;            ///< of the request under way
};

/// What became of something the customer sent. The words "sent" appear only for `confirmed`.
enum class DeliveryState : std::uint8_t { none, waiting, sending, confirmed, refused, expired };

struct FeedbackForm {
    feedback::Kind kind = feedback::Kind::csat;
    std::optional<int> score;
    std::string comment;
    std::string subject;               ///< order number it is about; may be empty
    std::string survey;                ///< id of the survey that asked; empty: nobody did
    bool score_missing = false;
    bool comment_too_long = false;
    std::string sent_id;               ///< ULID once "send" was pressed
    DeliveryState delivery = DeliveryState::none;
};

/// "Write to us".
struct RequestForm {
    std::optional<requests::Topic> topic = requests::Topic::question;
    std::string message;
    std::string contact;               ///< phone or e-mail as typed
    std::string order_number;          ///< attached; may be empty
    bool topic_missing = false;        ///< shown after a try to send, like the others
    bool message_missing = false;
    bool message_too_long = false;
    bool contact_missing = false;
    std::string guides_query;          ///< the words of the message that guides were looked for by
    std::vector<search::Hit> guides;   ///< that may answer it; at most 3
    std::string sent_id;               ///< ULID once "send" was pressed
    DeliveryState delivery = DeliveryState::none;
    std::string code;                  ///< once confirmed
};

/// A request that was sent from this device. Kept beside the outbox: no contact and no word of it, only what opens it again.
struct OwnRequest {
    std::string id, code, key;
    requests::Topic topic = requests::Topic::question;
    requests::RequestState state = requests::RequestState::open;
    TimestampMs created_at = 0;
    TimestampMs updated_at = 0;        ///< of the thread as it was last read
    TimestampMs news_at = 0;           ///< when the shop last wrote or closed it
    TimestampMs seen_at = 0;           ///< the news that the customer has seen
    TimestampMs checked_at = 0;
    bool has_news() const { return news_at > seen_at; }
};

/// The request on the screen, or the form that asks for its code.
struct ThreadView {
    std::string code;                  ///< as typed, or of the thread
    std::string contact;               ///< as typed
    bool code_missing = false;
    bool contact_missing = false;
    LookupState state = LookupState::idle;
    int retry_after_s = 0;             ///< of `limited`
    std::optional<requests::Thread> thread;
    std::string draft;                 ///< of the next message
    bool draft_missing = false;
    bool draft_too_long = false;
    DeliveryState draft_failure = DeliveryState::none;   ///< why a message that was sent is a draft again
};

/// What is being written in a request that is not on the screen.
struct LeftDraft {
    std::string code;
    std::string text;
};

/// A search without an answer that the customer told the shop.
struct ToldSearch {
    std::string query;                 ///< as it was sent: masked (core/feedback/unanswered.h)
    std::string id;                    ///< ULID
    DeliveryState delivery = DeliveryState::none;
};

/// A waiting delivery. Kept in IndexedDB (page) or a file (desktop) until the server confirmed it.
struct OutboxItem {
    std::string id;                    ///< ULID, also the primary key on the server
    std::string path;                  ///< "/v1/feedback", "/v1/unanswered", "/v1/requests" or "/v1/requests/messages"
    std::string body;                  ///< JSON; empty when loaded: the device kept it and cannot read it any more
    TimestampMs created_at = 0;
    std::uint32_t tries = 0;
    TimestampMs next_at = 0;           ///< not before
    bool in_flight = false;            ///< not persisted
    bool server_asked_to_wait = false; ///< not persisted: next_at is the server's word, so coming online does not hasten it
    /// Not persisted. `waiting` until it ended as refused or expired while the form was busy with something else: then it is kept
    /// here, not sent again, until the form can show it.
    DeliveryState outcome = DeliveryState::waiting;
    /// Not persisted. The server wants work first (core/orders/challenge.h); `in_flight` meanwhile.
    std::optional<Puzzle> puzzle = {};
    int challenges = 0;                ///< of this try so far
    std::string thread;                ///< not persisted: code of the request that a message belongs to, else empty
};

enum class Vote : std::uint8_t { none, helpful, not_helpful };

/// Why a guide did not help: sent after the vote, and completing it.
struct VoteReason {
    std::optional<feedback::Reason> chosen;
    std::string text;
    bool text_too_long = false;
    std::string sent_id;               ///< ULID once "send" was pressed
    DeliveryState delivery = DeliveryState::none;
};

struct ArticleView {
    std::string id;
    std::optional<kb::Article> article;   ///< absent: not found
    std::vector<kb::ArticleInfo> related; ///< same category, at most 3
    Vote vote = Vote::none;
    DeliveryState vote_delivery = DeliveryState::none;
    std::string vote_id;
    VoteReason reason;
    std::string anchor;                ///< heading to show once loaded
};

struct CategoryView {
    std::string id;
    std::string name;
    std::vector<kb::ArticleInfo> articles;
};

struct HomeCategory {
    std::string id;
    std::string name;
    std::uint32_t article_count = 0;
};

/// One step of the way here: "back" returns to it with its scroll offset.
struct Place {
    View view = View::home;
    std::string argument;              ///< article or category id, query, order number (contact), or empty
    float scroll_top = 0;
};

enum class KnowledgeState : std::uint8_t { loading, ready, failed };

struct State {
    std::string lang = "fa";           ///< language of the interface: fa, ar or en
    ThemeMode theme = ThemeMode::light;
    bool open = true;
    bool online = true;
    TimestampMs now = 0;               ///< set by every action; UTC
    int utc_offset_minutes = 210;      ///< the reader's zone, set by the host
    std::string page_path;             ///< path of the store page, for suggestions
    ShopConfig config;
    TimestampMs stamped_at = 0;        ///< when config.form_stamp came

    KnowledgeState knowledge = KnowledgeState::loading;
    std::string knowledge_error;       ///< for the log; people see words from i18n
    std::vector<HomeCategory> categories;
    std::vector<kb::ArticleInfo> suggested;   ///< for this page, else popular ones; at most 4
    bool suggested_for_page = false;

    Place here;
    std::vector<Place> history;        ///< oldest first, without `here`
    std::optional<float> restore_scroll;      ///< set by every navigation: the view puts its scroller there, once

    std::string query;
    bool verbatim = false;             ///< this query is searched as typed, nothing corrected
    search::Answer answer;
    std::vector<search::Completion> completions;   ///< of the query's last word
    std::vector<ToldSearch> told;      ///< newest last
    ArticleView article;
    std::vector<ArticleView> left_articles;       ///< voted on and left: id, vote and reason only
    CategoryView category;
    OrderForm order_form;
    OwnOrders own_orders;
    std::optional<orders::Order> order;
    FeedbackForm feedback;
    std::vector<FeedbackForm> left_feedback;      ///< about other orders, being written
    RequestForm request_form;
    std::vector<RequestForm> left_requests;       ///< as left_feedback
    ThreadView thread_view;
    std::vector<LeftDraft> left_drafts;
    std::vector<OwnRequest> own_requests;   ///< newest last
    std::vector<OutboxItem> outbox;
    bool remembers = true;             ///< what is saved will be there at the next visit
    std::vector<std::string> unreadable;    ///< ids of what the device kept and cannot be read any more, until the customer has seen it said
    std::optional<SurveyOffer> survey; ///< shown where it was offered until it is answered or put away
    SurveyMemory survey_memory;
    bool survey_memory_loaded = false; ///< nothing is asked before, nor on a device that cannot remember
    std::uint32_t last_request = 0;    ///< numbers lookup requests
};

/// The order view shows the customer's own orders, not the form.
bool shows_own_orders(const State& state);

}   // namespace pasokh::session
