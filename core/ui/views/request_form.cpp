#include <array>

#include "core/session/requests.h"
#include "core/text/utf8.h"
#include "core/ui/icons.h"
#include "core/ui/views/request_words.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using requests::Topic;
using session::DeliveryState;
using session::RequestForm;
using session::View;
namespace action = session::action;

namespace {

using Topics = std::array<Topic, requests::kTopicCount>;
constexpr Topics kTopics = {Topic::question, Topic::complaint, Topic::damaged, Topic::missing, Topic::wrong, Topic::warranty};
/// What goes wrong with an order comes first where an order is attached.
constexpr Topics kOrderTopics = {Topic::damaged, Topic::missing, Topic::wrong, Topic::warranty, Topic::complaint, Topic::question};

void draw_topic(Ui& ui, const Rect& rect, Topic topic, bool chosen) {
    const Color ink = chosen ? Color::accent_text : Color::text;
    const std::string word = ui.tr(topic_word(topic));
    const TextBlock label = ui.text(word, {.size = 14, .weight = static_cast<std::uint16_t>(chosen ? 600 : 400), .line_height = 1.4f, .color = ink}, rect.width - 16, {.align = Align::center, .max_lines = 1});
    Node& node = ui.add("topic-" + std::string(requests::topic_name(topic)), Role::radio, rect,
                        {.fill = chosen ? Color::accent_soft : Color::surface, .border = chosen ? Color::accent : Color::border_strong, .radius = 12, .border_width = chosen ? 2.0f : 1.0f});
    node.name = word;
    node.states = chosen ? semantics::State::checked : 0u;
    ui.put(node, label, 8, (rect.height - label.height) / 2);
    if (ui.pressed(node.id)) ui.act(action::PickTopic{topic});
}

void draw_topics(Ui& ui, Column& column, const RequestForm& form) {
    constexpr float kGap = 8;
    const float width = (column.width - kGap) / 2;
    paragraph(ui, column, "topic/label", ui.tr(Key::request_topic_label), type::kLabel);
    column.gap(6);
    const auto group = ui.begin("topic", Role::radio_group, {column.x, column.y, column.width, 0});
    ui.node(group).name = ui.tr(Key::request_topic_label);
    ui.node(group).states = form.topic_missing ? semantics::State::invalid : 0u;
    const float top = column.y;
    const Topics& topics = form.order_number.empty() ? kTopics : kOrderTopics;
    for (std::size_t i = 0; i < topics.size(); ++i) {
        const bool second = i % 2 == 1;
        draw_topic(ui, {column.x + (second ? width + kGap : 0), column.y, width, kTarget}, topics[i], form.topic == topics[i]);
        if (second) column.gap(kTarget + kGap);
    }
    column.y -= kGap;
    ui.end(group, column.y - top);
    if (!form.topic_missing) return;
    column.gap(6);
    paragraph(ui, column, "topic-missing", ui.tr(Key::request_topic_missing), tinted(type::kSmall, Color::danger));
}

void draw_order(Ui& ui, Column& column, const RequestForm& form) {
    if (form.order_number.empty()) return;
    constexpr float kHeight = 48;
    const std::string words = ui.tr(Key::feedback_about_order, {{"number", form.order_number}});
    const TextBlock block = ui.text(words, type::kStrong, column.width - 100, {.max_lines = 1});
    Node& node = ui.add("order", Role::text, {column.x, column.y, column.width, kHeight}, {.fill = Color::surface, .border = Color::border, .radius = 12});
    node.name = words;
    ui.put_icon(node, icons::kParcel, Color::accent_text, 14, (kHeight - 20) / 2, 20);
    ui.put(node, block, 44, (kHeight - block.height) / 2);
    if (icon_button(ui, "detach-order", ui.tr(Key::request_detach_order), icons::kClose, {column.x + column.width - 46, column.y + 2, kTarget, kTarget}, Color::text_muted)) ui.act(action::DetachOrder{});
    column.gap(kHeight + 16);
}

void draw_message(Ui& ui, Column& column, const RequestForm& form) {
    const auto left = static_cast<std::int64_t>(requests::kMaxMessageCodePoints) - static_cast<std::int64_t>(text::count_code_points(form.message));
    constexpr std::int64_t kFewLeft = 500;   // before that, nobody counts
    const std::string hint = left < kFewLeft ? ui.tr_n(Key::comment_remaining, left < 0 ? 0 : left) : std::string();
    const std::string error = form.message_missing ? ui.tr(Key::request_message_missing) : form.message_too_long ? ui.tr(Key::comment_too_long) : std::string();
    const FieldEvents message = field(ui, column, "message",
        {.label = ui.tr(Key::request_message_label), .value = form.message, .placeholder = ui.tr(Key::request_message_placeholder), .hint = hint, .error = error, .max_length = 2 * requests::kMaxMessageCodePoints, .height = 132});
    if (message.typed != nullptr) ui.act(action::EditRequestMessage{*message.typed});
}

void draw_guides(Ui& ui, Column& column, const RequestForm& form) {
    if (form.guides.empty()) return;
    column.gap(20);
    heading(ui, column, "guides-title", ui.tr(Key::request_guides), 3, type::kSection);
    column.gap(8);
    List list = begin_list(ui, column, "guides");
    for (const search::Hit& hit : form.guides)
        if (row(ui, list, hit.id, {.title = hit.title, .icon = icons::kBook, .lang = hit.lang})) ui.act(action::OpenArticle{hit.id});
    end_list(ui, column, list);
}

/// Why what was sent is being written again.
void draw_failure(Ui& ui, Column& column, DeliveryState delivery) {
    const bool refused = delivery == DeliveryState::refused;
    if (!refused && delivery != DeliveryState::expired) return;
    banner(ui, column, "failure", Tone::danger, icons::kAlert, ui.tr(refused ? Key::feedback_refused_title : Key::feedback_expired_title), ui.tr(refused ? Key::feedback_refused : Key::feedback_expired));
    column.gap(16);
}

void draw_form(Ui& ui, Column& column, const RequestForm& form) {
    heading(ui, column, "title", ui.tr(Key::request_title), 2, type::kTitle);
    column.gap(4);
    paragraph(ui, column, "intro", ui.tr(Key::request_intro), tinted(type::kBody, Color::text_muted));
    column.gap(16);
    draw_failure(ui, column, form.delivery);
    const auto scope = ui.begin("request-form", Role::form, {column.x, column.y, column.width, 0});
    ui.node(scope).name = ui.tr(Key::request_title);
    const float top = column.y;
    draw_order(ui, column, form);
    draw_topics(ui, column, form);
    column.gap(20);
    draw_message(ui, column, form);
    column.gap(20);
    const std::string contact_error = form.contact_missing ? ui.tr(Key::order_contact_missing) : std::string();
    const FieldEvents contact = field(ui, column, "contact",
        {.label = ui.tr(Key::order_contact_label), .value = form.contact, .placeholder = ui.tr(Key::request_contact_placeholder), .hint = ui.tr(Key::request_contact_hint), .error = contact_error, .autocomplete = "tel", .max_length = requests::kMaxContactBytes});
    if (contact.typed != nullptr) ui.act(action::EditRequestContact{*contact.typed});
    draw_guides(ui, column, form);
    column.gap(20);
    if (button(ui, column, "send", ui.tr(Key::feedback_submit), {.kind = ButtonKind::primary, .icon = icons::kSend}) || contact.submitted) ui.act(action::SubmitRequest{});
    ui.end(scope, column.y - top);
}

void draw_code(Ui& ui, Column& column, const RequestForm& form) {
    Card card = begin_card(ui, column, "code-card");
    paragraph(ui, card.inner, "code-label", ui.tr(Key::request_code_label), type::kSection, {.align = Align::center});
    card.inner.gap(4);
    paragraph(ui, card.inner, "code", isolated(session::show_code(form.code)), {.size = 26, .weight = 700, .line_height = 1.5f}, {.align = Align::center});
    end_card(ui, column, card);
    column.gap(16);
}

/// What became of it; "sent" only after the server said so.
void draw_sent(Ui& ui, Column& column, const RequestForm& form) {
    heading(ui, column, "sent-title", ui.tr(Key::request_title), 2, type::kTitle);
    column.gap(12);
    const bool confirmed = form.delivery == DeliveryState::confirmed;
    if (confirmed) banner(ui, column, "delivery", Tone::positive, icons::kCheckCircle, ui.tr(Key::request_sent_title), ui.tr(Key::request_sent));
    else if (form.delivery == DeliveryState::sending) banner(ui, column, "delivery", Tone::accent, icons::kClock, ui.tr(Key::feedback_sending), {});
    else banner(ui, column, "delivery", Tone::warning, icons::kClock, ui.tr(Key::feedback_waiting_title), ui.state().remembers ? ui.tr(Key::request_waiting) : std::string());
    column.gap(16);
    if (confirmed && !form.code.empty()) draw_code(ui, column, form);
    Card card = begin_card(ui, column, "message-card");
    paragraph(ui, card.inner, "sent-topic", form.topic ? ui.tr(topic_word(*form.topic)) : std::string(), type::kSection);
    card.inner.gap(4);
    paragraph(ui, card.inner, "sent-message", form.message, type::kBody);
    end_card(ui, column, card);
    column.gap(16);
    if (form.delivery == DeliveryState::waiting) {
        if (button(ui, column, "retry", ui.tr(Key::retry_now), {})) ui.act(action::RetryNow{});
        column.gap(10);
    }
    if (confirmed && button(ui, column, "see", ui.tr(Key::request_open), {.kind = ButtonKind::primary, .icon = icons::kChat})) ui.act(action::GoTo{View::request_thread, form.code});
    if (confirmed) column.gap(10);
    if (button(ui, column, "again", ui.tr(Key::request_again), {.kind = ButtonKind::quiet})) ui.act(action::RestartRequest{});
}

}   // namespace

void draw_request_form(Ui& ui, Column& column) {
    const RequestForm& form = ui.state().request_form;
    if (!ui.state().config.requests) {
        heading(ui, column, "title", ui.tr(Key::request_title), 2, type::kTitle);
        column.gap(8);
        paragraph(ui, column, "unavailable", ui.tr(Key::request_unavailable), tinted(type::kBody, Color::text_muted));
        column.gap(16);
        return draw_channels(ui, column);
    }
    if (session::is_sent(form)) draw_sent(ui, column, form);
    else draw_form(ui, column, form);
}

}   // namespace pasokh::ui
