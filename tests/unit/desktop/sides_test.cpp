// On which side words stand, laid out with a real font: that of the panel, whatever direction their own letters have.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/orders/json.h"
#include "shell/desktop/text/engine.h"
#include "tests/support/widget.h"

using namespace pasokh;
using namespace pasokh::test;
using desktop::Line;
namespace action = session::action;

namespace {

class NoTextures final : public desktop::TextureStore {
public:
    std::uint32_t create_coverage(int, int) override { return 1; }
    void write_coverage(std::uint32_t, int, int, int, int, std::span<const std::uint8_t>) override {}
    void destroy(std::uint32_t) override {}
};

/// The widget with the desktop's text engine.
class Panel {
public:
    explicit Panel(const std::string& lang) : app_(text_, {.lang = lang, .paint = false}) {
        app_.set_config(sample_config(), context());
        REQUIRE(app_.load_pack(make_pack(sample_guides()), "test", context()));
    }
    void dispatch(const session::Action& action) { app_.dispatch(action, context()); }
    const app::FrameOutput& frame() {
        text_.begin_frame(1);
        return *(out_ = &app_.frame({.context = context(), .width = 400, .height = 680}));
    }
    std::vector<const Node*> nodes(Role role, std::string_view name_begin = {}) const {
        std::vector<const Node*> found;
        for (const Node& node : out_->tree->nodes)
            if (node.role == role && node.name.starts_with(name_begin)) found.push_back(&node);
        return found;
    }
    /// Room beside the first line of a text of `node`: from the node's left edge, and to its right edge.
    struct Room {
        float left = 0, right = 0;
    };
    Room room(const Node& node, std::size_t text) const {
        const Line& line = text_.paragraph(node.texts[text].paragraph).lines.front();
        const float left = node.texts[text].x + line.x;
        return {left, node.rect.width - left - line.width};
    }
    Room room(const Node& node) const { return room(node, 0); }

private:
    session::Context context() {
        session::Context next{.now = kNow};
        next.random[9] = ++random_;
        return next;
    }
    std::unique_ptr<desktop::FontSet> fonts_ = desktop::FontSet::load(PASOKH_FONT_DIR).value();
    NoTextures textures_;
    desktop::NativeTextEngine text_{*fonts_, textures_};
    app::App app_;
    const app::FrameOutput* out_ = nullptr;
    std::uint8_t random_ = 0;
};

orders::Order order_in_two_scripts() {
    orders::Order order;
    order.number = "SRV-7";
    order.placed_at = kNow;
    order.total = {100, "IRT"};
    order.city = "شیراز";
    order.lines = {{"قهوه‌ساز", 1}, {"Coffee filter", 2}};
    orders::Parcel& parcel = order.parcels.emplace_back();
    parcel.id = "1";
    parcel.carrier = "Tipax";
    parcel.tracking_number = "12-34";
    parcel.status = orders::ParcelStatus::in_transit;
    return order;
}

void show(Panel& panel, const orders::Order& order) {
    panel.dispatch(action::OpenOrderLink{"token"});
    std::string id;
    for (const session::Effect& effect : panel.frame().effects)
        if (const auto* post = std::get_if<session::effect::HttpPost>(&effect)) id = post->request_id;
    REQUIRE_FALSE(id.empty());
    panel.dispatch(action::HttpAnswered{id, 200, orders::encode(order), 0});
    panel.frame();
}

constexpr auto kAtEdge = [](float room) { return room < 0.5f && room > -0.5f; };

}   // namespace

TEST_CASE("a label stands at the start of its line and its value at the end, in either script") {
    for (const std::string lang : {"fa", "ar", "en"}) {
        Panel panel(lang);
        show(panel, order_in_two_scripts());
        std::size_t facts = 0;
        for (const Node* node : panel.nodes(Role::text)) {
            if (node->texts.size() != 2) continue;
            ++facts;
            INFO(lang, " ", node->name);
            const bool rtl = lang != "en";
            const Panel::Room label = panel.room(*node, 0), value = panel.room(*node, 1);
            CHECK(kAtEdge(rtl ? label.right : label.left));
            CHECK(kAtEdge(rtl ? value.left : value.right));
        }
        CHECK(facts == 6);   // total, city, carrier, tracking number, two items
    }
}

TEST_CASE("titles of a list start at the panel's side, also those in another language") {
    for (const std::string lang : {"fa", "en"}) {
        Panel panel(lang);
        search::Answer answer;
        for (const auto& [id, title, of] : {std::tuple{"fa/a", "بازگشت کالا", "fa"}, {"en/b", "Return an item", "en"}}) {
            search::Hit& hit = answer.hits.emplace_back();
            hit.id = id;
            hit.title = title;
            hit.snippet = title;
            hit.lang = of;
        }
        answer.total = 2;
        panel.dispatch(action::TypeQuery{"x"});
        panel.dispatch(action::SearchDone{"x", answer, {}});
        panel.frame();
        for (const char* title : {"بازگشت کالا", "Return an item"}) {
            const auto found = panel.nodes(Role::button, title);
            REQUIRE(found.size() == 1);
            for (std::size_t text = 0; text < 2; ++text) {
                const Panel::Room room = panel.room(*found[0], text);
                CHECK(kAtEdge((lang == "fa" ? room.right : room.left) - 14));   // the row's inset
            }
        }
    }
}

TEST_CASE("a guide in another language stands at the side of its own language") {
    for (const auto& [lang, guide] : {std::pair<std::string, std::string>{"fa", "en/returns/return-item"}, {"en", "fa/returns/return-item"}}) {
        Panel panel(lang);
        panel.dispatch(action::OpenArticle{guide});
        panel.frame();
        const auto headings = panel.nodes(Role::heading, lang == "fa" ? "How do I return" : "چطور کالا");
        REQUIRE(headings.size() == 1);
        const Panel::Room room = panel.room(*headings[0]);
        CHECK(kAtEdge(lang == "fa" ? room.left : room.right));
    }
}
