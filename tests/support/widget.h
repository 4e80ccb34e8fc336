#pragma once
// The whole widget without a screen: an App with a fixed-width text engine, driven by role and name.
//
// Use:
//   Widget widget("en");
//   widget.type(Role::text_field, "Search the guides", "refund");
//   widget.press(Role::button, "How long does a refund take?");
//   CHECK(widget.has(Role::heading, "How long does a refund take?"));

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/app/app.h"
#include "core/kb/write/pack_builder.h"
#include "core/ui/fixed_text_engine.h"

namespace pasokh::test {

using semantics::Event;
using semantics::Node;
using semantics::Role;

/// 2026-11-21T10:00:00Z, a Saturday: 13:30 in Tehran.
inline constexpr TimestampMs kNow = 1795255200000;

inline std::vector<std::byte> make_pack(const std::vector<kb::write::SourceFile>& files) {
    auto built = kb::write::build_pack({.name = "test", .files = files});
    REQUIRE_MESSAGE(built, (built ? "" : built.error().message));
    return std::move(built->bytes);
}

/// A few guides in two languages with every kind of block.
inline std::vector<kb::write::SourceFile> sample_guides() {
    return {
        {"en/returns/return-item.md",
         "---\ntitle: How do I return an item?\nlang: en\ncategory: Returns\norder: 501\nfeatured: true\npages: [/cart*]\nupdated: 2026-10-12\n---\n"
         "You can return an unopened item within **7 days**.\n\n## Steps\n\n1. Open your orders.\n2. Choose `SRV-10245`.\n\n- Keep the box\n\n"
         "| Case | Days |\n|---|---|\n| Unopened | 7 |\n\n> **Note:** keep the receipt.\n\nNext: [refund time](../refunds/refund-time.md).\n"},
        {"en/refunds/refund-time.md",
         "---\ntitle: How long does a refund take?\nlang: en\ncategory: Refunds\norder: 601\ntags: [money back]\n---\nThree to five working days.\n"},
        {"fa/returns/return-item.md",
         "---\ntitle: چطور کالا را مرجوع کنم؟\nlang: fa\ncategory: بازگشت کالا\norder: 501\nfeatured: true\n---\nتا ۷ روز فرصت دارید.\n"},
    };
}

inline wire::Config sample_config() {
    wire::Config config;
    config.shop = "demo";
    config.name = {{"en", "Sarv Home"}, {"fa", "فروشگاه سرو"}};
    config.channels = {{"phone", {}, "021 9100 0000", "tel:+982191000000"}};
    config.hours = {{5, 9 * 60, 18 * 60}};
    return config;
}

struct Screen {
    float width = 400;
    float letter_width = 0.5f;   ///< of the font, in font sizes
};

class Widget {
public:
    explicit Widget(std::string lang, session::ThemeMode theme = session::ThemeMode::light, const Screen& screen = {})
        : screen_(screen), text_(screen.letter_width), app_(text_, {.lang = std::move(lang), .theme = theme}) {
        app_.set_config(sample_config(), context());
        REQUIRE(app_.load_pack(make_pack(sample_guides()), "test", context()));
        frame();
    }

    app::App& app() { return app_; }
    const session::State& state() const { return app_.state(); }
    const semantics::Tree& tree() const { return *out_->tree; }
    const app::FrameOutput& out() const { return *out_; }
    std::vector<session::Effect> effects;   ///< everything asked of the shell so far

    void frame(std::vector<Event> events = {}) {
        out_ = &app_.frame({.context = context(), .width = screen_.width, .height = 680, .events = std::move(events)});
        effects.insert(effects.end(), out_->effects.begin(), out_->effects.end());
    }
    bool has(Role role, std::string_view name) const { return tree().find(role, name) != nullptr; }
    /// Somewhere on the screen, also in the words of a banner.
    bool says(std::string_view words) const {
        for (const Node& node : tree().nodes)
            for (const semantics::TextPart& part : node.texts)
                if (text_.text(part.paragraph).find(words) != std::string_view::npos) return true;
        return false;
    }
    bool is_cut(const Node& node) const {
        return std::any_of(node.texts.begin(), node.texts.end(), [this](const semantics::TextPart& part) { return text_.is_cut(part.paragraph); });
    }
    const Node& get(Role role, std::string_view name) const {
        const Node* node = tree().find(role, name);
        REQUIRE_MESSAGE(node != nullptr, "no ", semantics::role_name(role), " named ", name, " in ", semantics::to_json(tree(), false));
        return *node;
    }
    void press(Role role, std::string_view name) { frame({{.kind = Event::Kind::activate, .node = get(role, name).id}}); }
    void type(Role role, std::string_view name, std::string_view words) {
        frame({{.kind = Event::Kind::input, .node = get(role, name).id, .text = std::string(words)}});
    }
    void dispatch(const session::Action& action) {
        app_.dispatch(action, context());
        frame();
    }
    template <typename Effect>
    const Effect* last_effect() const {
        for (auto one = effects.rbegin(); one != effects.rend(); ++one)
            if (const auto* wanted = std::get_if<Effect>(&*one)) return wanted;
        return nullptr;
    }
    session::Context context() {
        session::Context next{.now = kNow};
        next.random[9] = ++random_;
        return next;
    }

private:
    Screen screen_;
    ui::FixedTextEngine text_;
    app::App app_;
    const app::FrameOutput* out_ = nullptr;
    std::uint8_t random_ = 0;
};

}   // namespace pasokh::test
