#include "core/app/app.h"

#include <limits>
#include <optional>
#include <utility>

#include "core/app/knowledge.h"
#include "core/session/reduce.h"
#include "core/ui/paint.h"
#include "core/ui/theme.h"
#include "core/ui/ui.h"
#include "core/ui/views/views.h"

namespace pasokh::app {

namespace action = session::action;
namespace effect = session::effect;
using session::Action;
using session::Context;
using session::Effect;
using session::Place;
using session::State;

namespace {

constexpr int kLayoutPasses = 4;   ///< estimates settle in two; a third sees nested widths

session::ShopConfig shop_config(const wire::Config& config, std::string_view lang) {
    session::ShopConfig shop;
    shop.shop = config.shop;
    shop.name = wire::in_language(config.name, lang);
    shop.orders = config.features.orders;
    shop.feedback = config.features.feedback;
    shop.requests = config.features.requests;
    shop.unanswered_searches = config.features.unanswered_searches;
    shop.utc_offset_minutes = config.utc_offset_minutes;
    shop.country = orders::country_of(config.country);
    shop.help_url = config.help_url;
    for (const wire::Channel& channel : config.channels)
        shop.channels.push_back({channel.kind, std::string(wire::in_language(channel.label, lang)), channel.value, channel.url});
    const auto hours_of = [](const std::vector<wire::OpeningHours>& from) {
        std::vector<session::OpeningHours> hours;
        for (const wire::OpeningHours& day : from) hours.push_back({day.weekday, day.open_minute, day.close_minute});
        return hours;
    };
    shop.hours = hours_of(config.hours);
    for (const wire::Holiday& day : config.holidays)
        shop.holidays.push_back({day.first_day, day.last_day, std::string(wire::in_language(day.name, lang)), hours_of(day.hours)});
    shop.form_stamp = config.form_stamp;
    shop.surveys.at_most_every_days = config.ask_at_most_every_days;
    for (const wire::Survey& survey : config.surveys)
        if (auto known = feedback::survey_of(survey, lang)) shop.surveys.surveys.push_back(std::move(*known));
    return shop;
}

bool same_place(const Place& a, const Place& b) { return a.view == b.view && a.argument == b.argument; }

/// What is pressed and gone leaves the cursor in the search field, which is where opening puts it as well.
bool leads_to_search(const Action& what) {
    return std::holds_alternative<action::Opened>(what) || std::holds_alternative<action::TakeCompletion>(what) ||
           std::holds_alternative<action::SearchVerbatim>(what) || std::holds_alternative<action::ClearQuery>(what);
}

/// When it is refused, the focus goes to what is missing.
bool submits(const Action& what) {
    return std::holds_alternative<action::SubmitOrderLookup>(what) || std::holds_alternative<action::SubmitFeedback>(what) ||
           std::holds_alternative<action::SubmitReason>(what) || std::holds_alternative<action::SubmitRequest>(what) ||
           std::holds_alternative<action::FindThread>(what) || std::holds_alternative<action::SendReply>(what);
}

/// One ULID a reduction: every further reduction of a frame gets other bytes.
void renew(Context& context) {
    for (std::uint8_t& byte : context.random)
        if (++byte != 0) break;
}

}   // namespace

struct App::Impl {
    ui::TextEngine& text;
    std::uint32_t accent_rgb;
    bool paint;
    State state;
    std::optional<wire::Config> config;
    std::optional<Knowledge> knowledge;

    ui::Theme theme;
    ui::Painter painter;
    semantics::Tree tree;
    FrameOutput output;
    std::vector<Effect> pending_effects;
    std::optional<Place> drawn_place;
    bool views_stale = true;
    bool focus_search = false;
    bool focus_invalid = false;
    std::uint32_t drawn_epoch = 0;
    float drawn_width = 0, drawn_height = 0, drawn_ratio = 0;

    Impl(ui::TextEngine& engine, const Options& options) : text(engine), accent_rgb(options.accent_rgb), paint(options.paint) {
        state.lang = options.lang;
        state.theme = options.theme;
        state.here.view = options.view;
        state.utc_offset_minutes = options.utc_offset_minutes;
        apply_theme();
    }

    void apply_theme() {
        const ui::Theme next = ui::make_theme(state.theme, accent_rgb);
        if (next == theme) return;
        theme = next;
        text.set_colors(theme.colors);
        views_stale = true;
    }

    void dispatch(const Action& what, Context context) {
        if (leads_to_search(what)) focus_search = true;
        if (submits(what)) focus_invalid = true;
        const std::string lang_before = state.lang;
        std::vector<Effect> effects = session::reduce(state, what, context);
        const bool unseen = std::holds_alternative<action::Scrolled>(what) || (std::holds_alternative<action::Tick>(what) && effects.empty());
        if (!unseen) views_stale = true;
        if (state.lang != lang_before && config) {
            renew(context);
            dispatch(action::ConfigLoaded{shop_config(*config, state.lang)}, context);
        }
        for (Effect& one : effects) {
            renew(context);
            carry_out(std::move(one), context);
        }
    }

