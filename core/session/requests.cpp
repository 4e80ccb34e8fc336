// "Write to us": a delivery of the outbox, like feedback. While it is written, guides that may answer it are looked for: once a
// word is whole, so a key press within a word costs nothing.
#include "core/session/requests.h"

#include <algorithm>

#include "core/base/ulid.h"
#include "core/i18n/strings.h"
#include "core/orders/contact.h"
#include "core/requests/json.h"
#include "core/session/left_forms.h"
#include "core/session/reduction.h"
#include "core/text/fit.h"
#include "core/text/fold.h"
#include "core/text/language.h"
#include "core/text/utf8.h"
#include "core/wire/reader.h"

namespace pasokh::session {

namespace {

constexpr std::size_t kSearchedWords = 12;

std::optional<requests::NewRequest> read(const OutboxItem& item) {
    auto document = wire::Document::parse(item.body);
    if (!document) return std::nullopt;
    requests::NewRequest request = requests::read_new_request(*document);
    return document->status() ? std::optional(std::move(request)) : std::nullopt;
}

/// "Damaged item" is half of the answer; "question" is none.
bool tells_what_to_look_for(std::optional<requests::Topic> topic) { return topic && *topic != requests::Topic::question && *topic != requests::Topic::complaint; }

void look_for_guides(Reduction& run) {
    RequestForm& form = run.state.request_form;
    std::string query = words_to_search(form.message);
    const bool latin = text::detect_language(query) == "en";
    if (!query.empty() && tells_what_to_look_for(form.topic)) query = i18n::tr(run.state.lang, topic_word(*form.topic)) + ' ' + query;
    if (query == form.guides_query) return;
    form.guides_query = std::move(query);
    if (form.guides_query.empty()) form.guides.clear();
    else run.push(effect::Search{form.guides_query, !latin});   // long texts are not corrected: each slip would lead astray
}

}   // namespace

i18n::Key topic_word(requests::Topic topic) {
    using i18n::Key;
    switch (topic) {
        case requests::Topic::question: return Key::topic_question;
        case requests::Topic::complaint: return Key::topic_complaint;
        case requests::Topic::damaged: return Key::topic_damaged;
        case requests::Topic::missing: return Key::topic_missing;
        case requests::Topic::wrong: return Key::topic_wrong;
        case requests::Topic::warranty: return Key::topic_warranty;
    }
    return Key::topic_question;
}

bool is_sent(const RequestForm& form) {
    return form.delivery == DeliveryState::waiting || form.delivery == DeliveryState::sending || form.delivery == DeliveryState::confirmed;
}

std::string words_to_search(std::string_view message) {
    struct Word {
        std::size_t begin, end;
    };
    std::vector<Word> words;
    std::size_t begin = std::string_view::npos;
    for (std::size_t at = 0; at < message.size();) {
        const std::size_t here = at;
        const char32_t letter = text::next_code_point(message, at);
        const bool inside = text::is_word_letter(letter) || letter == text::kHalfSpace;
        if (inside && begin == std::string_view::npos) begin = here;
        if (inside || begin == std::string_view::npos) continue;
        words.push_back({begin, here});
        begin = std::string_view::npos;
    }
    if (words.size() < 2) return {};
    const std::size_t first = words.size() > kSearchedWords ? words.size() - kSearchedWords : 0;
    return std::string(message.substr(words[first].begin, words.back().end - words[first].begin));
}

void on(Reduction& run, const action::PickTopic& action) {
    RequestForm& form = run.state.request_form;
    if (is_sent(form)) return;
    form.topic = action.topic;
    form.topic_missing = false;
    look_for_guides(run);
}

void on(Reduction& run, const action::EditRequestMessage& action) {
    RequestForm& form = run.state.request_form;
    if (is_sent(form)) return;
    form.message = action.text;
    form.message_missing = false;
    form.message_too_long = text::count_code_points(form.message) > requests::kMaxMessageCodePoints;
    look_for_guides(run);
}

void on(Reduction& run, const action::EditRequestContact& action) {
    RequestForm& form = run.state.request_form;
    if (is_sent(form)) return;
    form.contact = action.text;
    form.contact_missing = false;
}

void on(Reduction& run, const action::DetachOrder&) {
    if (!is_sent(run.state.request_form)) run.state.request_form.order_number.clear();
}

void on(Reduction& run, const action::SubmitRequest&) {
    State& state = run.state;
    RequestForm& form = state.request_form;
    if (is_sent(form)) return;
    const std::optional<orders::Contact> contact = orders::parse_contact(form.contact, state.config.country);
    std::string message = text::tidy_text(form.message);
    form.topic_missing = !form.topic;
    form.message_missing = message.empty();
    form.message_too_long = text::count_code_points(message) > requests::kMaxMessageCodePoints;
    form.contact_missing = !contact;
    if (form.topic_missing || form.message_missing || form.message_too_long || form.contact_missing) return;
    const requests::NewRequest request{.id = make_ulid(state.now, run.context.random), .topic = *form.topic, .message = std::move(message), .contact = contact->value,
                                       .order_number = form.order_number, .lang = state.lang, .occurred_at = state.now, .website = {}, .stamp = stamp_for(state, true)};
    form.sent_id = request.id;
    enqueue(run, request.id, std::string(requests::kRequestsPath), requests::encode(request));
    form.delivery = delivery_of(state, form.sent_id);
}

void on(Reduction& run, const action::RestartRequest&) {
    if (run.state.request_form.delivery == DeliveryState::none) return;
    run.state.request_form = {};
    show_failed(run);
}

void attach_order(State& state, const std::string& number) {
    RequestForm& form = state.request_form;
    if (form.delivery == DeliveryState::confirmed && state.here.view != View::request_form) form = {};   // its code was read
    if (number.empty() || is_sent(form)) return;
    std::string attached(text::utf8_prefix(text::tidy_line(number), requests::kMaxOrderNumberBytes));
    const bool other = form.order_number != attached;
    if (other && !form.order_number.empty() && !is_blank(form.message)) set_aside(state.left_requests, form);   // its words are not about this one
    if (other && is_blank(form.message) && !take_back(state.left_requests, form, &RequestForm::order_number, attached))
        form.topic.reset();   // about an order, "question" is one of many
    form.order_number = std::move(attached);
    if (form.contact.empty()) form.contact = state.order_form.contact;
}

void take_guides(State& state, const action::SearchDone& action) {
    RequestForm& form = state.request_form;
    if (form.guides_query.empty() || action.query != form.guides_query) return;
    form.guides = action.answer.weak ? std::vector<search::Hit>{} : action.answer.hits;
    if (form.guides.size() > kMostGuides) form.guides.resize(kMostGuides);
}

bool is_request(const OutboxItem& item) { return item.path == requests::kRequestsPath; }

bool is_request_form_free(const State& state) {
    const RequestForm& form = state.request_form;
    if (form.delivery == DeliveryState::confirmed) return state.here.view != View::request_form;   // its code was read
    return form.delivery == DeliveryState::none && is_blank(form.message);
}

void show_in_request_form(State& state, const OutboxItem& item, DeliveryState delivery) {
    const std::optional<requests::NewRequest> sent = read(item);
    if (!sent) return;
    RequestForm& form = state.request_form;
    form = {};
    form.topic = sent->topic;
    form.message = sent->message;
    form.contact = sent->contact;
    form.order_number = sent->order_number;
    form.sent_id = item.id;
    form.delivery = delivery;
}

bool request_confirmed(Reduction& run, const OutboxItem& item, const std::string& body) {
    const auto receipt = requests::decode_receipt(body);
    if (!receipt || receipt->id != item.id) return false;
    const std::optional<requests::NewRequest> sent = read(item);
    keep_own_request(run, {.id = item.id, .code = receipt->code, .key = receipt->key, .topic = sent ? sent->topic : requests::Topic::question,
                           .created_at = item.created_at, .checked_at = run.state.now});
    RequestForm& form = run.state.request_form;
    if (form.sent_id == item.id) {
        form.delivery = DeliveryState::confirmed;
        form.code = receipt->code;
    }
    run.emit("request", {{"id", item.id}, {"code", receipt->code}});
    if (run.state.here.view != View::request_form) run.announce(i18n::Key::request_sent_title);
    return true;
}

}   // namespace pasokh::session
