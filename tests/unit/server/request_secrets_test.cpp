#include "shell/server/request_secrets.h"

#include <doctest/doctest.h>

#include <set>

using namespace pasokh;
using namespace pasokh::server;

namespace {
constexpr const char* kContact = "+989120000045";
const Secret kSecret = Secret::for_checking();
const RequestSecrets kShop(kSecret, "demo");
}   // namespace

TEST_CASE("derived keys are those of HKDF-Expand") {
    // python3 -c 'import hmac; print(hmac.new(bytes(32), b"pasokh: key of a request\x01", "sha256").hexdigest())' and that as the key of b"demo\n0123456789"
    CHECK(kSecret.derived_key("a").size() == 32);
    CHECK(kSecret.derived_key("a") != kSecret.derived_key("b"));
    CHECK(kShop.key_of("0123456789") == "2b852a59fea72e2d7f719067601499c96f706dc4ecb44095b8fedc8f0317bf90");
}

TEST_CASE("a sealed contact opens under its shop and request only") {
    const std::string sealed = kShop.seal("R1", kContact);
    CHECK(sealed.find("989120000045") == std::string::npos);
    const auto opened = kShop.open("R1", sealed);
    REQUIRE(opened.has_value());
    CHECK(*opened == kContact);
    CHECK_FALSE(kShop.open("R2", sealed).has_value());
    CHECK_FALSE(RequestSecrets(kSecret, "other").open("R1", sealed).has_value());
    CHECK(kShop.open("R1", kShop.seal("R1", "")).has_value());
}

TEST_CASE("every changed bit of a sealed contact is noticed") {
    const std::string sealed = kShop.seal("R1", kContact);
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string other = sealed;
        other[i] = other[i] == '0' ? '1' : '0';
        CHECK_FALSE(kShop.open("R1", other).has_value());
    }
    for (const std::string& text : {std::string(), std::string("zz"), sealed.substr(2), sealed.substr(1), sealed + "00"}) CHECK_FALSE(kShop.open("R1", text).has_value());
}

TEST_CASE("the same contact is sealed differently each time") {
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) seen.insert(kShop.seal("R1", kContact));
    CHECK(seen.size() == 100);
}

TEST_CASE("a key belongs to one code of one shop") {
    CHECK(kShop.key_of("0123456789") == kShop.key_of("0123456789"));
    CHECK(kShop.key_of("0123456789") != kShop.key_of("7K2Q9F4XWT"));
    CHECK(RequestSecrets(kSecret, "other").key_of("0123456789") != kShop.key_of("0123456789"));
}
