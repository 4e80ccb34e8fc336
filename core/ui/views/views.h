#pragma once
// One function a view: reads the state, draws with Ui, leaves actions.
//
// `draw_panel` is the whole widget: header, search field, body, tab bar. The body functions draw into a column whose y ends at the
// height of the content.

#include "core/ui/ui.h"
#include "core/ui/widgets.h"

namespace pasokh::ui {

struct PanelOptions {
    float scroll_to = -1;          ///< put the body there, once
    bool view_entered = false;     ///< move focus to where the view begins
    bool focus_search = false;     ///< move focus to the search field
    bool focus_invalid = false;    ///< move focus to the first field that was refused, and show it
};
void draw_panel(Ui& ui, const PanelOptions& options);

void draw_home(Ui& ui, Column& column);
void draw_results(Ui& ui, Column& column);
void draw_category(Ui& ui, Column& column);
void draw_article(Ui& ui, Column& column);
void draw_order_form(Ui& ui, Column& column);
/// The customer's own orders; `draw_order_form` shows them in its place.
void draw_own_orders(Ui& ui, Column& column);
/// What became of the last try to see an order.
void draw_lookup_outcome(Ui& ui, Column& column, const session::OrderForm& form);
void draw_order_status(Ui& ui, Column& column);
void draw_feedback(Ui& ui, Column& column);
void draw_contact(Ui& ui, Column& column);
void draw_request_form(Ui& ui, Column& column);
void draw_request_thread(Ui& ui, Column& column);

/// "Was this helpful?" below an article, and what follows from it.
void draw_article_vote(Ui& ui, Column& column);
/// The survey that is offered here, on a card, with the gap below it. Nothing when there is none.
void draw_survey_card(Ui& ui, Column& column);

/// The blocks of an article body (article_blocks.cpp).
void draw_blocks(Ui& ui, Column& column, const kb::Article& article);
/// What stands in the place of guides until they are there, and when they cannot come; false when they are there.
bool draw_missing_knowledge(Ui& ui, Column& column);
/// The topics as a grid of cards, under their heading. Nothing when there are none.
void draw_categories(Ui& ui, Column& column);
/// Suggested guides under their heading. Nothing when there are none.
void draw_suggested(Ui& ui, Column& column);
/// Rows that open articles.
void draw_article_list(Ui& ui, Column& column, std::string_view key, const std::vector<kb::ArticleInfo>& articles);
/// "Write to us", the requests of this device, and the way to others by their code. Nothing where the shop takes none.
void draw_request_entries(Ui& ui, Column& column);
/// The request with news that waits longest, under one row. Nothing when there is none.
void draw_request_news(Ui& ui, Column& column);
/// The shop's channels as rows; a sentence when there are none.
void draw_channels(Ui& ui, Column& column);

}   // namespace pasokh::ui
