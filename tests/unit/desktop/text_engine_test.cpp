#include "shell/desktop/text/engine.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <doctest/doctest.h>

using namespace pasokh;
using namespace pasokh::desktop;
using ui::ParagraphRequest;
using ui::TextSpan;

namespace {

/// Textures in memory; every write must lie inside its page.
class MemoryTextures final : public TextureStore {
public:
    std::uint32_t create_coverage(int width, int height) override {
        pages[++last_] = {width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height))};
        return last_;
    }
    void write_coverage(std::uint32_t texture, int x, int y, int width, int height, std::span<const std::uint8_t> pixels) override {
        Page& page = pages.at(texture);
        REQUIRE(x >= 0);
        REQUIRE(y >= 0);
        REQUIRE(x + width <= page.width);
        REQUIRE(y + height <= page.height);
        REQUIRE(pixels.size() == static_cast<std::size_t>(width * height));
        for (int row = 0; row < height; ++row) {
            for (int column = 0; column < width; ++column) {
                auto& target = page.pixels[static_cast<std::size_t>((y + row) * page.width + x + column)];
                CHECK(target == 0);   // no glyph overwrites another
                target = pixels[static_cast<std::size_t>(row * width + column)];
            }
        }
    }
    void destroy(std::uint32_t texture) override { pages.erase(texture); }

    struct Page {
        int width = 0, height = 0;
        std::vector<std::uint8_t> pixels;
    };
    std::map<std::uint32_t, Page> pages;

private:
    std::uint32_t last_ = 0;
};

struct Fixture {
    std::unique_ptr<FontSet> fonts = FontSet::load(PASOKH_FONT_DIR).value();
    MemoryTextures textures;
    NativeTextEngine engine{*fonts, textures};
    Fixture() { engine.begin_frame(1); }

    ParagraphId lay(std::string_view text, float width = 1000, bool rtl = true) {
        return engine.layout({.text = text, .width = width, .rtl = rtl, .lang = rtl ? "fa" : "en"});
    }
    /// The characters of one line from left to right, as the eye sees them; mirrored brackets by their shape on screen.
    std::string visual(ParagraphId id, std::size_t line = 0) {
        const ShapedText& text = engine.shaped(id);
        std::string out;
        for (const Piece& piece : engine.paragraph(id).lines[line].pieces) {
            std::vector<std::string> graphemes;
            for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
                char32_t c = text.characters.code_points[i];
                if (is_invisible(c)) continue;
                if (piece.rtl() && c == U'(') c = U')';
                else if (piece.rtl() && c == U')') c = U'(';
                if (text.grapheme_start[i] != 0) graphemes.emplace_back();
                append_utf8(graphemes.back(), c);
            }
            if (piece.rtl()) std::reverse(graphemes.begin(), graphemes.end());
            for (const std::string& grapheme : graphemes) out += grapheme;
        }
        return out;
    }
    std::string line_text(ParagraphId id, std::size_t line) {
        const Line& found = engine.paragraph(id).lines.at(line);
        const std::vector<std::uint32_t>& bytes = engine.shaped(id).characters.byte_of;
        return std::string(engine.shaped(id).text.substr(bytes[found.begin], bytes[found.visible_end] - bytes[found.begin]));
    }
    std::vector<std::uint32_t> glyphs(ParagraphId id) {
        std::vector<std::uint32_t> result;
        for (const Glyph& glyph : engine.shaped(id).glyphs) result.push_back(glyph.index);
        return result;
    }
};

}   // namespace

TEST_CASE_FIXTURE(Fixture, "a Persian sentence runs from right to left") {
    CHECK(visual(lay("سلام دنیا")) == "ایند مالس");
    CHECK(engine.is_rtl(lay("سلام دنیا")));
}

