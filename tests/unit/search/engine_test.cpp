#include "core/search/engine.h"

#include <doctest/doctest.h>

#include <chrono>

#include "core/kb/write/pack_builder.h"
#include "core/text/utf8.h"

using namespace pasokh;
using namespace pasokh::search;

namespace {

kb::Pack shop() {
    kb::write::PackInput input;
    input.name = "shop";
    input.files = {
        {"fa/returns/return.md", "---\ntitle: چطور کالا را مرجوع کنم؟\naliases: [پس دادن جنس]\ntags: [عودت]\n---\nتا ۷ روز می‌توانید کالاهای سالم را پس بدهید. کتاب‌ها هم برمی‌گردند.\n"},
        {"fa/orders/track.md", "---\ntitle: پیگیری سفارش\n---\nشماره سفارش را وارد کنید. می‌خواهم بدانم سفارشم کجاست.\n"},
        {"fa/payment/instalments.md", "---\ntitle: خرید قسطی\n---\nپرداخت سه یا شش ماهه با گارانتی بانکی.\n"},
        {"ar/returns/return.md", "---\ntitle: كيف أسترجع المنتج؟\n---\nيمكنك إرجاع المنتجات خلال سبعة أيام. المكتبة مفتوحة.\n"},
        {"en/returns/return.md", "---\ntitle: Return an item\n---\nYou can return unopened items. Refunds take five days. Don't send batteries.\n"},
        {"en/orders/track.md", "---\ntitle: Track your order\n---\nEnter the order number SRV-10245 to see where the parcel is.\n"},
    };
    auto built = kb::write::build_pack(input);
    REQUIRE(built);
    auto pack = kb::Pack::open(std::move(built->bytes), "shop");
    REQUIRE(pack);
    return std::move(pack).value();
}

std::string first(const Engine& engine, std::string_view query, const Options& options = {}) {
    const Answer answer = engine.search(query, options);
    return answer.hits.empty() ? "nothing" : answer.hits.front().id;
}

std::string marked(std::string_view text, const std::vector<Range>& marks) {
    std::string out;
    std::size_t from = 0;
    for (const Range& range : marks) {
        out += std::string(text.substr(from, range.begin - from)) + "[" + std::string(text.substr(range.begin, range.end - range.begin)) + "]";
        from = range.end;
    }
    return out + std::string(text.substr(from));
}

}   // namespace

TEST_CASE("words, forms of words, aliases and tags find their article") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    for (const std::string_view query : {"مرجوع", "مرجوعی", "پس دادن جنس", "عودت", "کالاها", "كتابها", "کتاب های"}) {
        CAPTURE(query);
        CHECK(first(engine, query) == "fa/returns/return");
    }
    CHECK(first(engine, "refund") == "en/returns/return");
    CHECK(first(engine, "المنتجات") == "ar/returns/return");
    CHECK(first(engine, "srv-۱۰۲۴۵") == "en/orders/track");
}

TEST_CASE("the half-space may be there, missing, or a space") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    for (const std::string_view query : {"می‌خواهم", "میخواهم", "می خواهم"}) {
        CAPTURE(query);
        CHECK(first(engine, query) == "fa/orders/track");
    }
}

TEST_CASE("the last word may be half typed, and only the last") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    CHECK(first(engine, "پیگ") == "fa/orders/track");
    CHECK(first(engine, "refu") == "en/returns/return");
    CHECK(first(engine, "track yo") == "en/orders/track");
}

TEST_CASE("the other keyboard layout is understood, and said") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    CHECK(first(engine, "lv[,u") == "fa/returns/return");
    CHECK(engine.search("sthva", {}).understood_as == "سفارش");
    CHECK(first(engine, "قثبعدی") == "en/returns/return");
    CHECK(engine.search("refund", {}).understood_as.empty());
}

TEST_CASE("Persian in Latin letters is understood, and said") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    CHECK(first(engine, "sefaresh") == "fa/orders/track");
    CHECK(first(engine, "kharid ghesti") == "fa/payment/instalments");
    CHECK(engine.search("garanti", {}).understood_as == "گارانتی");
}

TEST_CASE("Arabic in Latin letters and digits is understood, and said") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    CHECK(first(engine, "keef astarje3 el montaj") == "ar/returns/return");
    CHECK(first(engine, "erja3 el montajat") == "ar/returns/return");
    CHECK(engine.search("al maktaba", {}).understood_as == "al المكتبة");
    CHECK(first(engine, "el maktaba", {.lang = "ar"}) == "ar/returns/return");
}

