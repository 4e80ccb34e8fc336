#include "shell/desktop/window/host.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace pasokh;
using namespace pasokh::desktop;
using semantics::Event;
using semantics::Node;
using semantics::Role;
using semantics::Tree;

namespace {

class NoTextures final : public TextureStore {
public:
    std::uint32_t create_coverage(int, int) override { return 1; }
    void write_coverage(std::uint32_t, int, int, int, int, std::span<const std::uint8_t>) override {}
    void destroy(std::uint32_t) override {}
};

class MemoryClipboard final : public Clipboard {
public:
    std::string get() override { return text; }
    void set(std::string_view value) override { text = value; }
    std::string text;
};

class NoPictures final : public PictureStore {
public:
    const Picture* find(std::string_view) override { return nullptr; }
};

/// A panel of 300 x 400: a search field on top, below it a scroller with buttons, a paragraph with a link, radios and an area.
struct Panel {
    std::unique_ptr<FontSet> fonts = FontSet::load(PASOKH_FONT_DIR).value();
    NoTextures textures;
    MemoryClipboard clipboard;
    NativeTextEngine engine{*fonts, textures};
    SemanticHost host{engine, clipboard};
    Tree tree;
    bool rtl = false;

    Panel() { show(); }

    Node& add(std::uint32_t id, std::uint32_t parent, Role role, semantics::Rect rect) {
        Node& node = tree.nodes.emplace_back();
        node.id = NodeId{id};
        node.parent = NodeId{parent};
        node.role = role;
        node.rect = rect;
        node.rtl = rtl;
        return node;
    }

    static constexpr std::uint32_t kSearch = 1, kScroller = 2, kFirst = 3, kText = 4, kDisabled = 5, kLow = 6, kGroup = 7, kRadioA = 8, kRadioB = 9, kArea = 10, kLink = 11, kHeading = 12;

    void build(const std::string& search = {}, const std::string& area = {}) {
        tree = {};
        tree.rtl = rtl;
        Node& field = add(kSearch, 0, Role::text_field, {0, 0, 300, 48});
        field.value = search;
        field.placeholder = "Search";
        field.max_length = 20;
        Node& scroller = add(kScroller, 0, Role::scroller, {0, 50, 300, 300});
        scroller.content_height = 1000;
        add(kFirst, kScroller, Role::button, {10, 10, 100, 40});
        const std::vector<ui::TextSpan> spans = {{.begin = 5, .end = 9, .href = "article:fa/returns"}};
        const ui::ParagraphRequest request{.text = "Read this page", .spans = &spans, .width = 280};
        add(kText, kScroller, Role::text, {10, 60, 280, 24}).texts.push_back({engine.layout(request), 0, 0});
        add(kDisabled, kScroller, Role::button, {10, 100, 100, 40}).states = semantics::State::disabled;
        add(kHeading, kScroller, Role::heading, {10, 150, 280, 30}).anchor = "low";
        add(kLow, kScroller, Role::button, {10, 900, 100, 40});
        add(kGroup, kScroller, Role::radio_group, {10, 200, 280, 40});
        add(kRadioA, kGroup, Role::radio, {10, 200, 60, 40});
        add(kRadioB, kGroup, Role::radio, {80, 200, 60, 40});
        add(kArea, kScroller, Role::text_area, {10, 250, 280, 90}).value = area;
        add(kLink, 0, Role::link, {10, 360, 100, 30}).href = "https://sarv.example";
    }
    void show(const std::string& search = {}, const std::string& area = {}) {
        engine.begin_frame(1);
        build(search, area);
        host.update(tree, 300, 400);
    }
    void click(float x, float y) {
        host.pointer_down(x, y, 1, false);
        host.pointer_up(x, y);
    }
    std::vector<Event> events(Event::Kind kind) {
        std::vector<Event> found;
        for (Event& event : host.take_events())
            if (event.kind == kind) found.push_back(std::move(event));
        return found;
    }
    std::string typed() {
        const std::vector<Event> found = events(Event::Kind::input);
        return found.empty() ? "-" : found.back().text;
    }
    bool press(Key key, bool shift = false, bool ctrl = false) { return host.key({key, shift, ctrl, false}); }
};

}   // namespace