TEST_CASE_FIXTURE(Fixture, "numbers and ranges keep their digits in order inside Persian") {
    CHECK(visual(lay("قیمت ۱۲۵۰ تومان")) == "ناموت ۱۲۵۰ تمیق");
    CHECK(visual(lay("قیمت 10-20 است")) == "تسا 20-10 تمیق");     // UAX#9: European digits with a hyphen after Arabic letters are Arabic numbers
    CHECK(visual(lay("تخفیف ٪۵۰ دارد")).find("۵۰") != std::string::npos);
}

TEST_CASE_FIXTURE(Fixture, "a phone number in left-to-right isolates reads from its plus sign") {
    CHECK(visual(lay("تلفن \u2066+98 912 345 6789\u2069 است")) == "تسا +98 912 345 6789 نفلت");
}

TEST_CASE_FIXTURE(Fixture, "a Latin name and a URL stay readable in a Persian sentence") {
    CHECK(visual(lay("گوشی iPhone 15 Pro رسید")) == "دیسر iPhone 15 Pro یشوگ");
    CHECK(visual(lay("به https://sarv.example/a?b=1 بروید")) == "دیورب https://sarv.example/a?b=1 هب");
}

TEST_CASE_FIXTURE(Fixture, "parentheses are mirrored in right-to-left text") {
    CHECK(visual(lay("سفارش (لغو) شد")) == "دش (وغل) شرافس");
    const std::uint32_t open = glyphs(lay("(", 1000, false)).front();
    const std::vector<std::uint32_t> mirrored = glyphs(lay("س)", 1000));
    CHECK(std::find(mirrored.begin(), mirrored.end(), open) != mirrored.end());
}

TEST_CASE_FIXTURE(Fixture, "the first strong letter decides the direction, and neutral text takes the interface's") {
    CHECK_FALSE(engine.is_rtl(lay("Order سلام", 1000, true)));
    CHECK(engine.is_rtl(lay("سلام Order", 1000, false)));
    CHECK(engine.is_rtl(lay("123", 1000, true)));
    CHECK_FALSE(engine.is_rtl(lay("123", 1000, false)));
    CHECK(engine.is_rtl(lay("\u2066@sarv_home\u2069", 1000, true)));   // what stands in an isolate does not count
    CHECK(engine.is_rtl(engine.layout({.text = "Order", .width = 100, .rtl = true, .auto_direction = false})));
}

TEST_CASE_FIXTURE(Fixture, "trailing spaces of a line take the paragraph's direction") {
    const ParagraphId id = lay("سلام abc ", 1000);
    CHECK(visual(id).front() == ' ');
    // Broken between two Latin words: the hanging space goes to the end of the Persian line, not between it and the word.
    const ParagraphId broken = lay("سلام abc defghijkl", engine.size(lay("سلام abc")).width + 10);
    REQUIRE(engine.size(broken).line_count == 2);
    CHECK(visual(broken).starts_with(" abc"));
    CHECK(engine.paragraph(broken).lines[0].pieces.front().x < engine.paragraph(broken).lines[0].x);
}

TEST_CASE_FIXTURE(Fixture, "letters join across the border of a bold span") {
    std::vector<TextSpan> spans(1);
    spans[0] = {.begin = 0, .end = 4, .bold = true};   // سل bold, ام plain
    const ParagraphId joined = engine.layout({.text = "سلام", .spans = &spans, .width = 500, .rtl = true, .lang = "fa"});
    const ShapedText& shaped = engine.shaped(joined);
    REQUIRE(shaped.runs.size() == 2);
    // A lone "سل" ends in a final lam; here the lam must be medial, as the alef of the next span follows.
    const std::uint32_t final_lam = engine.shaped(lay("سل")).glyphs.front().index;
    const std::uint32_t inner_lam = shaped.glyphs[shaped.runs[0].glyph_begin].index;
    CHECK(inner_lam != final_lam);
}

TEST_CASE_FIXTURE(Fixture, "a half-space keeps letters apart and takes no room") {
    const ParagraphId with = lay("می\u200Cخواهم");
    const ParagraphId without = lay("میخواهم");
    CHECK(glyphs(with) != glyphs(without));
    const ShapedText& shaped = engine.shaped(with);
    CHECK(shaped.advances[2] == doctest::Approx(0));
    CHECK(engine.size(with).width > 10);
}