TEST_CASE("English stays English beside words that sound like others") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    CHECK(first(engine, "how to return an item to you") == "en/returns/return");
    CHECK(first(engine, "where is the parcel in order 7") == "en/orders/track");
    CHECK(engine.search("return a kit", {}).understood_as.empty());
}

TEST_CASE("random Latin letters sound like nothing") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    for (const std::string_view query : {"zzzqqq", "qwrtpl", "xqzjkv", "gggsss"}) {
        CAPTURE(query);
        CHECK(engine.search(query, {}).understood_as.empty());
    }
}

TEST_CASE("a number with letters is not read as Arabizi when it sounds like nothing") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    for (const std::string_view query : {"bk7z9", "usb3", "srv10245", "a4"}) {
        CAPTURE(query);
        CHECK(engine.search(query, {}).understood_as.empty());
    }
}

TEST_CASE("a slip of the finger is corrected, and said") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    CHECK(first(engine, "پیگیزی") == "fa/orders/track");
    CHECK(first(engine, "battreies ") == "en/returns/return");
    CHECK(engine.search("order nomber 5", {}).understood_as == "order number 5");
}

TEST_CASE("the preferred language comes first and can be the only one") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    CHECK(first(engine, "order", {.lang = "en"}) == "en/orders/track");
    Options only;
    only.lang = "fa";
    only.only_lang = true;
    CHECK(engine.search("refund", only).hits.empty());
}

TEST_CASE("marks cover the words of the original text") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    const Answer answer = engine.search("كالاي مرجوع", {});
    REQUIRE_FALSE(answer.hits.empty());
    const Hit& hit = answer.hits.front();
    CHECK(marked(hit.title, hit.title_marks) == "چطور [کالا] را [مرجوع] کنم؟");
    CHECK(marked(hit.snippet, hit.snippet_marks).find("[کالاهای]") != std::string::npos);
    CHECK(hit.category == "returns");
}

TEST_CASE("a query is text, whatever signs it has") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    for (const std::string_view query : {"\"refund\"", "refund*", "title:refund", "refund AND", "NEAR(refund", "(refund", "refund^", "-refund", "refund'; DROP TABLE article; --"}) {
        CAPTURE(query);
        CHECK(first(engine, query) == "en/returns/return");
    }
}

TEST_CASE("nothing, marks and emoji find nothing") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    for (const std::string_view query : {"", " ", "\u064E\u0651", "👍🎉", "؟!،", "\u200C", "\xFF\xFE", "qqqqzzzzqqqq"}) {
        CAPTURE(query);
        const Answer answer = engine.search(query, {});
        CHECK(answer.hits.empty());
        CHECK(answer.total == 0);
    }
}

TEST_CASE("the limit holds and total counts all") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    Options options;
    options.limit = 1;
    const Answer answer = engine.search("order return item", options);
    CHECK(answer.hits.size() == 1);
    CHECK(answer.total > 1);
    options.limit = 0;
    CHECK(engine.search("order", options).hits.empty());
}

TEST_CASE("very long and very short queries answer fast") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    std::string words, one;
    while (words.size() < 10'000) words += "سفارش" + std::to_string(words.size()) + " ";
    one = std::string(10'000, 'x');
    for (const std::string& query : {words, one, std::string("ک"), std::string("a")}) {
        const auto begin = std::chrono::steady_clock::now();
        engine.search(query, {});
        CHECK(std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(250));   // sanitizers included
    }
}

TEST_CASE("the article whose whole title was typed comes first") {
    kb::write::PackInput input;
    input.files = {{"en/a.md", "---\ntitle: Hooks\n---\nuseState useState useState useState useState.\n"},
                   {"en/b.md", "---\ntitle: useState\n---\n" + std::string(400, 'x') + " a long page about many other things and once useState.\n"}};
    for (int i = 0; i < 300; ++i) input.files[1].bytes += "filler" + std::to_string(i) + " ";
    auto built = kb::write::build_pack(input);
    REQUIRE(built);
    auto pack = kb::Pack::open(std::move(built->bytes), "p");
    REQUIRE(pack);
    const Engine engine(*pack);
    CHECK(first(engine, "usestate") == "en/b");
}