TEST_CASE_FIXTURE(Panel, "a click activates the button under it, in the scroller's own coordinates") {
    click(20, 70);
    const std::vector<Event> found = events(Event::Kind::activate);
    REQUIRE(found.size() == 1);
    CHECK(found[0].node == NodeId{kFirst});
}

TEST_CASE_FIXTURE(Panel, "a click that ends elsewhere or on a disabled button does nothing") {
    host.pointer_down(20, 70, 1, false);
    host.pointer_up(200, 200);
    click(20, 160);
    CHECK(events(Event::Kind::activate).empty());
}

TEST_CASE_FIXTURE(Panel, "what is scrolled away under other parts of the panel is not hit") {
    host.wheel(100, 200, -1);
    CHECK(host.scroll_top(NodeId{kScroller}) == 48);
    click(20, 30);   // the first button's place would be here, above the scroller
    CHECK(events(Event::Kind::activate).empty());
}

TEST_CASE_FIXTURE(Panel, "the wheel scrolls within the content and reports it") {
    host.wheel(100, 200, -1000);
    CHECK(host.scroll_top(NodeId{kScroller}) == 700);
    host.wheel(100, 200, 1000);
    CHECK(host.scroll_top(NodeId{kScroller}) == 0);
    CHECK(events(Event::Kind::scroll).size() == 2);
    host.wheel(100, 20, -1);   // over the field
    CHECK(host.take_events().empty());
}

TEST_CASE_FIXTURE(Panel, "a scroller follows scroll_to and is clamped when its content gets shorter") {
    tree.nodes[1].scroll_to = 400;
    host.update(tree, 300, 400);
    CHECK(host.scroll_top(NodeId{kScroller}) == 400);
    CHECK(host.take_events().empty());
    tree.nodes[1].scroll_to = -1;
    tree.nodes[1].content_height = 500;
    host.update(tree, 300, 400);
    CHECK(host.scroll_top(NodeId{kScroller}) == 200);
    CHECK(events(Event::Kind::scroll).size() == 1);
}

TEST_CASE_FIXTURE(Panel, "a link inside a paragraph sends its href, the words beside it do not") {
    const Caret inside = engine.caret(tree.nodes[3].texts[0].paragraph, 6);
    click(10 + inside.x, 50 + 60 + 10);
    const std::vector<Event> found = events(Event::Kind::link);
    REQUIRE(found.size() == 1);
    CHECK(found[0].text == "article:fa/returns");
    click(12, 120);
    CHECK(events(Event::Kind::link).empty());
    CHECK(host.pointer_shape(10 + inside.x, 120) == Pointer::hand);
    CHECK(host.pointer_shape(12, 120) == Pointer::arrow);
    CHECK(host.pointer_shape(20, 20) == Pointer::text);
}

TEST_CASE_FIXTURE(Panel, "a link node goes out by its href") {
    click(20, 370);
    const std::vector<Event> found = events(Event::Kind::link);
    REQUIRE(found.size() == 1);
    CHECK(found[0].text == "https://sarv.example");
}

TEST_CASE_FIXTURE(Panel, "Tab walks through fields, buttons, links in text and one radio, and round again") {
    std::vector<std::uint32_t> order;
    for (int i = 0; i < 7; ++i) {
        CHECK(press(Key::tab));
        order.push_back(host.focused().value);
    }
    CHECK(order == std::vector<std::uint32_t>{kSearch, kFirst, kText, kLow, kRadioA, kArea, kLink});
    CHECK(press(Key::tab));
    CHECK(host.focused() == NodeId{kSearch});
    CHECK(press(Key::tab, true));
    CHECK(host.focused() == NodeId{kLink});
}

TEST_CASE_FIXTURE(Panel, "Tab brings a button that is scrolled away into view") {
    for (int i = 0; i < 4; ++i) press(Key::tab);
    REQUIRE(host.focused() == NodeId{kLow});
    const semantics::Rect at = host.rect_of(NodeId{kLow});
    CHECK(at.y >= 50);
    CHECK(at.y + at.height <= 350);
}