TEST_CASE_FIXTURE(Fixture, "lam and alef make one glyph whose two letters share its width") {
    const ParagraphId id = lay("لا");
    const float left = engine.caret(id, 4).x;
    const float middle = engine.caret(id, 2).x;
    const float right = engine.caret(id, 0).x;
    CHECK(left < middle);
    CHECK(middle < right);
}

TEST_CASE_FIXTURE(Fixture, "text wraps at words within the width and keeps every character") {
    const std::string text = "برای بازگشت کالا تا هفت روز پس از تحویل فرصت دارید و هزینه ارسال با ماست";
    const ParagraphId id = lay(text, 160);
    const Paragraph& paragraph = engine.paragraph(id);
    REQUIRE(paragraph.lines.size() > 2);
    std::uint32_t at = 0;
    for (const Line& line : paragraph.lines) {
        CHECK(line.begin == at);
        CHECK(line.width <= 160.01f);
        CHECK(line.x + line.width == doctest::Approx(160));   // right aligned
        at = line.end;
    }
    CHECK(at == engine.shaped(id).length());
    CHECK(line_text(id, 0).back() != ' ');
    CHECK(engine.size(id).height == doctest::Approx(static_cast<double>(paragraph.lines.size()) * 15 * 1.6));
}

TEST_CASE_FIXTURE(Fixture, "a paragraph measured alone fits into its own width") {
    for (const char* text : {"سلام دنیا", "Return an item", "۱٬۲۵۰٬۰۰۰ تومان", "می\u200Cخواهم کالا را پس بدهم"}) {
        const float width = engine.size(lay(text)).width;
        CHECK(engine.size(lay(text, width)).line_count == 1);
    }
}