    /// What the pack answers is done here; the rest is the shell's.
    void carry_out(Effect one, const Context& context) {
        const bool asks_pack = std::holds_alternative<effect::Search>(one) || std::holds_alternative<effect::LoadArticle>(one) ||
                               std::holds_alternative<effect::LoadCategory>(one) || std::holds_alternative<effect::LoadHome>(one);
        if (!asks_pack) return pending_effects.push_back(std::move(one));
        if (!knowledge) return;
        if (const auto* search = std::get_if<effect::Search>(&one)) dispatch(knowledge->search(search->query, state.lang, search->verbatim), context);
        if (const auto* article = std::get_if<effect::LoadArticle>(&one)) dispatch(knowledge->article(article->id, article->lang), context);
        if (const auto* category = std::get_if<effect::LoadCategory>(&one)) dispatch(knowledge->category(category->id, state.lang), context);
        if (std::holds_alternative<effect::LoadHome>(one)) dispatch(knowledge->home(state.lang, state.page_path), context);
    }

    /// Runs the views over the events and carries out what people did. The drawing of this pass is thrown away.
    void take_events(const FrameInput& input) {
        if (input.events.empty()) return;
        semantics::Tree scratch;
        ui::Ui ui({state, text, input.events, input.width, input.height}, scratch);
        ui::draw_panel(ui, {});
        Context context = input.context;
        for (const Action& what : ui.actions()) {
            renew(context);
            dispatch(what, context);
        }
    }

    bool needs_views(const FrameInput& input) const {
        return views_stale || drawn_epoch != text.epoch() || drawn_width != input.width || drawn_height != input.height || drawn_ratio != input.device_pixel_ratio;
    }

    void run_views(const FrameInput& input) {
        ui::PanelOptions options;
        options.view_entered = drawn_place && !same_place(*drawn_place, state.here);
        options.focus_search = std::exchange(focus_search, false);
        options.focus_invalid = std::exchange(focus_invalid, false);
        options.scroll_to = state.restore_scroll.value_or(-1);
        state.restore_scroll.reset();
        for (int pass = 0; pass < kLayoutPasses; ++pass) {
            ui::Ui ui({state, text, {}, input.width, input.height}, tree);
            ui::draw_panel(ui, options);
            if (!text.pending()) break;
            text.resolve();
        }
        drawn_place = state.here;
        drawn_epoch = text.epoch();
        drawn_width = input.width;
        drawn_height = input.height;
        drawn_ratio = input.device_pixel_ratio;
        views_stale = false;
    }

    const FrameOutput& frame(const FrameInput& input) {
        text.begin_frame(input.device_pixel_ratio);
        const std::optional<TimestampMs> due = session::wake_at(state);
        if (due && *due <= input.context.now) dispatch(action::Tick{}, input.context);
        take_events(input);
        apply_theme();
        state.now = input.context.now;   // the views say "today" and "late" by it

        output.tree_changed = needs_views(input);
        if (output.tree_changed) run_views(input);
        output.tree = &tree;
        output.draw = paint ? &painter.paint(tree, text, theme,
            {.width = input.width, .height = input.height, .device_pixel_ratio = input.device_pixel_ratio, .scroll_top = state.here.scroll_top,
             .pointer_x = input.pointer_x, .pointer_y = input.pointer_y, .pointer_down = input.pointer_down}) : nullptr;
        output.effects = std::exchange(pending_effects, {});
        const std::optional<TimestampMs> wake = session::wake_at(state);
        output.repaint_after_ms = wake ? static_cast<double>(std::max<TimestampMs>(0, *wake - input.context.now)) : std::numeric_limits<double>::infinity();
        return output;
    }
};

App::App(ui::TextEngine& text, Options options) : impl_(std::make_unique<Impl>(text, options)) {}
App::~App() = default;

Status App::load_pack(std::vector<std::byte> bytes, std::string_view name, const Context& context) {
    Result<Knowledge> opened = Knowledge::open(std::move(bytes), name);
    if (!opened) {
        dispatch(action::KnowledgeFailed{opened.error().message}, context);
        return std::move(opened).error();
    }
    impl_->knowledge.emplace(std::move(*opened));
    if (impl_->state.knowledge == session::KnowledgeState::ready) dispatch(action::ReloadKnowledge{}, context);
    else dispatch(impl_->knowledge->home(impl_->state.lang, impl_->state.page_path), context);
    return {};
}

bool App::prepare() {
    if (impl_->knowledge) return !impl_->knowledge->prepare();
    Knowledge::warm_up();
    return false;
}

void App::set_config(wire::Config config, const Context& context) {
    impl_->config = std::move(config);
    dispatch(action::ConfigLoaded{shop_config(*impl_->config, impl_->state.lang)}, context);
}

void App::dispatch(const Action& what, const Context& context) { impl_->dispatch(what, context); }

void App::set_paint(bool paint) {
    impl_->views_stale = impl_->views_stale || paint != impl_->paint;
    impl_->paint = paint;
}

const FrameOutput& App::frame(const FrameInput& input) { return impl_->frame(input); }
const State& App::state() const { return impl_->state; }
const ui::Theme& App::theme() const { return impl_->theme; }

}   // namespace pasokh::app
