#include "shell/server/siphash.h"

#include <doctest/doctest.h>

#include <string>

using namespace pasokh::server;

namespace {

/// The key of the paper's appendix A: bytes 00 to 0f.
constexpr SipKey kKey = {0x0706050403020100, 0x0F0E0D0C0B0A0908};

std::string counting(std::size_t length) {
    std::string bytes;
    for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(i);
    return bytes;
}

}   // namespace

TEST_CASE("the digest of 00 to 0e is the one of the paper") { CHECK(siphash(kKey, counting(15)) == 0xA129CA6149BE45E5); }

TEST_CASE("whole words and rests agree with the reference vectors") {
    CHECK(siphash(kKey, counting(0)) == 0x726FDB47DD0E0E31);
    CHECK(siphash(kKey, counting(1)) == 0x74F839C593DC67FD);
    CHECK(siphash(kKey, counting(8)) == 0x93F5F5799A932462);
    CHECK(siphash(kKey, counting(63)) == 0x958A324CEB064572);
}

TEST_CASE("another key gives another digest") { CHECK(siphash({1, 2}, "192.0.2.1") != siphash({1, 3}, "192.0.2.1")); }