TEST_CASE_FIXTURE(Fixture, "a word longer than the line breaks between graphemes") {
    const ParagraphId id = lay("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 50, false);
    CHECK(engine.size(id).line_count > 3);
    CHECK(engine.size(id).width <= 50.01f);
    CHECK(engine.size(lay("aa", 1, false)).line_count == 2);   // never an endless loop
}

TEST_CASE_FIXTURE(Fixture, "a newline breaks the line and an empty text has one line") {
    CHECK(engine.size(lay("a\nb", 100, false)).line_count == 2);
    CHECK(engine.size(lay("", 100, false)).line_count == 1);
    CHECK(engine.size(lay("a\n", 100, false)).line_count == 1);
    CHECK(engine.size(engine.layout_for_host({.text = "a\n", .width = 100})).line_count == 2);
}

TEST_CASE_FIXTURE(Fixture, "lines start where their place does, whatever direction their letters have") {
    const auto x_of = [&](std::string_view text, ui::Align align, bool rtl) {
        return engine.paragraph(engine.layout({.text = text, .width = 300, .align = align, .rtl = rtl, .lang = "fa"})).lines[0].x;
    };
    for (const char* text : {"abc", "سلام", "123", "abc سلام", "سلام abc"}) {
        CAPTURE(text);
        CHECK(x_of(text, ui::Align::start, false) == 0);
        CHECK(x_of(text, ui::Align::end, false) > 200);
        CHECK(x_of(text, ui::Align::start, true) > 200);
        CHECK(x_of(text, ui::Align::end, true) == 0);
        CHECK(x_of(text, ui::Align::center, true) > 100);
    }
    CHECK(engine.paragraph(engine.layout({.text = "a = 1", .width = 300, .rtl = true, .preformatted = true})).lines[0].x == 0);
}

TEST_CASE_FIXTURE(Fixture, "carets of a right-to-left line move left with each letter") {
    const std::string text = "سلام دنیا";
    const ParagraphId id = lay(text);
    float before = INFINITY;
    for (std::size_t at = 0;; at = next_grapheme(text, at)) {
        const float x = engine.caret(id, at).x;
        CHECK(x < before);
        before = x;
        if (at == text.size()) break;
    }
}

TEST_CASE_FIXTURE(Fixture, "carets are monotone inside every visual stretch of mixed text") {
    const ParagraphId id = lay("سلام abc دنیا 123 (xyz)");
    for (const Piece& piece : engine.paragraph(id).lines[0].pieces) {
        float before = piece.rtl() ? INFINITY : -INFINITY;
        for (std::uint32_t i = piece.begin; i < piece.end; ++i) {
            const float x = engine.caret(id, engine.shaped(id).characters.byte_of[i]).x;
            CHECK((piece.rtl() ? x < before : x > before));
            before = x;
        }
    }
}

TEST_CASE_FIXTURE(Fixture, "a hit on the caret of a grapheme finds that grapheme again") {
    for (const std::string text : {"سلام abc دنیا 123", "Return کالا now", "می\u200Cخواهم لازم", "مُحَمَّد"}) {
        const ParagraphId id = lay(text);
        for (std::size_t at = 0; at < text.size(); at = next_grapheme(text, at)) {
            const Caret caret = engine.caret(id, at);
            // At a border between directions two characters share one x: the hit may name either, never another place.
            const std::size_t found = engine.hit(id, caret.x, caret.top + 1);
            CHECK(engine.caret(id, found).x == doctest::Approx(caret.x).epsilon(0.001));
        }
    }
}

TEST_CASE_FIXTURE(Fixture, "a hit below, above and beside the text is clamped into it") {
    const std::string text = "abc def";
    const ParagraphId id = lay(text, 1000, false);
    CHECK(engine.hit(id, -50, 5) == 0);
    CHECK(engine.hit(id, 900, 5) == text.size());
    CHECK(engine.hit(id, -50, -500) == 0);
    CHECK(engine.hit(id, 900, 500) == text.size());
}

TEST_CASE_FIXTURE(Fixture, "a hit on a wrapped line stays on that line") {
    const std::string text = "one two three four five six seven eight nine";
    const ParagraphId id = lay(text, 80, false);
    REQUIRE(engine.size(id).line_count > 2);
    for (std::uint32_t line = 0; line < engine.size(id).line_count; ++line) {
        const Line& found = engine.paragraph(id).lines[line];
        CHECK(engine.caret(id, engine.hit(id, 500, found.top + 2)).line == line);
        CHECK(engine.caret(id, engine.hit(id, -500, found.top + 2)).line == line);
        const auto [begin, end] = engine.line_range(id, line);
        CHECK(engine.caret(id, begin).line == line);
        CHECK(engine.caret(id, end).line == line);
    }
}

TEST_CASE_FIXTURE(Fixture, "a selection across directions is more than one rectangle with the right total width") {
    const std::string text = "سلام abc دنیا";
    const ParagraphId id = lay(text);
    float width = 0;
    for (const semantics::Rect& rect : engine.range_rects(id, 0, text.size())) width += rect.width;
    CHECK(width == doctest::Approx(engine.size(id).width).epsilon(0.01));
    CHECK(engine.range_rects(id, 4, 11).size() == 2);   // the end of سلام and the beginning of abc lie apart
    CHECK(engine.range_rects(id, 3, 3).empty());
}

TEST_CASE_FIXTURE(Fixture, "a text cut by max_lines ends with an ellipsis and stays in its lines and width") {
    const std::string text = "برای بازگشت کالا تا هفت روز پس از تحویل فرصت دارید و هزینه ارسال با ماست";
    for (const float width : {60.0f, 111.0f, 160.0f, 200.0f}) {
        for (const std::uint16_t lines : {std::uint16_t{1}, std::uint16_t{2}}) {
            const ParagraphId id = engine.layout({.text = text, .width = width, .rtl = true, .max_lines = lines, .lang = "fa"});
            CHECK(engine.size(id).line_count == lines);
            CHECK(engine.size(id).width <= width + 0.01f);
            CHECK(engine.shaped(id).text.ends_with("…"));
            CHECK(engine.text(id) == text);
        }
    }
    const ParagraphId whole = engine.layout({.text = text, .width = 2000, .max_lines = 1});
    CHECK(engine.shaped(whole).text == text);
}

TEST_CASE_FIXTURE(Fixture, "a link is found under the pointer on its own letters only") {
    std::vector<TextSpan> spans(1);
    spans[0].begin = 8;
    spans[0].end = 12;
    spans[0].href = "article:fa/returns";
    const ParagraphId id = engine.layout({.text = "Read my page now", .spans = &spans, .width = 400});
    const Caret inside = engine.caret(id, 10);
    CHECK(engine.link_at(id, inside.x, inside.top + 5) == "article:fa/returns");
    CHECK(engine.link_at(id, 2, 5).empty());
    CHECK(engine.link_at(id, 390, 5).empty());
    CHECK(engine.link_at(id, inside.x, 200).empty());
}

TEST_CASE_FIXTURE(Fixture, "marks, code, links and strikes give quads in their own colours") {
    std::vector<TextSpan> spans(4);
    spans[0] = {.begin = 0, .end = 2, .mark = true};
    spans[1] = {.begin = 3, .end = 5, .code = true};
    spans[2] = {.begin = 6, .end = 8, .href = "https://a.example"};
    spans[3] = {.begin = 9, .end = 11, .strike = true};
    const ParagraphId id = engine.layout({.text = "aa bb cc dd", .spans = &spans, .width = 400});
    std::vector<ui::TextQuad> quads;
    engine.quads(id, 0, 100, quads);
    const auto count = [&](ui::Color tint, bool textured) {
        return std::count_if(quads.begin(), quads.end(), [&](const ui::TextQuad& quad) { return quad.tint == tint && (quad.texture != 0) == textured; });
    };
    CHECK(count(ui::Color::mark, false) == 1);
    CHECK(count(ui::Color::surface_sunken, false) == 1);
    CHECK(count(ui::Color::accent_text, false) == 1);
    CHECK(count(ui::Color::accent_text, true) == 2);
    CHECK(count(ui::Color::text, false) == 1);
    CHECK(count(ui::Color::text, true) == 6);
}

TEST_CASE_FIXTURE(Fixture, "quads are on device pixels and inside the paragraph at any pixel ratio") {
    for (const float ratio : {1.0f, 1.25f, 1.5f, 2.0f, 3.0f}) {
        engine.begin_frame(ratio);
        const ParagraphId id = lay("قیمت 10-20 است (abc)", 200);
        std::vector<ui::TextQuad> quads;
        engine.quads(id, 0, 1000, quads);
        REQUIRE(quads.size() > 10);
        for (const ui::TextQuad& quad : quads) {
            CHECK(quad.x0 * ratio == doctest::Approx(std::round(quad.x0 * ratio)));
            CHECK(quad.y0 * ratio == doctest::Approx(std::round(quad.y0 * ratio)));
            CHECK(quad.x0 > -4);
            CHECK(quad.x1 < 204);
        }
    }
}

TEST_CASE_FIXTURE(Fixture, "only lines inside the clip are drawn") {
    const ParagraphId id = lay("a\nb\nc\nd", 200, false);
    std::vector<ui::TextQuad> quads;
    engine.quads(id, 24, 48, quads);
    CHECK(quads.size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "glyphs are rasterised once and have ink") {
    std::vector<ui::TextQuad> quads;
    engine.quads(lay("aaaa", 200, false), 0, 100, quads);
    REQUIRE(textures.pages.size() == 1);
    const auto& pixels = textures.pages.begin()->second.pixels;
    CHECK(std::count_if(pixels.begin(), pixels.end(), [](std::uint8_t p) { return p > 128; }) > 20);
    std::vector<ui::TextQuad> again;
    engine.quads(lay("aaaa", 200, false), 0, 100, again);
    CHECK(again.size() == quads.size());
    CHECK(textures.pages.size() == 1);
}

TEST_CASE_FIXTURE(Fixture, "what Vazirmatn lacks comes from DejaVu, with the mark beside its base letter") {
    const ParagraphId id = lay("Ж ЖᎠ", 200, false);   // Cyrillic and Cherokee: the first is in DejaVu Sans
    const ShapedText& shaped = engine.shaped(id);
    CHECK(shaped.runs.front().face >= 4);
    CHECK(shaped.glyphs.front().index != 0);
    const ParagraphId mono = engine.layout({.text = "x = 1", .style = {.mono = true}, .width = 200});
    CHECK(engine.shaped(mono).runs.front().face == 6);
}

TEST_CASE_FIXTURE(Fixture, "code inside Persian is isolated and reads from left to right") {
    std::vector<TextSpan> spans(1);
    spans[0] = {.begin = 11, .end = 16, .code = true};   // "-x 10" would be reordered around its hyphen
    const ParagraphId id = engine.layout({.text = "دستور -x 10", .spans = &spans, .width = 500, .rtl = true, .lang = "fa"});
    CHECK(visual(id).starts_with("-x 10"));
}

TEST_CASE_FIXTURE(Fixture, "ids stay while frames are drawn without running the views") {
    const ParagraphId id = lay("سلام");
    for (int i = 0; i < 5; ++i) {
        engine.begin_frame(1);
        engine.layout_for_host({.text = "x", .width = 100});
    }
    CHECK(engine.size(id).line_count == 1);
}

TEST_CASE_FIXTURE(Fixture, "the same request gives the same id until a frame does not ask for it") {
    const ParagraphId first = lay("سلام");
    CHECK(lay("سلام") == first);
    CHECK(lay("سلام", 999) != first);
    engine.begin_frame(1);
    CHECK(lay("سلام") == first);
    engine.begin_frame(1);
    lay("دنیا");
    engine.begin_frame(1);
    CHECK(lay("سلام") != first);
}

TEST_CASE_FIXTURE(Fixture, "another pixel ratio makes everything stale") {
    const std::uint32_t before = engine.epoch();
    engine.begin_frame(1);
    CHECK(engine.epoch() == before);
    engine.begin_frame(2);
    CHECK(engine.epoch() > before);
}

TEST_CASE_FIXTURE(Fixture, "preformatted text is left to right and keeps its spaces") {
    const ParagraphId id = engine.layout({.text = "سلام  x", .width = 500, .rtl = true, .preformatted = true});
    CHECK_FALSE(engine.is_rtl(id));
    CHECK(engine.size(id).width > engine.size(engine.layout({.text = "سلام x", .width = 500, .preformatted = true})).width);
}

TEST_CASE_FIXTURE(Fixture, "spaces after a space take no room, but what is being typed keeps them") {
    CHECK(engine.size(lay("a   b", 500, false)).width == doctest::Approx(engine.size(lay("a b", 500, false)).width));
    CHECK(engine.size(engine.layout_for_host({.text = "a   b", .width = 500})).width > engine.size(lay("a b", 500, false)).width + 5);
}

TEST_CASE_FIXTURE(Fixture, "a hostile text of controls, marks and lone bytes is laid out") {
    std::string text;
    for (int i = 0; i < 300; ++i) text += i % 7 == 0 ? "\u202E" : i % 5 == 0 ? "\u0301" : i % 3 == 0 ? "\xFF" : "س\t";
    for (const float width : {1.0f, 37.0f, 5000.0f}) {
        const ParagraphId id = lay(text, width);
        std::vector<ui::TextQuad> quads;
        engine.quads(id, 0, 1e6f, quads);
        CHECK(engine.size(id).line_count >= 1);
        for (std::size_t at = 0; at < text.size(); at += 13) CHECK(std::isfinite(engine.caret(id, at).x));
    }
}
