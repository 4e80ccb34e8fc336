#include <doctest/doctest.h>

#include "shell/server/http/client_address.h"

using pasokh::server::TrustedProxies;

namespace {

TrustedProxies trusting(std::initializer_list<const char*> networks) {
    TrustedProxies proxies;
    for (const char* network : networks) REQUIRE(proxies.add(network));
    return proxies;
}

}   // namespace

TEST_CASE("a header from a peer that is no named proxy is nobody's word") {
    CHECK(TrustedProxies().client_of("203.0.113.9", "6.6.6.6") == "203.0.113.9");
    CHECK(trusting({"10.0.0.0/8"}).client_of("203.0.113.9", "6.6.6.6") == "203.0.113.9");
}

TEST_CASE("a named proxy tells its customer, whatever the customer wrote before") {
    const TrustedProxies proxies = trusting({"127.0.0.1"});
    CHECK(proxies.client_of("127.0.0.1", "203.0.113.9") == "203.0.113.9");
    CHECK(proxies.client_of("127.0.0.1", "6.6.6.6, 203.0.113.9") == "203.0.113.9");
    CHECK(proxies.client_of("127.0.0.1", "127.0.0.1, 203.0.113.9") == "203.0.113.9");
    CHECK(proxies.client_of("127.0.0.1", "") == "127.0.0.1");
    CHECK(proxies.client_of("127.0.0.1", "6.6.6.6, unknown") == "127.0.0.1");
}

TEST_CASE("several named proxies are passed over from the right") {
    const TrustedProxies proxies = trusting({"10.0.0.0/8", "fd00::/8"});
    CHECK(proxies.client_of("10.1.2.3", "6.6.6.6, 203.0.113.9, fd00::7,10.9.9.9") == "203.0.113.9");
    CHECK(proxies.client_of("10.1.2.3", "10.0.0.1, 10.0.0.2") == "10.0.0.1");
}

TEST_CASE("ports are left out and one IPv6 customer is one /64") {
    const TrustedProxies proxies = trusting({"::1", "127.0.0.0/8"});
    CHECK(proxies.client_of("::ffff:127.0.0.9", "203.0.113.9:4711") == "203.0.113.9");
    CHECK(proxies.client_of("::1", "[2001:db8:1:2:3:4:5:6]:443") == "2001:db8:1:2::");
    CHECK(proxies.client_of("2001:db8:1:2:9:9:9:9", "") == "2001:db8:1:2::");
}

TEST_CASE("networks end where their bits end") {
    const TrustedProxies proxies = trusting({"192.168.4.0/22"});
    CHECK(proxies.client_of("192.168.7.255", "203.0.113.9") == "203.0.113.9");
    CHECK(proxies.client_of("192.168.8.0", "203.0.113.9") == "192.168.8.0");
    CHECK(trusting({"0.0.0.0/0"}).client_of("198.51.100.1", "2001:db8::1") == "2001:db8::");
}

TEST_CASE("what is no network is refused") {
    TrustedProxies proxies;
    for (const char* wrong : {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0/8", "::1/129", "10.0.0.0/8x"}) CHECK_FALSE(proxies.add(wrong));
}

TEST_CASE("a connection belongs to its peer, but not to a proxy or this machine") {
    TrustedProxies proxies;
    CHECK(proxies.add("10.0.0.0/8"));
    CHECK(proxies.holder_of("203.0.113.9") == "203.0.113.9");
    CHECK(proxies.holder_of("::ffff:203.0.113.9") == "203.0.113.9");
    CHECK(proxies.holder_of("2001:db8:1:2:3::4") == "2001:db8:1:2::");
    CHECK(proxies.holder_of("127.0.0.2") == "127.0.0.2");
    for (const char* many : {"10.1.2.3", "127.0.0.1", "::1", "::ffff:127.0.0.1", "unknown"}) CHECK_MESSAGE(proxies.holder_of(many).empty(), many);
}
