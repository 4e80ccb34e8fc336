#include "shell/server/crypto.h"

#include <doctest/doctest.h>

#include <set>
#include <thread>
#include <vector>

#include "core/base/hex.h"

using namespace pasokh;
using namespace pasokh::server;

namespace {
const orders::Contact kPhone{orders::Contact::Kind::phone, "+989120000045"};
}

TEST_CASE("digests are those of FIPS 180-4") {
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("HMAC-SHA256 gives the digest of RFC 4231, case 2") {
    CHECK(encode_hex(hmac_sha256("Jefe", "what do ya want for nothing?")) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST_CASE("a contact's MAC is HMAC-SHA256 of shop, kind and value") {
    // python3 -c 'import hmac; print(hmac.new(bytes(32), b"demo\nphone:+989120000045", "sha256").hexdigest())'
    CHECK(Secret::for_checking().contact_mac("demo", kPhone) == "a7c0ac8bce4050482d2b1936247d9a84c62a97c4176b607d020e74fa05d3e6a7");
}

TEST_CASE("the MAC depends on shop, kind and value") {
    const Secret secret = Secret::for_checking();
    CHECK(secret.contact_mac("demo", kPhone) == secret.contact_mac("demo", kPhone));
    CHECK(secret.contact_mac("other", kPhone) != secret.contact_mac("demo", kPhone));
    CHECK(secret.contact_mac("demo", {orders::Contact::Kind::email, kPhone.value}) != secret.contact_mac("demo", kPhone));
    CHECK(secret.contact_mac("demo", {kPhone.kind, "+989120000046"}) != secret.contact_mac("demo", kPhone));
}

TEST_CASE("bytes are the same or not") {
    CHECK(same_bytes("abc", "abc"));
    CHECK_FALSE(same_bytes("abc", "abd"));
    CHECK_FALSE(same_bytes("abc", "ab"));
    CHECK(same_bytes("", ""));
}

TEST_CASE("random bytes never come twice, on whatever thread") {
    constexpr std::size_t kEach = 1000;
    std::array<std::vector<std::array<std::uint8_t, 16>>, 4> drawn;
    std::vector<std::thread> threads;
    for (auto& mine : drawn)
        threads.emplace_back([&mine] {
            for (std::size_t i = 0; i < kEach; ++i) mine.push_back(random_bytes());
        });
    for (std::thread& thread : threads) thread.join();
    std::set<std::array<std::uint8_t, 16>> different;
    for (const auto& mine : drawn) different.insert(mine.begin(), mine.end());
    CHECK(different.size() == drawn.size() * kEach);
}
