#include <doctest/doctest.h>

#include <numeric>

#include "core/kb/write/pack_builder.h"
#include "core/search/engine.h"

using namespace pasokh;
using namespace pasokh::search;

namespace {

kb::Pack pack_of(std::vector<kb::write::SourceFile> files) {
    kb::write::PackInput input;
    input.name = "shop";
    input.files = std::move(files);
    auto built = kb::write::build_pack(input);
    REQUIRE(built);
    auto pack = kb::Pack::open(std::move(built->bytes), "shop");
    REQUIRE(pack);
    return std::move(*pack);
}

kb::Pack shop() {
    return pack_of({
        {"fa/returns/return.md", "---\ntitle: مرجوع کردن کالا\n---\nتا ۷ روز کالاهای سالم را پس بدهید.\n"},
        {"fa/orders/track.md", "---\ntitle: پیگیری سفارش\n---\nسفارشات خود را دنبال کنید. سفارش شما در راه است.\n"},
        {"fa/orders/price.md", "---\ntitle: قیمت‌ها\n---\nارسال بالای ۱٬۲۵۰٬۰۰۰ تومان رایگان است. مدل EX-204 ناموجود است.\n"},
        {"ar/orders/track.md", "---\ntitle: تتبع الطلب\n---\nاكتب رقم الطلب. الكتاب الجديد.\n"},
        {"en/orders/track.md", "---\ntitle: Track your order\n---\nEnter the order number. Delivery takes two days. Delivered parcels stay.\n"},
        {"en/returns/refund.md", "---\ntitle: Refunds\n---\nRefunds take five days.\n"},
        {"fa/synonyms.txt", "مرجوع, عودت\nرهگیری => پیگیری\n"},
    });
}

std::vector<std::string> completed(const Engine& engine, std::string_view query, std::string_view lang) {
    std::vector<std::string> out;
    for (const Completion& completion : engine.complete(query, lang, 4)) out.push_back(completion.text);
    return out;
}

std::string first(const Engine& engine, std::string_view query) {
    const Answer answer = engine.search(query, {});
    return answer.hits.empty() ? "nothing" : answer.hits.front().id;
}

}   // namespace

TEST_CASE("the last word is completed as the guides spell it, one form of a word") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    CHECK(completed(engine, "سفا", "fa") == std::vector<std::string>{"سفارش"});
    CHECK(completed(engine, "شماره سفا", "fa") == std::vector<std::string>{"شماره سفارش"});
    CHECK(completed(engine, "track your parc", "en") == std::vector<std::string>{"track your parcels"});
    CHECK(completed(engine, "الک", "ar") == std::vector<std::string>{"الكتاب"});
    CHECK(completed(engine, "سفارش ", "fa").empty());
    CHECK(completed(engine, "zzz", "en").empty());
}

TEST_CASE("an answer without a telling word of the query is weak") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    CHECK_FALSE(engine.search("order", {}).weak);
    const Answer nearest = engine.search("the reorderable", {.verbatim = true});
    REQUIRE_FALSE(nearest.hits.empty());
    CHECK(nearest.weak);
    CHECK_FALSE(engine.search("the", {}).weak);   // all there is to look for
}

TEST_CASE("verbatim means nothing is corrected") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    CHECK(engine.search("ordr number", {}).understood_as == "order number");
    CHECK(engine.search("ordr number", {.verbatim = true}).understood_as.empty());
    CHECK(engine.search("sthva", {.verbatim = true}).understood_as.empty());
}

TEST_CASE("synonyms of the shop find its guides, one way or both") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    CHECK(first(engine, "عودت") == "fa/returns/return");
    CHECK(first(engine, "رهگیری") == "fa/orders/track");
}

TEST_CASE("prices and product codes meet however they are written") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    for (const std::string_view query : {"1250000", "1,250,000", "۱٬۲۵۰٬۰۰۰", "EX-204", "ex204", "ex 204"}) {
        CAPTURE(query);
        CHECK(first(engine, query) == "fa/orders/price");
    }
}

TEST_CASE("the parts of an explained score add up to it, and hits are those of the answer") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    for (const std::string_view query : {"مرجوع کالا", "track my order", "تتبع الطلب", "Refunds"}) {
        CAPTURE(query);
        const Answer answer = engine.search(query, {});
        const Explanation why = engine.explain(query, {});
        REQUIRE(why.hits.size() == answer.hits.size());
        for (std::size_t i = 0; i < why.hits.size(); ++i) {
            CHECK(why.hits[i].id == answer.hits[i].id);
            CHECK(std::accumulate(why.hits[i].parts.begin(), why.hits[i].parts.end(), 0.0f) == doctest::Approx(answer.hits[i].score).epsilon(0.001));
        }
    }
    CHECK(engine.explain("Refunds", {}).hits.front().parts[11] > 0);   // it is the whole title
}

TEST_CASE("votes and clicks decide between equals and no more") {
    const std::string text = "\n---\nHow to clean the filter of the machine.\n";
    const kb::Pack pack = pack_of({
        {"en/a/one.md", "---\ntitle: Clean the filter\nhelpful: 1\nunhelpful: 30" + text},
        {"en/a/two.md", "---\ntitle: Clean the filter\nhelpful: 30\nunhelpful: 1" + text},
        {"en/b/three.md", "---\ntitle: Clean the pump\nopened: 5" + text},
        {"en/b/four.md", "---\ntitle: Clean the pump\nopened: 900" + text},
        {"en/c/five.md", "---\ntitle: Wash the tank\nhelpful: 900\nopened: 900\n---\nWith water.\n"},
    });
    const Engine engine(pack);
    CHECK(first(engine, "clean the filter") == "en/a/two");
    CHECK(first(engine, "clean the pump") == "en/b/four");
    CHECK(first(engine, "wash the tank or clean the filter") != "en/b/three");
    CHECK(first(engine, "clean filter") != "en/c/five");
}

TEST_CASE("preparing step by step and searching at once answer alike") {
    const kb::Pack pack = shop();
    const Engine prepared(pack), at_once(pack);
    std::size_t steps = 1;
    while (!prepared.prepare()) ++steps;
    CHECK(steps > 2);
    CHECK(prepared.prepare());
    const Answer a = prepared.search("سفارش", {}), b = at_once.search("سفارش", {});
    REQUIRE(a.hits.size() == b.hits.size());
    for (std::size_t i = 0; i < a.hits.size(); ++i) CHECK(a.hits[i].id == b.hits[i].id);
}

TEST_CASE("a query chooses its language by its words") {
    const kb::Pack pack = shop();
    const Engine engine(pack);
    const Explanation arabic = engine.explain("تتبع رقم", {}), persian = engine.explain("سفارش شما", {});
    const auto share = [](const Explanation& why, std::string_view lang) {
        for (const auto& [code, value] : why.languages)
            if (code == lang) return value;
        return 0.0f;
    };
    CHECK(share(arabic, "ar") > 0.8f);
    CHECK(share(persian, "fa") > 0.5f);
}
