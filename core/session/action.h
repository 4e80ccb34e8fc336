#pragma once
// Everything that can happen to the state, and everything the state can ask of the outside.
//
// Actions come from the views (a person did something) and from the host (time, network, storage). Effects are carried
// out by app and the shells; their outcome comes back as an action.

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "core/session/state.h"

namespace pasokh::session {

namespace action {
// --- from a person ---
/// Tab bar, cards, links, the page API; pushes history. `argument`: article or category id; results: the query; order views: a
/// number to fill in; feedback: the order number it is about, or "csat", "nps", "effort", "review"; contact and request_form: the order number it is
/// about; request_thread: its code, or nothing to be asked for one.
struct GoTo { View view = View::home; std::string argument; };
struct Back {};
struct Close {};
struct TypeQuery { std::string text; };                            ///< per key press
struct ClearQuery {};
struct TakeCompletion { std::string text; };                       ///< a suggestion: the whole query
struct SearchVerbatim {};                                          ///< "search instead for": this query as it was typed
struct TellShop {};                                                ///< of the search on the screen, which found no answer
struct OpenArticle { std::string id; };                            ///< also by translation key: "returns/return-item"
struct OpenCategory { std::string id; };
struct OpenLink { std::string href; };                             ///< from article text: article:, #anchor, https:, mailto:, tel:
struct VoteArticle { Vote vote = Vote::helpful; };
struct PickReason { feedback::Reason reason = feedback::Reason::other; };   ///< why the guide on the screen did not help
struct EditReasonText { std::string text; };
struct SubmitReason {};
struct EditOrderNumber { std::string text; };
struct EditContact { std::string text; };
struct SubmitOrderLookup {};
struct OpenOwnOrder { std::string number; };
struct ShowOrderForm { bool show = true; };                        ///< false: back to the customer's own orders
struct PickScore { int score = 0; };
struct EditComment { std::string text; };
struct SubmitFeedback {};
struct RestartFeedback {};                                         ///< after one was sent
struct AnswerSurvey {};                                            ///< of the survey that is offered, like the next two
struct PostponeSurvey {};
struct NeverSurvey {};                                             ///< no survey again on this device
struct PickTopic { requests::Topic topic = requests::Topic::question; };
struct EditRequestMessage { std::string text; };
struct EditRequestContact { std::string text; };
struct DetachOrder {};                                             ///< from the request being written
struct SubmitRequest {};
struct RestartRequest {};                                          ///< after one was sent
struct EditThreadCode { std::string text; };
struct EditThreadContact { std::string text; };
struct FindThread {};                                              ///< by code and contact
struct EditReply { std::string text; };
struct SendReply {};
struct MarkSolved { bool solved = true; };                         ///< the request on the screen; false opens it again
struct ForgetRequest {};                                           ///< the one on the screen, on this device: it can be shared
struct RetryNow {};                                                ///< "try now" of something that waits for the network
struct DismissUnreadable {};                                       ///< the notice about it was read
struct Scrolled { float scroll_top = 0; };
// --- from the host ---
struct Opened {};
struct Identify { std::string jwt; };                              ///< of the shop, for a signed-in customer; empty: signed out
struct OpenOrderLink { std::string token; };                       ///< from the address that an e-mail or SMS of the shop led to
struct SetLanguage { std::string lang; };
struct SetTheme { ThemeMode theme = ThemeMode::light; };
struct SetOnline { bool online = true; };
struct SetPage { std::string path; };
struct ConfigLoaded { ShopConfig config; };
struct KnowledgeLoaded { std::vector<HomeCategory> categories; std::vector<kb::ArticleInfo> suggested; bool suggested_for_page = false; };
struct KnowledgeFailed { std::string reason; };
struct ReloadKnowledge {};                                         ///< another pack has taken the place of the one that was ready
struct SearchDone { std::string query; search::Answer answer; std::vector<search::Completion> completions = {}; };
struct ArticleLoaded { std::string id; std::optional<kb::Article> article; std::vector<kb::ArticleInfo> related; };
struct CategoryLoaded { CategoryView category; };
struct OutboxLoaded { std::vector<OutboxItem> items; };            ///< what an earlier visit left
struct SetRemembers { bool remembers = true; };                    ///< false: nothing that is saved will be there at the next visit
struct HttpAnswered { std::string request_id; int status = 0; std::string body; int retry_after_s = 0; };   ///< status 0 = no network
struct Tick {};                                                    ///< the time asked for by wake_at has come
}   // namespace action

using Action = std::variant<action::GoTo, action::Back, action::Close, action::TypeQuery, action::ClearQuery, action::TakeCompletion,
    action::SearchVerbatim, action::TellShop, action::ReloadKnowledge, action::OpenArticle,
    action::OpenCategory, action::OpenLink, action::VoteArticle, action::EditOrderNumber, action::EditContact, action::SubmitOrderLookup,
    action::PickScore, action::EditComment, action::SubmitFeedback, action::RestartFeedback, action::Scrolled, action::Opened,
    action::SetLanguage, action::SetTheme, action::SetOnline, action::SetPage, action::ConfigLoaded, action::KnowledgeLoaded,
    action::KnowledgeFailed, action::SearchDone, action::ArticleLoaded, action::CategoryLoaded, action::OutboxLoaded,
    action::HttpAnswered, action::Tick, action::RetryNow, action::Identify, action::OpenOrderLink, action::OpenOwnOrder, action::ShowOrderForm,
    action::PickTopic, action::EditRequestMessage, action::EditRequestContact, action::DetachOrder, action::SubmitRequest, action::RestartRequest,
    action::EditThreadCode, action::EditThreadContact, action::FindThread, action::EditReply, action::SendReply, action::MarkSolved,
    action::ForgetRequest, action::PickReason, action::EditReasonText, action::SubmitReason, action::AnswerSurvey, action::PostponeSurvey,
    action::NeverSurvey, action::SetRemembers, action::DismissUnreadable>;

namespace effect {
// --- answered by app from the pack, in the same frame ---
struct Search { std::string query; bool verbatim = false; };
/// An exact id, else a translation key: then the article in `lang`, else in any language. Answered with the same `id`.
struct LoadArticle { std::string id; std::string lang; };
struct LoadCategory { std::string id; };                           ///< in the language of the interface
struct LoadHome {};                                                ///< categories and suggestions again (language or page changed)
// --- carried out by the shell ---
struct HttpPost { std::string request_id; std::string path; std::string body; };   ///< answered by HttpAnswered
struct SaveOutbox { OutboxItem item; };
struct DropOutbox { std::string id; };
struct OpenUrl { std::string url; };
struct ClosePanel {};
struct Announce { std::string text; bool assertive = false; };     ///< an outcome that the view on the screen may not show
struct ScrollToAnchor { std::string anchor; };
struct Emit { std::string name; std::string detail_json; };        ///< a public event of the page API: open close search article lookup feedback request error
}   // namespace effect

using Effect = std::variant<effect::Search, effect::LoadArticle, effect::LoadCategory, effect::LoadHome, effect::HttpPost, effect::SaveOutbox,
    effect::DropOutbox, effect::OpenUrl, effect::ClosePanel, effect::Announce, effect::ScrollToAnchor, effect::Emit>;

/// What the outside gives to every reduction.
struct Context {
    TimestampMs now = 0;
    std::array<std::uint8_t, 10> random{};   ///< fresh cryptographic bytes, for at most one ULID
};

}   // namespace pasokh::session
