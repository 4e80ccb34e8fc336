// Places and what they show.
#include <algorithm>

#include "core/session/left_forms.h"
#include "core/session/reduction.h"

namespace pasokh::session {

namespace {

constexpr std::size_t kLongestHistory = 50;
constexpr std::string_view kArticleScheme = "article:";

bool starts_with_scheme(std::string_view href, std::string_view scheme) {
    if (href.size() <= scheme.size()) return false;
    return std::equal(scheme.begin(), scheme.end(), href.begin(), [](char expected, char letter) {
        return expected == (letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter);
    });
}

/// The only addresses that leave the widget. Anything else ("javascript:", "data:") is dropped.
bool may_open(std::string_view href) {
    return starts_with_scheme(href, "https://") || starts_with_scheme(href, "mailto:") || starts_with_scheme(href, "tel:");
}

/// What was said of it stays until it is opened again.
void leave_article(State& state) {
    ArticleView& view = state.article;
    if (!view.article || view.vote == Vote::none) return;
    view.article.reset();
    view.related.clear();
    set_aside(state.left_articles, view);
}

/// `view` has an article and no vote yet.
void recall_vote(State& state) {
    ArticleView& view = state.article;
    ArticleView left;
    if (view.vote != Vote::none || !take_back(state.left_articles, left, &ArticleView::id, view.id)) return;
    view.vote = left.vote;
    view.vote_delivery = left.vote_delivery;
    view.vote_id = std::move(left.vote_id);
    view.reason = std::move(left.reason);
}

void load_article(Reduction& run, const std::string& id) {
    leave_article(run.state);
    run.state.article = {};
    run.state.article.id = id;
    run.push(effect::LoadArticle{id, run.state.lang});
}

void load_category(Reduction& run, const std::string& id) {
    run.state.category = {};
    run.state.category.id = id;
    run.push(effect::LoadCategory{id});
}

/// What the view of `here` needs and the state does not hold already.
void load_for_here(Reduction& run) {
    State& state = run.state;
    const std::string argument = state.here.argument;   // load_* replace what it may point into
    switch (state.here.view) {
        case View::home:
            if (is_blank(state.query)) break;   // the results' place has it for the way back
            set_query(state, {});
            search_now(run);
            break;
        case View::article:
            if (state.article.id != argument) load_article(run, argument);
            break;
        case View::category:
            if (state.category.id != argument) load_category(run, argument);
            break;
        case View::results:
            if (state.query == argument) break;
            set_query(state, argument);
            search_now(run);
            break;
        case View::order_form: load_own_orders(run); break;
        case View::request_thread:
            if (!argument.empty()) open_thread(run, argument);
            break;
        default: break;
    }
}

void arrive(Reduction& run, Place place) {
    run.state.here = std::move(place);
    run.state.restore_scroll = run.state.here.scroll_top;
    load_for_here(run);
}

void open_article_at(Reduction& run, const std::string& id, std::string anchor) {
    if (id.empty()) return;
    go(run, {View::article, id, 0});
    if (anchor.empty()) return;
    if (run.state.article.article) run.push(effect::ScrollToAnchor{std::move(anchor)});   // it was on the screen already
    else run.state.article.anchor = std::move(anchor);
}

/// Order views go where there is something to show.
void go_to_order(Reduction& run, View view, const std::string& number) {
    State& state = run.state;
    const bool this_one = state.order && (number.empty() || number == state.order->number);
    if (view == View::order_status && this_one) return go(run, {View::order_status, {}, 0});
    state.own_orders.wants_form = !number.empty();
    if (!number.empty() && number != state.order_form.number) on(run, action::EditOrderNumber{number});
    go(run, {View::order_form, {}, 0});
}

}   // namespace

void go_home(Reduction& run) {
    State& state = run.state;
    if (!state.history.empty() && state.history.back().view == View::home) {
        Place home = std::move(state.history.back());
        state.history.pop_back();
        return arrive(run, std::move(home));
    }
    arrive(run, {});
}

void go(Reduction& run, Place place) {
    State& state = run.state;
    if (state.here.view == place.view && state.here.argument == place.argument) {
        state.here.scroll_top = 0;
        state.restore_scroll = 0.0f;
        return;
    }
    state.history.push_back(state.here);
    if (state.history.size() > kLongestHistory) state.history.erase(state.history.begin());
    arrive(run, std::move(place));
}

void on(Reduction& run, const action::GoTo& action) {
    switch (action.view) {
        case View::article: return on(run, action::OpenArticle{action.argument});
        case View::category: return on(run, action::OpenCategory{action.argument});
        case View::results: {
            const std::string query = action.argument.empty() ? run.state.query : action.argument;
            return is_blank(query) ? go(run, {}) : on(run, action::TypeQuery{query});
        }
        case View::order_form:
        case View::order_status: return go_to_order(run, action.view, action.argument);
        case View::feedback:
            set_feedback_subject(run.state, action.argument);
            show_failed(run);   // before arriving: a "sent" that was read may make room
            return go(run, {View::feedback, {}, 0});
        case View::request_form:
            attach_order(run.state, action.argument);
            show_failed(run);
            return go(run, {View::request_form, {}, 0});
        case View::request_thread:
            if (action.argument.empty()) leave_thread(run.state);
            go(run, {View::request_thread, action.argument, 0});
            return show_failed(run);
        case View::contact: return go(run, {View::contact, action.argument, 0});
        case View::home: return go(run, {});
    }
}

void on(Reduction& run, const action::Back&) {
    State& state = run.state;
    if (state.history.empty()) {
        if (state.here.view != View::home) arrive(run, {});
        return;
    }
    Place previous = std::move(state.history.back());
    state.history.pop_back();
    arrive(run, std::move(previous));
}

void on(Reduction& run, const action::OpenArticle& action) {
    if (!action.id.empty()) go(run, {View::article, action.id, 0});
}

void on(Reduction& run, const action::OpenCategory& action) {
    if (!action.id.empty()) go(run, {View::category, action.id, 0});
}

void on(Reduction& run, const action::OpenLink& action) {
    const std::string_view href = action.href;
    if (href.size() > 1 && href.front() == '#') return run.push(effect::ScrollToAnchor{action.href.substr(1)});
    if (starts_with_scheme(href, kArticleScheme)) {
        const std::string_view target = href.substr(kArticleScheme.size());
        const std::size_t hash = target.find('#');
        return open_article_at(run, std::string(target.substr(0, hash)), hash == std::string_view::npos ? "" : std::string(target.substr(hash + 1)));
    }
    if (may_open(href)) run.push(effect::OpenUrl{action.href});
}

void on(Reduction& run, const action::Scrolled& action) {
    run.state.here.scroll_top = std::max(0.0f, action.scroll_top);
    run.state.restore_scroll.reset();
}

void on(Reduction& run, const action::ArticleLoaded& action) {
    ArticleView& view = run.state.article;
    if (action.id != view.id) return;   // of an article already left
    // Not translated: the one on the screen stays.
    if (!action.article) return;
    const bool same_article = view.article && view.article->info.translation_key == action.article->info.translation_key;
    view.article = action.article;
    view.related = action.related;
    view.id = action.article->info.id;
    recall_vote(run.state);
    if (run.state.here.view == View::article && run.state.here.argument == action.id) run.state.here.argument = view.id;
    if (!view.anchor.empty()) run.push(effect::ScrollToAnchor{std::exchange(view.anchor, {})});
    if (!same_article) run.emit("article", {{"id", view.id}});
}

void on(Reduction& run, const action::CategoryLoaded& action) {
    if (action.category.id == run.state.category.id) run.state.category = action.category;
}

void reload_content(Reduction& run) {
    State& state = run.state;
    search_now(run);
    if (!state.category.id.empty()) run.push(effect::LoadCategory{state.category.id});
    if (state.article.id.empty()) return;
    // By translation key: the same article in the new language. What is on the screen, the vote included, stays until it comes.
    if (state.article.article && !state.article.article->info.translation_key.empty()) {
        const std::string key = state.article.article->info.translation_key;
        if (state.here.view == View::article && state.here.argument == state.article.id) state.here.argument = key;
        state.article.id = key;
    }
    run.push(effect::LoadArticle{state.article.id, state.lang});
}

}   // namespace pasokh::session