TEST_CASE_FIXTURE(Panel, "Enter and Space activate what has the focus") {
    press(Key::tab);
    press(Key::tab);
    press(Key::enter);
    press(Key::space);
    CHECK(events(Event::Kind::activate).size() == 2);
    press(Key::tab);
    press(Key::enter);
    CHECK(events(Event::Kind::link).size() == 1);
}

TEST_CASE_FIXTURE(Panel, "arrow keys move between radios and choose, mirrored in right-to-left") {
    for (int i = 0; i < 5; ++i) press(Key::tab);
    REQUIRE(host.focused() == NodeId{kRadioA});
    press(Key::right);
    CHECK(host.focused() == NodeId{kRadioB});
    CHECK(events(Event::Kind::activate).size() == 1);
    rtl = true;
    show();
    press(Key::right);
    CHECK(host.focused() == NodeId{kRadioA});
}

TEST_CASE_FIXTURE(Panel, "focus_now puts the focus on a node, also on a heading, and Tab goes on from there") {
    for (Node& node : tree.nodes) node.focus_now = node.id == NodeId{kHeading};
    host.update(tree, 300, 400);
    CHECK(host.focused() == NodeId{kHeading});
    press(Key::tab);
    CHECK(host.focused() == NodeId{kLow});
}

TEST_CASE_FIXTURE(Panel, "an anchor scrolls its heading to the top") {
    CHECK(host.scroll_to_anchor("low"));
    CHECK(host.scroll_top(NodeId{kScroller}) == 138);
    CHECK_FALSE(host.scroll_to_anchor("nowhere"));
}

TEST_CASE_FIXTURE(Panel, "typing reports the whole value each time, in Latin and Persian") {
    click(150, 20);
    CHECK(host.field_has_focus());
    host.text_typed("a");
    host.text_typed("ب");
    CHECK(typed() == "aب");
    press(Key::backspace);
    CHECK(typed() == "a");
}

TEST_CASE_FIXTURE(Panel, "an older value that comes back while typing goes on does not undo the typing") {
    click(150, 20);
    host.text_typed("a");
    host.text_typed("b");
    show("a");            // the tree is one key press behind
    host.text_typed("c");
    CHECK(typed() == "abc");
    show("ab");
    show("abc");
    show("");             // the app cleared the field
    host.text_typed("x");
    CHECK(typed() == "x");
}

TEST_CASE_FIXTURE(Panel, "a field takes no more than its limit and no line breaks") {
    click(150, 20);
    host.text_typed("one\ntwo\tthree");
    CHECK(typed() == "one two three");
    host.text_typed("😀😀😀😀😀");      // 13 of 20 UTF-16 units are used; each takes two
    CHECK(typed() == "one two three😀😀😀");
}

TEST_CASE_FIXTURE(Panel, "select all, cut, paste, undo and redo") {
    click(150, 20);
    host.text_typed("hello");
    press(Key::a, false, true);
    press(Key::x, false, true);
    CHECK(typed() == "");
    CHECK(clipboard.text == "hello");
    press(Key::v, false, true);
    press(Key::v, false, true);
    CHECK(typed() == "hellohello");
    press(Key::z, false, true);
    CHECK(typed() == "hello");
    press(Key::z, true, true);
    CHECK(typed() == "hellohello");
}

TEST_CASE_FIXTURE(Panel, "shift and arrows select, and typing replaces the selection") {
    click(290, 20);
    host.text_typed("abcd");
    press(Key::left, true);
    press(Key::left, true);
    host.text_typed("X");
    CHECK(typed() == "abX");
    press(Key::home);
    press(Key::right, true, true);
    press(Key::del);
    CHECK(typed() == "");
}

TEST_CASE_FIXTURE(Panel, "the left arrow moves left on the screen in Persian too") {
    rtl = true;
    show();
    click(150, 20);
    host.text_typed("سلام");
    press(Key::home);
    const float start = host.caret_rect().x;
    press(Key::left);
    CHECK(host.caret_rect().x < start);
    host.text_typed("X");
    CHECK(typed() == "سXلام");
}

