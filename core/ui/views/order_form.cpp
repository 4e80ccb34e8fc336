#include "core/ui/icons.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
using session::LookupState;
using session::View;
namespace action = session::action;

void draw_lookup_outcome(Ui& ui, Column& column, const session::OrderForm& form) {
    switch (form.state) {
        case LookupState::idle:
        case LookupState::sending:
        case LookupState::found: return;
        case LookupState::missed: banner(ui, column, "missed", Tone::danger, icons::kAlert, ui.tr(Key::order_missed_title), ui.tr(Key::order_missed)); break;
        case LookupState::offline: banner(ui, column, "no-network", Tone::warning, icons::kOffline, {}, ui.tr(Key::order_offline)); break;
        case LookupState::limited: {
            const bool minutes = form.retry_after_s >= 60;
            const std::string words = minutes ? ui.tr_n(Key::order_limited_minutes, (form.retry_after_s + 59) / 60) : ui.tr_n(Key::order_limited_seconds, form.retry_after_s);
            banner(ui, column, "limited", Tone::warning, icons::kClock, {}, words);
            break;
        }
        case LookupState::pass_ended: banner(ui, column, "pass-ended", Tone::warning, icons::kClock, {}, ui.tr(Key::order_pass_ended)); break;
        case LookupState::failed: banner(ui, column, "failed", Tone::danger, icons::kAlert, {}, ui.tr(Key::order_failed)); break;
    }
    column.gap(16);
}

void draw_order_form(Ui& ui, Column& column) {
    if (session::shows_own_orders(ui.state())) return draw_own_orders(ui, column);
    const session::OrderForm& form = ui.state().order_form;
    heading(ui, column, "title", ui.tr(Key::order_form_title), 2, type::kTitle);
    if (!ui.state().config.orders) {
        column.gap(8);
        paragraph(ui, column, "unavailable", ui.tr(Key::order_unavailable), tinted(type::kBody, Color::text_muted));
        column.gap(16);
        return draw_channels(ui, column);
    }
    column.gap(4);
    paragraph(ui, column, "intro", ui.tr(Key::order_form_intro), tinted(type::kBody, Color::text_muted));
    column.gap(16);
    draw_lookup_outcome(ui, column, form);

    const auto scope = ui.begin("order-form", Role::form, {column.x, column.y, column.width, 0});
    ui.node(scope).name = ui.tr(Key::order_form_title);
    const float top = column.y;
    const std::string number_error = form.number_missing ? ui.tr(Key::order_number_missing) : std::string();
    const FieldEvents number = field(ui, column, "number",
        {.label = ui.tr(Key::order_number_label), .value = form.number, .placeholder = ui.tr(Key::order_number_placeholder), .hint = ui.tr(Key::order_number_hint), .error = number_error, .max_length = 64});
    column.gap(16);
    const std::string contact_error = form.contact_missing ? ui.tr(Key::order_contact_missing) : std::string();
    const FieldEvents contact = field(ui, column, "contact",
        {.label = ui.tr(Key::order_contact_label), .value = form.contact, .placeholder = ui.tr(Key::order_contact_placeholder), .error = contact_error, .autocomplete = "tel", .max_length = 254});
    column.gap(20);
    if (number.typed != nullptr) ui.act(action::EditOrderNumber{*number.typed});
    if (contact.typed != nullptr) ui.act(action::EditContact{*contact.typed});
    const bool sending = form.state == LookupState::sending;
    const bool pressed = button(ui, column, "submit", ui.tr(sending ? Key::order_sending : Key::order_submit),
        {.kind = ButtonKind::primary, .icon = icons::kSearch, .busy = sending});
    if ((pressed || number.submitted || contact.submitted) && !sending) ui.act(action::SubmitOrderLookup{});
    ui.end(scope, column.y - top);
    column.gap(12);
    paragraph(ui, column, "privacy", ui.tr(Key::order_privacy), type::kSmall, {.align = Align::center});
    if (ui.state().own_orders.orders.empty()) return;
    column.gap(12);
    if (button(ui, column, "own", ui.tr(Key::own_orders_title), {.kind = ButtonKind::quiet})) ui.act(action::ShowOrderForm{false});
}

}   // namespace pasokh::ui
