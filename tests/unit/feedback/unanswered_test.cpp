#include "core/feedback/unanswered.h"

#include <doctest/doctest.h>

#include "core/wire/reader.h"

using namespace pasokh;
using feedback::mask_private;
using feedback::private_query;
using feedback::UnansweredSearch;

namespace {

constexpr const char* kId = "01KBZ3NDEK0000000000000001";

std::string first_fault(const std::string& json) {
    auto document = wire::Document::parse(json);
    REQUIRE(document);
    feedback::read_unanswered(*document);
    return document->faults().empty() ? "" : document->faults()[0].pointer + " " + document->faults()[0].code;
}

}   // namespace

TEST_CASE("numbers that may name a person are masked in the digits of every script") {
    CHECK(mask_private("order 10245 where") == "order ••• where");
    CHECK(mask_private("سفارش ۱۰۲۴۵ کجاست") == "سفارش ••• کجاست");
    CHECK(mask_private("طلبي ١٠٢٤٥") == "طلبي •••");
    CHECK(mask_private("SRV-10245") == "SRV-•••");
    CHECK(mask_private("１２３４５") == "•••");
    CHECK(mask_private("1۲3٤5") == "•••");
    CHECK(mask_private("12\u200c345") == "•••");
}

TEST_CASE("a number written in groups is one number") {
    CHECK(mask_private("0912 000 0045 چرا") == "••• چرا");
    CHECK(mask_private("+98 (912) 000-0045") == "+•••");
    CHECK(mask_private("6037 9911 2233 4455") == "•••");
    CHECK(mask_private("۰۹۱۲-۰۰۰-۰۰۴۵") == "•••");
}

TEST_CASE("small numbers stay: they are what people ask about") {
    for (const char* text : {"iphone 15", "7 days", "۳ روز", "error 404", "2026", "usb 3.1 gen 2", "1 2 3 4", "۱۲۳۴"}) CHECK(mask_private(text) == text);
}

TEST_CASE("words with an at sign are masked") {
    CHECK(mask_private("email sara@example.ir please") == "email ••• please");
    CHECK(mask_private("@sarv_support") == "•••");
    CHECK(mask_private("sara @ example.ir رسید") == "••• رسید");
    CHECK(mask_private("sara＠example.ir") == "•••");
    CHECK(mask_private("a@b c@d") == "•••");
}

TEST_CASE("masking twice changes nothing") {
    for (const char* text : {"0912 000 0045", "x a@b y", "  spaced   out ", "کارت هدیه", "12345 12345", ""}) CHECK(mask_private(mask_private(text)) == mask_private(text));
}

TEST_CASE("the query is trimmed and cut to 200 letters, none of them broken") {
    CHECK(private_query("  کارت   هدیه ") == "کارت هدیه");
    for (const char* nothing : {" \t\u00a0", "09120000045", "?!", "a@b.ir"}) CHECK(private_query(nothing).empty());
    std::string persian;
    for (int i = 0; i < 150; ++i) persian += "سل ";
    const std::string cut = private_query(persian);
    CHECK(cut.size() < persian.size());
    CHECK(cut.ends_with("سل"));
    CHECK(private_query(cut) == cut);
    CHECK(private_query(std::string(190, 'a') + " 0912000" + "0045").ends_with(" •••"));
}

TEST_CASE("a told search comes back as it was sent") {
    auto document = wire::Document::parse(encode(UnansweredSearch{kId, "کارت هدیه", "fa"}));
    REQUIRE(document);
    const UnansweredSearch read = feedback::read_unanswered(*document);
    REQUIRE(document->status());
    CHECK(read.id == kId);
    CHECK(read.query == "کارت هدیه");
    CHECK(read.lang == "fa");
}

TEST_CASE("a reader masks what an older page sent in clear") {
    auto document = wire::Document::parse(encode(UnansweredSearch{kId, "سفارش 10245 با sara@example.ir", "fa"}));
    REQUIRE(document);
    CHECK(feedback::read_unanswered(*document).query == "سفارش ••• با •••");
}

TEST_CASE("each bad field is named") {
    const std::string id = std::string(R"("id":")") + kId + '"';
    CHECK(first_fault("{" + id + R"(,"query":"x","lang":"fa"})").empty());
    CHECK(first_fault(R"({"id":"1","query":"x","lang":"fa"})") == "/id format");
    CHECK(first_fault(R"({"query":"x","lang":"fa"})") == "/id required");
    CHECK(first_fault("{" + id + R"(,"lang":"fa"})") == "/query required");
    CHECK(first_fault("{" + id + R"(,"query":"","lang":"fa"})") == "/query length");
    CHECK(first_fault("{" + id + R"(,"query":" 10245 ","lang":"fa"})") == "/query format");
    CHECK(first_fault("{" + id + R"(,"query":")" + std::string(201, 'x') + R"(","lang":"fa"})") == "/query length");
    CHECK(first_fault("{" + id + R"(,"query":"x"})") == "/lang required");
    CHECK(first_fault("{" + id + R"(,"query":"x","lang":"fa_IR"})") == "/lang format");
    CHECK(first_fault("{" + id + R"(,"query":"x","lang":"fa","ip":"1"})") == "/ip unknown");
}