TEST_CASE_FIXTURE(Panel, "arrows reach every place of mixed text and come to both ends") {
    rtl = true;
    show();
    click(150, 20);
    host.text_typed("سلام abc دنیا");
    press(Key::home);
    std::vector<float> seen;
    for (int i = 0; i < 40; ++i) {
        seen.push_back(host.caret_rect().x);
        press(Key::left);
    }
    CHECK(std::is_sorted(seen.rbegin(), seen.rend()));
    const float leftmost = host.caret_rect().x;
    press(Key::end);
    CHECK(host.caret_rect().x == doctest::Approx(leftmost));
}

TEST_CASE_FIXTURE(Panel, "a click puts the caret between the letters it fell on, a double click takes the word") {
    click(290, 20);
    host.text_typed("alpha beta");
    const float end = host.caret_rect().x;
    click(end - 2, 20);
    host.pointer_down(20, 20, 2, false);
    host.pointer_up(20, 20);
    press(Key::c, false, true);
    CHECK(clipboard.text == "alpha");
    host.pointer_down(15, 20, 1, false);
    host.pointer_moved(end + 50, 20);
    host.pointer_up(end + 50, 20);
    press(Key::c, false, true);
    CHECK(clipboard.text == "alpha beta");
}

TEST_CASE_FIXTURE(Panel, "Enter submits a field and breaks the line of an area") {
    click(150, 20);
    press(Key::enter);
    CHECK(events(Event::Kind::submit).size() == 1);
    click(150, 50 + 290);
    host.text_typed("one");
    press(Key::enter);
    host.text_typed("two");
    CHECK(typed() == "one\ntwo");
    press(Key::up);
    press(Key::end);
    host.text_typed("!");
    CHECK(typed() == "one!\ntwo");
    press(Key::enter, false, true);
    CHECK(events(Event::Kind::submit).size() == 1);
}

TEST_CASE_FIXTURE(Panel, "a composition shows at the caret but is reported only when the input method commits it") {
    click(290, 20);
    host.text_typed("ab");
    host.take_events();
    const float before = host.caret_rect().x;
    host.text_composed("ni", 2);
    CHECK(host.caret_rect().x > before);
    CHECK(events(Event::Kind::input).empty());
    host.text_composed("", 0);
    host.text_typed("你");
    CHECK(typed() == "ab你");
}

TEST_CASE_FIXTURE(Panel, "a text longer than its field scrolls under it so that the caret shows") {
    for (const bool direction : {false, true}) {
        rtl = direction;
        show();
        click(150, 20);
        press(Key::a, false, true);
        host.text_typed(direction ? "سسسسسسسسسسسسسسسسسسسس" : "wwwwwwwwwwwwwwwwwwww");
        show(direction ? "سسسسسسسسسسسسسسسسسسسس" : "wwwwwwwwwwwwwwwwwwww");
        CHECK(host.caret_rect().x >= 13);
        CHECK(host.caret_rect().x <= 287);
        press(Key::home);
        CHECK(host.caret_rect().x >= 13);
        CHECK(host.caret_rect().x <= 287);
    }
}

TEST_CASE_FIXTURE(Panel, "Escape is left to the window") {
    click(150, 20);
    CHECK_FALSE(press(Key::escape));
}

TEST_CASE_FIXTURE(Panel, "fields, focus and scroll bar are painted inside their clips") {
    click(150, 20);
    host.text_typed("abc");
    const ui::Theme theme = ui::make_theme(session::ThemeMode::light, 0x0F766E);
    NoPictures pictures;
    Canvas canvas(300, 400, 2);
    host.paint(canvas, theme, pictures);
    const ui::DrawData data = canvas.data();
    CHECK(data.commands.size() > 2);
    for (const ui::DrawCommand& command : data.commands) {
        CHECK(command.clip_x0 >= 0);
        CHECK(command.clip_y1 <= 400);
        CHECK(command.index_offset + command.index_count <= data.indices.size());
    }
    for (const std::uint32_t index : data.indices) REQUIRE(index < data.vertices.size());
}
