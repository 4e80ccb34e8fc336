#include "core/kb/pack.h"

#include <doctest/doctest.h>

#include "core/base/hash.h"
#include "core/kb/format.h"
#include "core/kb/write/pack_builder.h"

using namespace pasokh;
using namespace pasokh::kb;

namespace {

std::vector<std::byte> good_pack() {
    write::PackInput input;
    input.files = {{"fa/returns/b.md", "---\ntitle: ب\norder: 2\ncategory: مرجوعی\n---\nx\n"}, {"fa/orders/a.md", "---\ntitle: آ\norder: 1\ncategory: سفارش\n---\nx\n"},
                   {"en/orders/a.md", "---\ntitle: A\norder: 1\ncategory: Orders\n---\nx\n"}};
    auto built = write::build_pack(input);
    REQUIRE(built);
    return std::move(built->bytes);
}

ErrorCode refusal(std::vector<std::byte> bytes) {
    auto pack = Pack::open(std::move(bytes), "shop.pack");
    REQUIRE_FALSE(pack);
    CHECK(pack.error().message.starts_with("shop.pack: "));
    return pack.error().code;
}

}   // namespace

TEST_CASE("articles come in reading order, languages by size") {
    auto pack = Pack::open(good_pack(), "p");
    REQUIRE(pack);
    CHECK(pack->languages() == std::vector<std::string>{"fa", "en"});
    std::vector<std::string> ids;
    for (const ArticleInfo& info : pack->articles()) ids.push_back(info.id);
    CHECK(ids == std::vector<std::string>{"en/orders/a", "fa/orders/a", "fa/returns/b"});
    const auto categories = pack->categories("fa");
    REQUIRE(categories.size() == 2);
    CHECK(categories[0].name == "سفارش");
    CHECK(categories[0].article_count == 1);
}

TEST_CASE("an id that is not there is not found") {
    auto pack = Pack::open(good_pack(), "p");
    REQUIRE(pack);
    CHECK_FALSE(pack->info("nope"));
    const auto article = pack->article("nope");
    REQUIRE_FALSE(article);
    CHECK(article.error().code == ErrorCode::not_found);
}

TEST_CASE("every flipped bit of the header and any flipped bit of the rest is refused") {
    const auto good = good_pack();
    for (std::size_t at = 0; at < kPackHeaderBytes; ++at) {
        for (int bit = 0; bit < 8; ++bit) {
            auto bytes = good;
            bytes[at] ^= static_cast<std::byte>(1 << bit);
            CAPTURE(at);
            refusal(std::move(bytes));
        }
    }
    for (std::size_t at = kPackHeaderBytes; at < good.size(); at += 211) {
        auto bytes = good;
        bytes[at] ^= std::byte{0x10};
        CHECK(refusal(std::move(bytes)) == ErrorCode::corrupt);
    }
}

TEST_CASE("a pack that is cut or has more is refused") {
    const auto good = good_pack();
    for (const std::size_t size : {std::size_t{0}, std::size_t{7}, kPackHeaderBytes - 1, kPackHeaderBytes, good.size() / 2, good.size() - 1})
        CHECK(refusal({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)}) == ErrorCode::corrupt);
    auto longer = good;
    longer.push_back(std::byte{0});
    CHECK(refusal(std::move(longer)) == ErrorCode::corrupt);
}

TEST_CASE("a pack of a newer format is refused as newer") {
    auto bytes = good_pack();
    bytes[8] = std::byte{kPackVersion + 1};
    CHECK(refusal(std::move(bytes)) == ErrorCode::newer_version);
}

TEST_CASE("a database of another kind in a valid envelope is refused") {
    std::vector<std::byte> bytes = good_pack();
    bytes.resize(kPackHeaderBytes + 4096);
    std::fill(bytes.begin() + kPackHeaderBytes, bytes.end(), std::byte{'x'});
    const std::uint32_t crc = crc32(std::span(bytes).subspan(kPackHeaderBytes));
    for (std::size_t i = 0; i < 4; ++i) bytes[12 + i] = static_cast<std::byte>((crc >> (8 * i)) & 0xFF);
    for (std::size_t i = 0; i < 8; ++i) bytes[16 + i] = static_cast<std::byte>((std::uint64_t{4096} >> (8 * i)) & 0xFF);
    CHECK(refusal(std::move(bytes)) == ErrorCode::corrupt);
}

TEST_CASE("the sample opens and holds one article") {
    auto pack = Pack::open_sample();
    REQUIRE(pack);
    REQUIRE(pack->articles().size() == 1);
    CHECK(pack->languages() == std::vector<std::string>{"en"});
    CHECK(pack->articles()[0].excerpt == "a…");
}
