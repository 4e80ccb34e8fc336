// A signed-in customer's orders, in the place of the form.
#include "core/ui/icons.h"
#include "core/ui/views/order_words.h"
#include "core/ui/views/views.h"

namespace pasokh::ui {

using i18n::Key;
namespace action = session::action;

void draw_own_orders(Ui& ui, Column& column) {
    const session::State& state = ui.state();
    heading(ui, column, "title", ui.tr(Key::own_orders_title), 2, type::kTitle);
    column.gap(12);
    draw_lookup_outcome(ui, column, state.order_form);
    List list = begin_list(ui, column, "own-orders");
    for (const orders::Order& order : state.own_orders.orders) {
        const OrderWords words = words_of(ui, order);
        const std::string when = i18n::date(ui.lang(), order.placed_at, state.utc_offset_minutes, i18n::DateStyle::day_month_year);
        const std::string facts = when + std::string(ui.comma()) + i18n::money(ui.lang(), order.total.minor, order.total.currency);
        if (row(ui, list, "own-" + order.number, {.title = ui.tr(Key::order_heading, {{"number", order.number}}), .subtitle = facts, .icon = words.icon,
                                                  .status = words.status, .status_tone = words.tone}))
            ui.act(action::OpenOwnOrder{order.number});
    }
    end_list(ui, column, list);
    column.gap(16);
    if (button(ui, column, "other", ui.tr(Key::order_another), {.icon = icons::kSearch})) ui.act(action::ShowOrderForm{true});
}

}   // namespace pasokh::ui
